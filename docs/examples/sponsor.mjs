// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Sponsors an account that never held BTR, as a shop does for a customer: the account of SECRET pays the
// fee of its first transaction. At the end the sponsorship is withdrawn.
//
//   node sponsor.mjs BTR
//
// Environment: SECRET (the shop), NODE_URL (the node, ws://127.0.0.1:9944 unless set).

import { inBtr, units } from "./shared/amounts.mjs";
import { connect } from "./shared/connection.mjs";
import { runProgram } from "./shared/program.mjs";
import { signer } from "./shared/signer.mjs";
import { submit } from "./shared/submission.mjs";

const BLOCKS_A_DAY = 28_800;

async function sponsor(api, btr) {
	const { feePolicy, system } = api.tx;
	const shop = signer();
	const user = shop.derive(`//${Date.now()}`);
	const budget = units(btr);
	const perTransaction = units(1) / 100n;
	const expires = (await api.query.system.number()).toNumber() + BLOCKS_A_DAY;
	const sponsorship = feePolicy.sponsor(user.address, budget, perTransaction, expires, "Any");
	await submit(api, sponsorship, shop);
	const events = await submit(api, system.remark("0x00"), user);
	const { fee } = events.find(({ method }) => method === "FeeSponsored").data;
	console.log("paid by the shop:", inBtr(fee), "BTR");
	await submit(api, feePolicy.withdraw(user.address), shop);
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
