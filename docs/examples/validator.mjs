// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Makes a validator of an account, and shows all that this chain has.
//
//   node validator.mjs                              lists the commands
//   node validator.mjs list
//   node validator.mjs join 110000 5 "$KEYS" "$PROOF"
//
// Environment: SECRET (the stash that signs), NODE_URL (the node), or RPC_PORT of a node on this machine.

import { inBtr, units } from "./shared/amounts.mjs";
import { connect } from "./shared/connection.mjs";
import { runProgram } from "./shared/program.mjs";
import { announceSigner, balanceOf, signer } from "./shared/signer.mjs";
import { submit } from "./shared/submission.mjs";
import { view } from "./shared/view.mjs";

const PAGE = 100;
const DEVELOPMENT_STASH = "//Eve//stash";

const DIGITS = "digits: make keys and proof in this terminal";
/** @type {Record<string, import("./shared/forms.mjs").Form>} */
const FORMS = {
	PERCENT: [/^(\d\d?(\.\d+)?|100)$/, "0 to 100"],
	KEYS: [/^0x[0-9a-f]{192}$/, `0x and 192 ${DIGITS}`],
	PROOF: [/^0x[0-9a-f]{384}$/, `0x and 384 ${DIGITS}`],
};

async function list(api) {
	let after = null;
	let page;
	do {
		page = await view(api, "Validators", "validators", after, PAGE);
		page.forEach((one) => console.log(one.toHuman()));
		after = page.at(-1)?.account;
	} while (page.length > 0);
}

async function showEra(api) {
	console.log((await view(api, "Validators", "era")).toHuman());
}

async function joinCall(api, btr, percent, keys, proof) {
	const balance = await balanceOf(api, signer(DEVELOPMENT_STASH).address);
	if (balance <= units(btr)) {
		const advice = "bond less, and leave something for the key deposit and the fee";
		throw new Error(`you have ${inBtr(balance)} BTR: ${advice}`);
	}
	// The chain counts commissions in parts of a billion.
	return api.tx.validators.join(units(btr), Math.round(percent * 1e7), keys, proof);
}

// Prints an event with what the chain says about each of its fields.
function tell({ method, meta, data }) {
	console.log(method);
	meta.fields.forEach(({ name, docs }, index) => {
		console.log(`  ${name.unwrap()}: ${data[index].toHuman()}  (${docs.join(" ").trim()})`);
	});
}

// Returns the work that signs and sends what `makeCall` makes.
const sending =
	(makeCall) =>
	async (api, ...values) => {
		const call = await makeCall(api, ...values);
		const { by } = await announceSigner(api, DEVELOPMENT_STASH);
		const events = await submit(api, call, by);
		events.filter(({ section }) => section === "validators").forEach(tell);
	};

await runProgram({
	name: "validator.mjs",
	about:
		"Makes a validator of an account, and shows all that there are.\n" +
		"SECRET is the stash, NODE_URL the node, or RPC_PORT one on this machine.",
	connect,
	forms: FORMS,
	commands: {
		list: { takes: "", does: "shows all validators and candidates", work: list },
		era: { takes: "", does: "shows how far the era is", work: showEra },
		join: {
			takes: "BTR PERCENT KEYS PROOF",
			does: "bonds BTR, sets the keys, becomes a candidate with this commission",
			work: sending(joinCall),
		},
		rotate: {
			takes: "KEYS PROOF",
			does: "changes the session keys",
			work: sending((api, keys, proof) => api.tx.validators.rotateKeys(keys, proof)),
		},
		rejoin: {
			takes: "",
			does: "becomes a candidate again, after a jail term",
			work: sending((api) => api.tx.validators.rejoin()),
		},
		leave: {
			takes: "",
			does: "stops, and gets the bond back after the bonding duration",
			work: sending((api) => api.tx.validators.leave()),
		},
	},
});
