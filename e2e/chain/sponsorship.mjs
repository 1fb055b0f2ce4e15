// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The sponsors of fees, and what they have on hold.

import { BTR } from "./accounts.mjs";
import { best, rpc } from "./rpc.mjs";
import { submitOk } from "./transactions.mjs";

export const BUDGET = BTR;
export const PER_TRANSACTION = BTR / 10n;

const LASTS_BLOCKS = 1_000;

// Lets `sponsor` pay fees of `beneficiary`: of any transaction, unless `scope` says less.
/**
 * @type {(
 *   api: Api,
 *   node: AnyNode,
 *   sponsor: Account,
 *   beneficiary: Addressed,
 *   scope?: any,
 * ) => Promise<Submitted>}
 */
export async function startSponsorship(api, node, sponsor, beneficiary, scope = "Any") {
	const expires = (await best(node)) + LASTS_BLOCKS;
	return submitOk(
		api,
		api.tx.feePolicy.sponsor(beneficiary.address, BUDGET, PER_TRANSACTION, expires, scope),
		sponsor,
	);
}

// What an account has on hold for `reason` of the fee policy, as of block `hash`.
/** @type {(api: Api, hash: string, who: Addressed, reason: string) => Promise<bigint>} */
export async function heldAt(api, hash, { address }, reason) {
	const at = await api.at(hash);
	const holds = await at.query.balances.holds(address);
	const found = holds.find(({ id }) => id.type === "FeePolicy" && id.value.type === reason);
	return found ? found.amount.toBigInt() : 0n;
}

// Whether the chain has an entry for the account at all.
/** @type {(api: Api, node: AnyNode, who: Addressed) => Promise<boolean>} */
export async function exists(api, node, { address }) {
	const entry = await rpc(node, "state_getStorage", api.query.system.account.key(address));
	return entry !== null;
}
