// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A chain spec whose genesis cannot be is refused in one line that names field, account and value.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { say } from "./chain/waiting.mjs";
import { cleanUp, exportSpec, freshFolder, run, runOk } from "./network/lone-node.mjs";

let text;
let account;

after(cleanUp);
before(async () => {
	text = await exportSpec("local");
	[[account]] = JSON.parse(text).genesis.runtimeGenesis.patch.balances.balances;
});

// Of the node, and of the command with which an operator meets the fault first.
async function assertRefused(spec, ...words) {
	const file = join(freshFolder(), "spec.json");
	writeFileSync(file, spec);
	const outcomes = await Promise.all([
		run(["export-chain-spec", "--chain", file, "--raw"]),
		run(["--chain", file, "--tmp"]),
	]);
	for (const { code, stderr } of outcomes) {
		assert.equal(code, 1, stderr);
		assert.equal(stderr.trim().split("\n").length, 1, stderr);
		words.forEach((word) => assert.match(stderr, word));
	}
	say(outcomes[0].stderr.trim());
}

// The first balance, as it stands in the text.
const withBalance = (value) =>
	text.replace(new RegExp(`("${account}",\\s*)\\d+`), (_, before) => `${before}${value}`);

test("an account twice in the balances is refused", () => {
	const spec = JSON.parse(text);
	spec.genesis.runtimeGenesis.patch.balances.balances.push([account, 5_000_000_000_000]);
	const doubled = JSON.stringify(spec);
	return assertRefused(doubled, new RegExp(`balances.balances has ${account} more than once`));
});

test("an amount with an exponent is refused", () =>
	assertRefused(withBalance("1e21"), /balances\.balances\[0\]/, new RegExp(account), /1e\+?21/));

test("balances whose sum does not fit are refused", () =>
	assertRefused(withBalance(2n ** 128n - 1n), /issues too much/, new RegExp(`${2n ** 128n - 1n}`)));

test("a symbol that is not that of the runtime is refused", () => {
	const spec = JSON.parse(text);
	spec.properties.tokenSymbol = "XYZ";
	return assertRefused(JSON.stringify(spec), /tokenSymbol "XYZ"/, /runtime\/src\/token\.rs/);
});

test("amounts that look rounded are a warning", async () => {
	const file = join(freshFolder(), "spec.json");
	writeFileSync(file, withBalance("123456789012345680"));
	const { stderr } = await runOk(["export-chain-spec", "--chain", file, "--raw"]);
	assert.match(stderr, /Warning: 1 amounts? .*rounded.*123456789012345680/);
});
