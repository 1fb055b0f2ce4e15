// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A steady load of transfers, as wallets send them: each sender waits until its last transfer is
// final. What a new runtime refuses because it was signed for the old one is signed anew.

import { BTR, freshAccount, fundedAccounts } from "../chain/accounts.mjs";
import { best, rpc } from "../chain/rpc.mjs";
import { submitOk } from "../chain/transactions.mjs";

// A transfer is final two or three blocks after it is sent: this makes about four a block.
const SENDERS = 12;
const FUNDS = 200n * BTR;
const VALUE = BTR;

async function chainVersion(node) {
	return (await rpc(node, "state_getRuntimeVersion")).specVersion;
}

// A refusal is due to a new runtime if the chain has another one than the transfer was signed for.
// Gives it back as it is recorded; any other failure is one of the load.
async function refusalOf(error, node, signedFor) {
	const version = await chainVersion(node);
	if (version === signedFor) {
		throw error;
	}
	return { signedFor, version, number: await best(node), message: error.message };
}

// Sends one transfer until it is final, with the nonce that it has.
async function transfer({ api, node, receiver, refusals }, sender, nonce) {
	for (;;) {
		const signedFor = api.runtimeVersion.specVersion.toNumber();
		const call = api.tx.balances.transferKeepAlive(receiver.address, VALUE);
		try {
			return await submitOk(api, call, sender, { nonce });
		} catch (error) {
			refusals.push(await refusalOf(error, node, signedFor));
		}
	}
}

async function keepSending(load, sender) {
	for (let nonce = 0; !load.ended; nonce += 1) {
		const { number, hash } = await transfer(load, sender, nonce);
		load.transfers.push({ sender: sender.address, number, hash });
	}
}

// Starts the load. `stop()` waits for what is under way and tells all transfers with their blocks,
// who received them, and the refusals.
/** @type {(api: Api, node: AnyNode) => Promise<{ stop(): Promise<Transfers> }>} */
export async function startLoad(api, node) {
	const senders = await fundedAccounts(api, SENDERS, FUNDS);
	const load = { api, node, receiver: freshAccount(), transfers: [], refusals: [], ended: false };
	// Looked at in `stop`; until then a failure is not one that nobody handles.
	const sending = Promise.allSettled(senders.map((sender) => keepSending(load, sender)));
	return {
		async stop() {
			load.ended = true;
			for (const outcome of await sending) {
				if (outcome.status === "rejected") {
					throw outcome.reason;
				}
			}
			const { receiver, transfers, refusals } = load;
			return { senders, receiver, transfers, refusals };
		},
	};
}

// What the chain has not of these transfers, as of block `hash`: the nonces of the senders and the
// balance of the receiver count them.
/** @type {(api: Api, hash: string, sent: Transfers) => Promise<object[]>} */
export async function missingTransfers(api, hash, { senders, receiver, transfers }) {
	const { query } = await api.at(hash);
	const accounts = await query.system.account.multi(senders.map(({ address }) => address));
	/** @type {object[]} */
	const missing = senders
		.map(({ address }, position) => {
			const sent = transfers.filter(({ sender }) => sender === address).length;
			return { address, sent, nonce: accounts[position].nonce.toNumber() };
		})
		.filter(({ sent, nonce }) => sent !== nonce);
	const { data } = await query.system.account(receiver.address);
	const received = data.free.toBigInt() / VALUE;
	if (received !== BigInt(transfers.length)) {
		missing.push({ address: receiver.address, sent: transfers.length, received });
	}
	return missing;
}
