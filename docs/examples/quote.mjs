// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Tells what a transfer would cost, now and one block later, and which tips the chain suggests. Asks
// with @polkadot/api; quote-papi.mjs does the same with PAPI.
//
//   node quote.mjs ADDRESS BTR
//
// Environment: NODE_URL (the node, ws://127.0.0.1:9944 unless set).

import { Keyring } from "@polkadot/api";

import { inBtr, units } from "./shared/amounts.mjs";
import { connect } from "./shared/connection.mjs";
import { runProgram } from "./shared/program.mjs";
import { view } from "./shared/view.mjs";

async function quoteTransfer(api, address, btr) {
	// Nothing is sent: only the length of the signature counts, which is the same for all accounts.
	const anybody = new Keyring({ type: "sr25519" }).addFromUri("//Alice");
	const call = api.tx.balances.transferKeepAlive(address, units(btr));
	const signed = await call.signAsync(anybody, { nonce: -1 });
	const length = signed.encodedLength;
	const { weight } = await api.call.transactionPaymentApi.queryInfo(signed.toU8a(), length);
	const quote = await view(api, "FeePolicy", "fee_quote", weight, length);
	const amount = (fee) => `${inBtr(fee)} BTR`;
	console.log("fee:", amount(quote.fee));
	const range = [quote.feeAfterEmptyBlock, quote.feeAfterFullBlock].map(amount);
	console.log("one block later:", range.join(" to "));
	console.log("level:", Number(quote.level) / 1e18);
	console.log("standard tip:", amount(quote.tips.payments.standard));
}

await runProgram({
	name: "quote.mjs",
	about: "Tells what a transfer would cost, now and one block later. Sends nothing. NODE_URL is the node.",
	takes: "ADDRESS BTR",
	work: quoteTransfer,
	connect,
});
