// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Tells what a transfer would cost, and which tips the chain suggests. Asks with PAPI, which calls view
// functions by name; quote.mjs does the same with @polkadot/api.
//
//   node quote-papi.mjs ADDRESS BTR
//
// Environment: NODE_URL (the node, ws://127.0.0.1:9944 unless set).

import { AccountId } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { createWsClient } from "polkadot-api/ws";
import { WebSocket } from "ws";

import { units } from "./shared/amounts.mjs";
import { failAbsent, nodeUrls } from "./shared/nodes.mjs";
import { runProgram } from "./shared/program.mjs";

// Alice of a devnet: any account would do.
const ANYBODY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

async function connect() {
	const [url] = nodeUrls();
	const onStatusChanged = ({ type }) => type === "ERROR" && failAbsent(url);
	// Node.js has a WebSocket of its own from version 22 on; this one works with 20, too.
	const websocketClass = /** @type {any} */ (WebSocket);
	return createWsClient(url, { websocketClass, onStatusChanged }).getUnsafeApi();
}

async function quoteTransfer(api, address, btr) {
	const dest = { type: "Id", value: address };
	const transfer = api.tx.Balances.transfer_keep_alive({ dest, value: units(btr) });
	const { weight } = await transfer.getPaymentInfo(ANYBODY);
	// Nothing is sent: of a signature only the length counts, so this one is blank.
	const blank = getPolkadotSigner(AccountId().enc(ANYBODY), "Sr25519", () => new Uint8Array(64));
	const { length } = await transfer.sign(blank);
	const { fee, level, tips } = await api.view.FeePolicy.fee_quote(weight, length);
	console.log({ fee, level: Number(level) / 1e18, tips: tips.payments });
}

await runProgram({
	name: "quote-papi.mjs",
	about: "Tells what a transfer would cost, with PAPI. Sends nothing. NODE_URL is the node.",
	takes: "ADDRESS BTR",
	work: quoteTransfer,
	connect,
});
