// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Transactions: sent, waited for, and explained when they fail.

// What an error means of which the chain tells no more than the name.
const MEANINGS = {
	"Arithmetic.Underflow": "as a rule the account has less BTR than the call moves",
	"Token.BelowMinimum": "too little would be left in an account for it to exist",
	"Token.Frozen":
		"votes lock these BTR. When their lock is over, node governance.mjs unlock TRACK [INDEX...] frees them",
	"Token.FundsUnavailable": "the account has too few free BTR for this",
	"Token.NotExpendable": "the account would be left with too little to exist",
	BadOrigin: "this account, or the origin of the vote, may not make this call",
};

// Returns the name and the meaning of an error of a call.
/** @type {(api: any, error: any) => string} */
export function explain(api, error) {
	if (!error.isModule) {
		const inner = error.inner?.toString();
		const name = [error.type, inner].filter(Boolean).join(".");
		return [name, MEANINGS[name]].filter(Boolean).join(": ");
	}
	const { section, name, docs } = api.registry.findMetaError(error.asModule);
	return `${section}.${name}: ${docs.join(" ")}`;
}

// Holds the hash of a transaction that was sent and whose end is not known.
let sent = "";

// Returns what to do when the node goes away, if a transaction was sent. It may get into a block without
// this node.
/** @type {() => string} */
export const adviceIfSent = () =>
	sent &&
	`the transaction ${sent} was sent and may still become final. Look whether it went through before ` +
		"you send it again";

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
export async function submit(api, call, by, { until, onStatus } = {}) {
	const last = until ?? (process.env.UNTIL || "Finalized");
	// The next nonce of the account, also when transactions of it wait.
	const signed = await call.signAsync(by, { nonce: -1 });
	const ended = new Promise((resolve, reject) => {
		const follow = ({ status, events, dispatchError, isError }) => {
			onStatus?.(status.type);
			if (isError) {
				const state = `the transaction is ${status.type}`;
				reject(new Error(`${state}: look whether it went through, then send it again`));
			} else if (status.type === last && dispatchError) {
				reject(new Error(explain(api, dispatchError)));
			} else if (status.type === last) {
				resolve(events.map(({ event }) => event));
			}
		};
		sent = signed.hash.toHex();
		signed.send(follow).catch(reject);
	});
	return /** @type {Promise<any[]>} */ (ended).finally(() => {
		sent = "";
	});
}
