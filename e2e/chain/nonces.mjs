// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The nonces of accounts that suites share: they run beside each other and send from the same
// development accounts. From asking for the next nonce of an account until the pool has the
// transaction, it is the turn of one of them. For a moment the pool may still give the same nonce to
// the next one: the last one is noted, too.

import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { networkDir } from "../network/state.mjs";

const EVERY_MS = 10;
// Whoever held it this long was killed.
const ABANDONED_AFTER_MS = 60_000;
// The pool is behind for less than a block. An account that is removed and made again begins at zero.
const NOTED_FOR_MS = 3_000;

function take(path) {
	try {
		closeSync(openSync(path, "wx"));
		return true;
	} catch (error) {
		if (error.code === "EEXIST") {
			return false;
		}
		throw error;
	}
}

const heldSince = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();

const turns = () => join(networkDir(), "turns");
const noteOf = (address) => join(turns(), `${address}.nonce`);

// The next nonce of an account: of the node, or after the one that was used a moment ago.
/** @type {(api: Api, address: string) => Promise<number>} */
async function nextNonce(api, address) {
	const told = (await api.rpc.system.accountNextIndex(address)).toNumber();
	const path = noteOf(address);
	const noted = statSync(path, { throwIfNoEntry: false });
	const fresh = noted && Date.now() - noted.mtimeMs < NOTED_FOR_MS;
	return fresh ? Math.max(told, Number(readFileSync(path, "utf8")) + 1) : told;
}

// Waits for the turn of the account, and runs `action` with its next nonce.
/** @type {<T>(api: Api, address: string, action: (nonce: number) => Promise<T>) => Promise<T>} */
export async function inTurn(api, address, action) {
	const path = join(turns(), address);
	mkdirSync(turns(), { recursive: true });
	while (!take(path)) {
		if (Date.now() - heldSince(path) > ABANDONED_AFTER_MS) {
			rmSync(path, { force: true });
		}
		await sleep(EVERY_MS);
	}
	try {
		const nonce = await nextNonce(api, address);
		const result = await action(nonce);
		writeFileSync(noteOf(address), String(nonce));
		return result;
	} finally {
		rmSync(path, { force: true });
	}
}
