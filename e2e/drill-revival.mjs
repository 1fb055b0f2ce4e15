// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The suite `revival` on a network of its own with so many validators. As many of them die as it takes.
//
//   node drill-revival.mjs [VALIDATORS] [PORT_SHIFT]      7 validators, on the usual ports
//
// Environment: BATARA_NODE (the binary), BATARA_E2E_KEEP=1 (do not delete databases and logs).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { TIMING } from "./chain/timing.mjs";
import { startNetwork } from "./network/lifecycle.mjs";
import { E2E_DIR, nodeBinary, runtimeCache } from "./network/locations.mjs";
import { alarmsOf } from "./network/logs.mjs";

const validators = Number(process.argv[2] ?? 7);
const portShift = Number(process.argv[3] ?? 0);

nodeBinary();
process.env.BATARA_RUNTIME_CACHE_PATH = runtimeCache();
const began = Date.now();
const network = await startNetwork({ timing: TIMING, portShift, validators });
const suite = spawn(process.execPath, ["--test-reporter=spec", join(E2E_DIR, "revival.test.mjs")], {
	stdio: "inherit",
	env: { ...process.env, BATARA_E2E_NETWORK: network.dir },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
	process.on(signal, () => {
		suite.kill();
		network.kill();
		process.exit(1);
	});
}
const [code] = await once(suite, "close");
const problems = [...(await network.stop()), ...alarmsOf(network.dir)];
problems.forEach((problem) => console.log(`PROBLEM ${problem}`));
const good = code === 0 && problems.length === 0;
if (good && !process.env.BATARA_E2E_KEEP) {
	network.remove();
} else {
	console.log(`databases and logs are kept in ${network.root}`);
}
console.log(`${good ? "passed" : "FAILED"} after ${Math.round((Date.now() - began) / 1000)} s`);
process.exitCode = good ? 0 : 1;
