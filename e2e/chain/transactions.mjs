// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The transactions of the suites: sent, and read again where they became final.

import { recordFinalizedTransaction } from "../network/state.mjs";
import { inTurn } from "./nonces.mjs";
import { rpc } from "./rpc.mjs";

const FINAL_WITHIN_MS = 180_000;
const FAILED = ["Invalid", "Usurped", "Dropped", "FinalityTimeout"];

// `section.Name` of a dispatch error, the way that the chain's metadata names it.
/** @type {(api: Api, error: any) => any} */
export function errorName(api, error) {
	if (!error) {
		return null;
	}
	if (error.isModule) {
		const { section, name } = api.registry.findMetaError(error.asModule);
		return `${section}.${name}`;
	}
	return error.toString();
}

// Sends, and once the pool has the transaction gives back `final`, the promise of its last status.
async function send(signed) {
	let settle;
	const final = new Promise((resolve, reject) => {
		settle = { resolve, reject };
	});
	// It may fail before anybody waits for it.
	final.catch(() => {});
	let last = "not sent";
	const timer = setTimeout(
		() => settle.reject(new Error(`${describe(signed)} is not final; last status: ${last}`)),
		FINAL_WITHIN_MS,
	);
	const onStatus = (result) => {
		last = result.status.type;
		if (result.status.isFinalized) {
			settle.resolve(result);
		} else if (FAILED.includes(last)) {
			settle.reject(new Error(`${describe(signed)} ended as ${last}`));
		}
	};
	try {
		const stop = await signed.send(onStatus);
		return { final: final.finally(() => stop()).finally(() => clearTimeout(timer)) };
	} catch (error) {
		clearTimeout(timer);
		throw error;
	}
}

const describe = ({ method: { section, method } }) => `${section}.${method}`;

function feeOf(events) {
	const paid = events.find(
		({ event }) => event.section === "transactionPayment" && event.method === "TransactionFeePaid",
	);
	return paid?.event.data[1].toBigInt();
}

async function signAndSend(transaction, signer, options) {
	const signed = await transaction.signAsync(signer, options);
	return { signed, ...(await send(signed)) };
}

// Signs and sends `transaction`, waits until it is final and tells block, events, fee and, when
// the call failed, the name of its error. The nonce is the next one, unless `options` have another.
/** @type {(api: Api, transaction: Call, signer: Account, options?: any) => Promise<Submitted>} */
export async function submit(api, transaction, signer, options = {}) {
	const { signed, final } =
		options.nonce === undefined
			? await inTurn(api, signer.address, (nonce) =>
					signAndSend(transaction, signer, { ...options, nonce }),
				)
			: await signAndSend(transaction, signer, options);
	const { status, events, dispatchError } = await final;
	const hash = status.asFinalized.toHex();
	const header = await api.rpc.chain.getHeader(hash);
	const number = header.number.toNumber();
	recordFinalizedTransaction({ call: describe(signed), number, hash });
	return {
		hash,
		number,
		parent: header.parentHash.toHex(),
		hex: signed.toHex(),
		length: signed.encodedLength,
		events,
		fee: feeOf(events),
		error: errorName(api, dispatchError),
	};
}

/** @type {(api: Api, transaction: Call, signer: Account, options?: any) => Promise<Submitted>} */
export async function submitOk(api, transaction, signer, options) {
	const result = await submit(api, transaction, signer, options);
	if (result.error) {
		throw new Error(`${describe(transaction)} failed with ${result.error}`);
	}
	return result;
}

// The fee that the node quotes for a transaction that was sent, as of the block before it. Asked
// without the client's types: its typed call expects weights of one number.
/** @type {(node: AnyNode, sent: { hex: string, parent: string }) => Promise<bigint>} */
export async function quoteOf(node, { hex, parent }) {
	const { partialFee } = await rpc(node, "payment_queryInfo", hex, parent);
	return BigInt(partialFee);
}

// Resolves once the transaction is in a block, for nodes that make one with each: its hash, and events.
/** @type {(api: Api, transaction: Call, signer: Account) => Promise<{ hash: any, events: any[] }>} */
export function inBlock(api, transaction, signer) {
	return new Promise((resolve, reject) => {
		transaction
			.signAndSend(signer, { nonce: -1 }, ({ status, dispatchError, events }) => {
				if (dispatchError) {
					reject(new Error(errorName(api, dispatchError)));
				} else if (status.isInBlock) {
					resolve({ hash: status.asInBlock, events });
				}
			})
			.catch(reject);
	});
}

/** @type {(events: any[], section: string, method: string) => any[]} */
export function findEvents(events, section, method) {
	return events
		.map(({ event }) => event)
		.filter((event) => event.section === section && event.method === method);
}
