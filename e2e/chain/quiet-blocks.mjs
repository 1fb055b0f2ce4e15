// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Blocks with one transaction, in which everything that moved is known: to count fees in.

import { startsSession } from "./blocks.mjs";
import { eventsAt } from "./history.mjs";
import { submitOk } from "./transactions.mjs";
import { say } from "./waiting.mjs";

const ATTEMPTS = 4;

// Whether the chain paid rewards or gave bonds back in the block.
async function paysByItself(api, hash) {
	const events = await eventsAt(api, hash);
	return events.some(
		({ section, method }) =>
			(section === "staking" && method === "Rewarded") ||
			(section === "validators" && ["Left", "PayoutsCompleted"].includes(method)),
	);
}

// Nothing else moves money, and the runtime takes the same account for the author as we do.
async function isQuiet(api, { hash }) {
	const { block } = await api.rpc.chain.getBlock(hash);
	const signed = block.extrinsics.filter((extrinsic) => extrinsic.isSigned);
	return signed.length === 1 && !(await startsSession(api, hash)) && !(await paysByItself(api, hash));
}

// Sends what `makeCall` makes until it was alone in its block.
/** @type {(api: Api, makeCall: () => Call, signer: Account) => Promise<Submitted>} */
export async function submitInQuietBlock(api, makeCall, signer) {
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		const result = await submitOk(api, makeCall(), signer);
		say(`attempt ${attempt} is final in block ${result.number}`);
		if (await isQuiet(api, result)) {
			return result;
		}
	}
	throw new Error(`no block with the transaction alone in ${ATTEMPTS} attempts`);
}
