// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The blocks by which the best chain of each node grows without finality while a network of four
// validators is upgraded by a vote, as operators do it: alone on a machine it was one block (ADR 0022).
// The suites `upgrade` and `repair` run beside others and allow more. It measures and never fails on a
// figure.
//
//   node measure-upgrade.mjs [ROUNDS]      3 networks, one after another, two minutes each

import { connect, disconnectAll } from "./chain/connection.mjs";
import { watchFinality } from "./chain/finality.mjs";
import { waitForFinalized } from "./chain/rpc.mjs";
import { upgradeTo } from "./governance/upgrading.mjs";
import { startNetwork } from "./network/lifecycle.mjs";
import { runtimeCache } from "./network/locations.mjs";
import { onSignal } from "./network/signals.mjs";
import { wasmOf } from "./upgrades/wasm.mjs";

const VARIANT = "first";
const BLOCKS_AFTER = 10;

const rounds = Number(process.argv[2] ?? 3);
if (!(Number.isInteger(rounds) && rounds > 0)) {
	console.error("error: give a number of rounds, such as 3");
	process.exit(2);
}

let network;
onSignal((code) => {
	network?.kill();
	process.exit(code);
});

async function measure() {
	network = await startNetwork();
	process.env.BATARA_E2E_NETWORK = network.dir;
	const [node] = network.nodes;
	try {
		const api = await connect(node);
		const watch = await watchFinality(network.nodes);
		const { switched } = await upgradeTo(api, node, VARIANT, "A measured upgrade");
		await Promise.all(
			network.nodes.map((each) => waitForFinalized(each, switched.number + BLOCKS_AFTER)),
		);
		return { ...watch.stop(), block: switched.number };
	} finally {
		await disconnectAll();
		await network.stop();
		network.remove();
	}
}

try {
	// Says how to build it.
	wasmOf(VARIANT);
	process.env.BATARA_RUNTIME_CACHE_PATH = runtimeCache();
	for (let round = 1; round <= rounds; round += 1) {
		const { longest, since, block } = await measure();
		console.log(
			`upgrade in block ${block}: at most ${longest} blocks without finality on any node, after ` +
				`block ${since}`,
		);
	}
} catch (error) {
	console.error(`error: ${error.message}`);
	process.exitCode = 1;
}
