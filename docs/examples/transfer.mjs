// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Sends BTR, and prints each state of the transaction: the first step with @polkadot/api.
//
//   node transfer.mjs ADDRESS BTR
//
// Environment: SECRET (who pays), NODE_URL (the node, ws://127.0.0.1:9944 unless set).

import { inBtr, units } from "./shared/amounts.mjs";
import { connect } from "./shared/connection.mjs";
import { runProgram } from "./shared/program.mjs";
import { announceSigner, balanceOf } from "./shared/signer.mjs";
import { submit } from "./shared/submission.mjs";

async function transfer(api, address, btr) {
	const call = api.tx.balances.transferKeepAlive(address, units(btr));
	const { by } = await announceSigner(api);
	await submit(api, call, by, { onStatus: (state) => console.log(state) });
	const balance = inBtr(await balanceOf(api, address));
	console.log(`${address} has ${balance.toLocaleString("en", { maximumFractionDigits: 12 })} BTR`);
}

await runProgram({
	name: "transfer.mjs",
	about:
		"Sends BTR and prints each state of the transaction.\n" +
		"SECRET is who signs, NODE_URL the node.",
	takes: "ADDRESS BTR",
	work: transfer,
	connect,
});
