// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Sending transactions and reading what became of them.

import { recordFinalizedTransaction } from "./state.mjs";

const FINAL_WITHIN_MS = 180_000;
const FAILED = ["Invalid", "Usurped", "Dropped", "FinalityTimeout"];

// `section.Name` of a dispatch error, the way that the chain's metadata names it.
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

function watch(api, signed) {
	return new Promise((resolve, reject) => {
		let unsubscribe;
		let settled = false;
		let last = "not sent";
		const settle = (action, value) => {
			settled = true;
			clearTimeout(timer);
			unsubscribe?.();
			action(value);
		};
		const timer = setTimeout(
			() => settle(reject, new Error(`${describe(signed)} is not final; last status: ${last}`)),
			FINAL_WITHIN_MS,
		);
		signed
			.send((result) => {
				last = result.status.type;
				if (result.status.isFinalized) {
					settle(resolve, result);
				} else if (FAILED.includes(last)) {
					settle(reject, new Error(`${describe(signed)} ended as ${last}`));
				}
			})
			.then((stop) => {
				unsubscribe = stop;
				if (settled) {
					stop();
				}
			})
			.catch((error) => settle(reject, error));
	});
}

const describe = ({ method: { section, method } }) => `${section}.${method}`;

function feeOf(events) {
	const paid = events.find(
		({ event }) => event.section === "transactionPayment" && event.method === "TransactionFeePaid",
	);
	return paid?.event.data[1].toBigInt();
}

// Signs and sends `transaction`, waits until it is final and tells block, events, fee and, when
// the call failed, the name of its error.
export async function submit(api, transaction, signer, options = {}) {
	const signed = await transaction.signAsync(signer, { nonce: -1, ...options });
	const { status, events, dispatchError } = await watch(api, signed);
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

export async function submitOk(api, transaction, signer, options) {
	const result = await submit(api, transaction, signer, options);
	if (result.error) {
		throw new Error(`${describe(transaction)} failed with ${result.error}`);
	}
	return result;
}

export function findEvents(events, section, method) {
	return events
		.map(({ event }) => event)
		.filter((event) => event.section === section && event.method === method);
}
