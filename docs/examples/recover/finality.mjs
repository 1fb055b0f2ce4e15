// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What living nodes know of finality.

const numberOf = (header) => header.number.toNumber();

async function seenBy(node) {
	const final = await node.rpc.chain.getHeader(await node.rpc.chain.getFinalizedHead());
	const { setId } = await node.rpc.grandpa.roundState();
	return { final: numberOf(final), setId: setId.toNumber() };
}

// Returns the best block of the first node, the last block that is final on any of them, and the set
// that votes.
/** @type {(nodes: any[]) => Promise<{ best: number, final: number, setId: number }>} */
export async function finality(nodes) {
	const seen = await Promise.all(nodes.map(seenBy));
	const highest = (key) => Math.max(...seen.map((each) => each[key]));
	const best = numberOf(await nodes[0].rpc.chain.getHeader());
	return { best, final: highest("final"), setId: highest("setId") };
}

// Returns the GRANDPA keys whose votes are missing in the round that stands still, as a node sees it.
async function missingOn(node) {
	const { best } = await node.rpc.grandpa.roundState();
	const { prevotes, precommits, thresholdWeight } = best;
	const due = prevotes.currentWeight.lt(thresholdWeight) ? prevotes : precommits;
	return [...due.missing].map((key) => key.toHex());
}

// Returns the GRANDPA keys that vote in that round, as any of the nodes has seen. Who died in the middle
// of it may have given the first of its two votes.
/** @type {(nodes: any[]) => Promise<string[]>} */
export async function voters(nodes) {
	const [api] = nodes;
	const state = await api.at(await api.rpc.chain.getFinalizedHead());
	const keys = (await state.query.grandpa.authorities()).map(([key]) => key.toHex());
	const missing = await Promise.all(nodes.map(missingOn));
	return keys.filter((key) => !missing.every((those) => those.includes(key)));
}
