// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Transactions: sent, waited for, and explained when they fail.

const STATES = ["InBlock", "Finalized"];

// Returns the name and the meaning of an error of a call.
/** @type {(api: any, error: any) => string} */
export function explain(api, error) {
	if (error.isToken && error.asToken.isFrozen) {
		const way = "node governance.mjs unlock TRACK INDEX frees them";
		return `Token.Frozen: votes lock these BTR. When their lock is over, ${way}`;
	}
	if (!error.isModule) {
		return [error.type, error.inner.toString()].filter(Boolean).join(".");
	}
	const { section, name, docs } = api.registry.findMetaError(error.asModule);
	return `${section}.${name}: ${docs.join(" ")}`;
}

// Signs a call with the account `by`, sends it, and waits until its block is final. Returns the events of
// the transaction, and fails as its call does. While no block becomes final, `until` is "InBlock".
// `onStatus` is told each state of the transaction.
/**
 * @type {(
 *   api: any,
 *   call: any,
 *   by: import("@polkadot/keyring/types").KeyringPair,
 *   options?: { until?: string, onStatus?: (state: string) => void },
 * ) => Promise<any[]>}
 */
export function submit(api, call, by, { until, onStatus } = {}) {
	const last = until ?? (process.env.UNTIL || "Finalized");
	if (!STATES.includes(last)) {
		throw new Error(`UNTIL is one of ${STATES.join(", ")}, not ${last}`);
	}
	return new Promise((resolve, reject) => {
		const follow = ({ status, events, dispatchError, isError }) => {
			onStatus?.(status.type);
			if (isError) {
				const ended = `the transaction is ${status.type}`;
				reject(new Error(`${ended}: look whether it went through, then send it again`));
			} else if (status.type === last && dispatchError) {
				reject(new Error(explain(api, dispatchError)));
			} else if (status.type === last) {
				resolve(events.map(({ event }) => event));
			}
		};
		// The next nonce of the account, also when transactions of it wait.
		call.signAndSend(by, { nonce: -1 }, follow).catch(reject);
	});
}
