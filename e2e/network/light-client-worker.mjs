// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// smoldot's virtual machine, on a thread of its own: light-client.mjs starts it.

import { workerData } from "node:worker_threads";

import { run } from "smoldot/worker";

await run(workerData.port);
