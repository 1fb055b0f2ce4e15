// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The kinds of proposals, and what each takes.

import { readFileSync } from "node:fs";

import { blake2AsHex } from "@polkadot/util-crypto";

import { units } from "../shared/amounts.mjs";
import { choose } from "../shared/program.mjs";
import { FORMS } from "./forms.mjs";
import { makeCall } from "./named-calls.mjs";

function pausing(_, blocks, ...names) {
	const calls = names.map((name) => name.split(".")).map(([pallet, call]) => ({ pallet, call }));
	return { Pause: { calls, blocks } };
}

function reviving(_, validatorCount, delay, bestFinalized, setId, ...dead) {
	return { Revive: { dead, validatorCount, delay, bestFinalized, setId } };
}

/**
 * @type {Record<
 *   string,
 *   { takes: string, does: string, make: (api: any, ...values: string[]) => any }
 * >}
 */
export const KINDS = {
	upgrade: {
		takes: "FILE",
		does: "authorises a runtime",
		make: (_, file) => ({ Upgrade: { codeHash: blake2AsHex(readFileSync(file)) } }),
	},
	spend: {
		takes: "BTR ADDRESS",
		does: "pays from the treasury",
		make: (_, btr, beneficiary) => ({ Spend: { amount: units(btr), beneficiary } }),
	},
	parameter: {
		takes: "PARAMETER",
		does: "sets a parameter",
		make: (_, json) => ({ Parameter: JSON.parse(json) }),
	},
	call: {
		takes: "PALLET.CALL [ARGUMENT...]",
		does: "makes any call, as root",
		make: (api, name, ...values) => ({ Call: makeCall(api, name, ...values).method }),
	},
	pause: {
		takes: "BLOCKS Pallet.call...",
		does: "refuses some calls for a while",
		make: pausing,
	},
	safeMode: {
		takes: "BLOCKS",
		does: "refuses most calls for a while",
		make: (_, blocks) => ({ SafeMode: { blocks } }),
	},
	revive: {
		takes: "VALIDATORS DELAY FINAL SET ADDRESS...",
		does: "restarts finality without these; recover.mjs works it out",
		make: reviving,
	},
};

// Returns the kind of a proposal as the chain takes it.
/** @type {(api: any, ...given: string[]) => any} */
export const makeKind = (api, ...given) =>
	choose("node governance.mjs propose TITLE", KINDS, given, FORMS).make(api, ...given.slice(1));
