// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The account that signs: that of the secret phrase in SECRET.

import { Keyring } from "@polkadot/api";

import { inBtr } from "./amounts.mjs";

// Any other text of up to 32 bytes would be taken for a seed: that of an account without BTR.
const SECRET_FORM = /^\/|^0x[0-9a-f]{64}|^\w+( \w+){11}/i;

// Returns the account of SECRET. `example` is one that a devnet has.
/** @type {(example?: string) => import("@polkadot/keyring/types").KeyringPair} */
export function signer(example = "//Alice") {
	const SECRET = process.env.SECRET?.trim();
	if (!SECRET) {
		throw new Error(`SECRET is not set: on a devnet, export SECRET=${example}`);
	}
	try {
		if (SECRET_FORM.test(SECRET)) {
			return new Keyring({ type: "sr25519" }).addFromUri(SECRET);
		}
	} catch {
		// A word of it is wrong.
	}
	throw new Error(
		`SECRET is no secret phrase: look for a mistyped word. On a devnet it is ${example}`,
	);
}

// Returns the free BTR of an account, in base units: those on hold are not in it, locked ones are.
/** @type {(api: any, address: string) => Promise<bigint>} */
export async function balanceOf(api, address) {
	return (await api.query.system.account(address)).data.free.toBigInt();
}

// Returns the account of SECRET, and says who that is before anything is sent: a wrong phrase has an
// account, too.
/**
 * @type {(
 *   api: any,
 *   example?: string,
 * ) => Promise<{ by: import("@polkadot/keyring/types").KeyringPair, free: bigint }>}
 */
export async function announceSigner(api, example) {
	const by = signer(example);
	const free = await balanceOf(api, by.address);
	console.log(`signed by ${by.address}, which has ${inBtr(free)} BTR`);
	return { by, free };
}
