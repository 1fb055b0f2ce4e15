// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The finality that nodes see while something is done to the network, counted in blocks.

import { connect } from "./connection.mjs";
import { say } from "./waiting.mjs";

// Counts the blocks by which the best chain of a node grows between two advances of its final head.
// `stop()` tells the most there were, where that began, and how far both heads came.
/** @type {(node: AnyNode) => Promise<FinalityWatch>} */
async function watchNode(node) {
	const api = await connect(node);
	let best = 0;
	let final = 0;
	let waiting = 0;
	let longest = 0;
	let since = 0;
	// Only what comes after both heads are known counts. A fork of the same height is no growth.
	const sawBest = ({ number }) => {
		const height = number.toNumber();
		waiting += best > 0 && final > 0 ? Math.max(0, height - best) : 0;
		best = Math.max(best, height);
		if (waiting > longest) {
			longest = waiting;
			since = final;
		}
	};
	const sawFinal = ({ number }) => {
		const height = number.toNumber();
		if (height > final) {
			waiting = 0;
			final = height;
		}
	};
	const stops = await Promise.all([
		api.rpc.chain.subscribeNewHeads(sawBest),
		api.rpc.chain.subscribeFinalizedHeads(sawFinal),
	]);
	return {
		stop() {
			stops.forEach((stop) => stop());
			return { longest, since, best, final };
		},
	};
}

// The same of the network: the most of what its nodes see. One that lags behind is one too many.
/** @type {(nodes: AnyNode[]) => Promise<FinalityWatch>} */
export async function watchFinality(nodes) {
	const watches = await Promise.all(nodes.map(watchNode));
	return {
		stop() {
			const seen = watches.map((watch) => watch.stop());
			say(`blocks without finality that the nodes saw: ${seen.map(({ longest }) => longest)}`);
			return seen.reduce((most, each) => (each.longest > most.longest ? each : most));
		},
	};
}
