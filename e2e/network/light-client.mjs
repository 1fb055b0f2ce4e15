// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// smoldot, the light client of browsers, on the network of the suites, and PAPI on top of it.

import { readFileSync } from "node:fs";
import { MessageChannel, Worker } from "node:worker_threads";

import { createClient } from "polkadot-api";
import { getSmProvider } from "polkadot-api/sm-provider";
import { compileBytecode } from "smoldot/bytecode";
import { startWithBytecode } from "smoldot/no-auto-bytecode";

import { bootnodes } from "./nodes.mjs";
import { chainSpec } from "./state.mjs";

// Of smoldot: from here on it tells of each step of a warp.
const DEBUG = 4;
const WARP = "warp-sync";

// On a thread of its own, whose end also ends smoldot's timers: some run for minutes after it stopped.
function startSmoldot(logCallback) {
	const { port1, port2 } = new MessageChannel();
	const worker = new Worker(new URL("light-client-worker.mjs", import.meta.url), {
		workerData: { port: port1 },
		transferList: [port1],
	});
	const client = startWithBytecode({
		bytecode: compileBytecode(),
		portToWorker: port2,
		maxLogLevel: DEBUG,
		logCallback,
	});
	return {
		client,
		async stop() {
			await client.terminate();
			port2.close();
			await worker.terminate();
		},
	};
}

// Starts with the genesis alone: no database, no checkpoint. `warp` grows by a line with each step of a
// warp over what the chain made final before.
/** @type {() => Promise<LightClient>} */
export async function startLightClient() {
	const spec = JSON.parse(readFileSync(chainSpec(), "utf8"));
	const warp = [];
	const smoldot = startSmoldot((_level, _target, message) => {
		if (message.startsWith(WARP)) {
			warp.push(message);
		}
	});
	const chain = smoldot.client.addChain({
		chainSpec: JSON.stringify({ ...spec, bootNodes: await bootnodes() }),
	});
	const papi = createClient(getSmProvider(() => chain));
	return {
		papi,
		warp,
		async stop() {
			papi.destroy();
			await smoldot.stop();
		},
	};
}
