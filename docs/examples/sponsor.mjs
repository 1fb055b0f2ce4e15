// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Sponsors an account that never held BTR, as a shop does for a customer: the account of SECRET pays the
// fee of its first transaction. At the end the sponsorship is withdrawn.
//
//   node sponsor.mjs BTR
//
// Environment: SECRET (the shop), NODE_URL (the node, ws://127.0.0.1:9944 unless set).

import { Keyring } from "@polkadot/api";
import { mnemonicGenerate } from "@polkadot/util-crypto";

import { inBtr, units } from "./shared/amounts.mjs";
import { connect } from "./shared/connection.mjs";
import { runProgram } from "./shared/program.mjs";
import { announceSigner } from "./shared/signer.mjs";
import { submit } from "./shared/submission.mjs";

// A block takes three seconds.
const BLOCKS_A_DAY = 28_800;

// Returns an account that is new to the chain. Its secret is its own: no shop has those of its customers.
const newCustomer = () => new Keyring({ type: "sr25519" }).addFromUri(mnemonicGenerate());

async function sponsor(api, btr) {
	const { feePolicy, system } = api.tx;
	const { by: shop } = await announceSigner(api);
	const customer = newCustomer();
	const budget = units(btr);
	const perTransaction = units(1) / 100n;
	const expires = (await api.query.system.number()).toNumber() + BLOCKS_A_DAY;
	const sponsorship = feePolicy.sponsor(customer.address, budget, perTransaction, expires, "Any");
	await submit(api, sponsorship, shop);
	try {
		const events = await submit(api, system.remark("0x00"), customer);
		const { fee } = events.find(({ method }) => method === "FeeSponsored").data;
		console.log("paid by the shop:", inBtr(fee), "BTR");
	} finally {
		// Whatever became of the transaction: the rest of the budget is on hold until then.
		await submit(api, feePolicy.withdraw(customer.address), shop);
	}
}

await runProgram({
	name: "sponsor.mjs",
	about:
		"Sponsors a new account with this budget, sends a transaction of it, and ends the sponsorship.\n" +
		"SECRET is who pays, NODE_URL the node.",
	takes: "BTR",
	work: sponsor,
	connect,
});
