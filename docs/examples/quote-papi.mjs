// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Tells what a transfer would cost, and which tips the chain suggests. Asks with PAPI, which calls view
// functions by name; quote.mjs does the same with @polkadot/api.
//
//   node quote-papi.mjs ADDRESS BTR
//
// Environment: NODE_URL (the node, ws://127.0.0.1:9944 unless set).

import { encodeAddress } from "@polkadot/util-crypto";
import { AccountId } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { createWsClient } from "polkadot-api/ws";
import { WebSocket } from "ws";

import { units } from "./shared/amounts.mjs";
import { failAbsent, nodeUrls, warnIfBehind } from "./shared/nodes.mjs";
import { runProgram } from "./shared/program.mjs";

// Alice of a devnet: any account would do.
const ANYBODY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const ANSWERS_WITHIN_MS = 10_000;

async function connect() {
	const [url] = nodeUrls();
	const late = setTimeout(() => failAbsent(url), ANSWERS_WITHIN_MS);
	const onStatusChanged = ({ type }) => type === "ERROR" && failAbsent(url);
	// Node.js has a WebSocket of its own from version 22 on; this one works with 20, too.
	const websocketClass = /** @type {any} */ (WebSocket);
	const client = createWsClient(url, { websocketClass, onStatusChanged });
	const api = client.getUnsafeApi();
	const [{ isSyncing }, chainType, now] = await Promise.all([
		client._request("system_health", []),
		client._request("system_chainType", []),
		api.query.Timestamp.Now.getValue({ at: "best" }),
	]);
	warnIfBehind(url, { isSyncing, chainType, time: Number(now) });
	clearTimeout(late);
	return api;
}

async function quoteTransfer(api, address, btr) {
	// PAPI takes no public key as hex, which quote.mjs takes, too.
	const dest = { type: "Id", value: encodeAddress(address) };
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
