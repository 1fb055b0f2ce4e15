// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A load of transfers, sent and followed by batara-bench.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { benchBinary } from "../network/locations.mjs";

const SENDERS = 200;
const BATCH = 100;

// Sends so many transfers. Gives back the sender's report.
/** @type {(nodes: AnyNode[], transfers: number) => Promise<BenchLoad>} */
export async function sendTransfers(nodes, transfers) {
	const folder = mkdtempSync(join(tmpdir(), "batara-measure-load-"));
	const report = join(folder, "load.json");
	const urls = nodes.flatMap(({ rpcPort }) => ["--node", `ws://127.0.0.1:${rpcPort}`]);
	const numbers = ["--senders", SENDERS, "--transactions", transfers, "--batch", BATCH].map(String);
	try {
		const child = spawn(benchBinary(), ["send", ...urls, ...numbers, "--report", report], {
			stdio: ["ignore", "inherit", "inherit"],
		});
		const [code] = await once(child, "close");
		// 1: something is missing, which the report tells.
		if (code !== 0 && code !== 1) {
			throw new Error(`batara-bench send ends with ${code}`);
		}
		return JSON.parse(readFileSync(report, "utf8"));
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
