// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The commands of governance.mjs that ask and send nothing.

import { reasonOf } from "../shared/failure.mjs";
import { view } from "../shared/view.mjs";
import { list, showProposal } from "./listing.mjs";
import { makeCall } from "./named-calls.mjs";
import { inFull, show } from "./printing.mjs";
import { waitForEnd } from "./waiting.mjs";

async function showParameter(api, pallet, name) {
	const key = { [pallet]: { [name]: null } };
	const set = await api.query.parameters.parameters(key).catch((error) => {
		throw new Error(`there is no parameter ${pallet} ${name}: ${reasonOf(error)}`);
	});
	const value = set.isSome && inFull(set.unwrap().toHuman());
	console.log(value || "as in the code: no vote has set it");
}

async function showStatus(api) {
	const { multiBlockMigrations, safeMode, system } = api.query;
	console.log("spec version:", api.runtimeVersion.specVersion.toNumber());
	console.log("authorized upgrade:", (await system.authorizedUpgrade()).toHuman());
	console.log("safe mode until block:", (await safeMode.enteredUntil()).toHuman());
	console.log("running migration:", (await multiBlockMigrations.cursor()).toHuman());
}

/** @type {Record<string, import("../shared/program.mjs").Command>} */
export const QUESTIONS = {
	tracks: {
		takes: "",
		does: "shows the terms of all tracks, and how busy they are",
		work: async (api) => show(await view(api, "Governance", "tracks")),
	},
	list: { takes: "", does: "shows the newest 50 proposals", work: list },
	show: { takes: "INDEX", does: "shows one", work: showProposal },
	wait: { takes: "INDEX", does: "prints each new state until it has ended", work: waitForEnd },
	parameter: {
		takes: "PALLET NAME",
		does: "shows the value that a vote has set",
		work: showParameter,
	},
	supply: {
		takes: "",
		does: "shows what the BTR are made of, and what the treasury has",
		work: async (api) => show(await view(api, "Accounts", "supply")),
	},
	encode: {
		takes: "PALLET.CALL [ARGUMENT...]",
		does: "prints a call as hex",
		work: (api, name, ...values) => console.log(makeCall(api, name, ...values).method.toHex()),
	},
	status: {
		takes: "",
		does: "shows version, authorised upgrade, safe mode, migration",
		work: showStatus,
	},
};
