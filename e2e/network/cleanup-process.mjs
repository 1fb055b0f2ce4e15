// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The process that outlives the test run: when the run is gone, however it ended, nothing of its
// network may stay. It reads its standard input, which the run holds open, and kills by folder once
// that closes.

import { killAllIn } from "./processes.mjs";

const dir = process.env.BATARA_E2E_CLEANUP;
if (!dir) {
	throw new Error("BATARA_E2E_CLEANUP has to name a folder");
}

process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.stdin.resume();
process.stdin.on("error", () => {});
process.stdin.on("close", () => {
	// Twice, for a runner that was about to start one more node.
	killAllIn(dir);
	setTimeout(() => killAllIn(dir), 500);
});
