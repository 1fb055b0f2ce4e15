// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A chain is launched from the preset `staging` by docs/guides/launch-your-own-chain.md: four operators
// make keys, a coordinator fills in the spec, four machines start. The blocks of commands are those of
// the guide. Needs the node binary only, no network.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { account, BTR } from "./network/accounts.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { pathWithNode } from "./network/guide.mjs";
import { E2E_DIR } from "./network/locations.mjs";
import { cleanUp, freshFolder, run } from "./network/lone-node.mjs";
import { readMetrics, valueOf } from "./network/metrics.mjs";
import { follow, makeOperator, prepareMachine, startMachine, valuesFile } from "./network/operators.mjs";
import { finalized, hashAt, rpc, waitForFinalized } from "./network/rpc.mjs";
import { waitFor } from "./network/waiting.mjs";

const FINAL_BLOCKS = 3;
const REST = 10_000_000n * BTR;
const PAID = 1_000_000n * BTR;

const folder = freshFolder();
const variables = { PATH: pathWithNode(folder) };
const owners = ["//owner/1", "//owner/2", "//owner/3"].map(account);
const addresses = owners.map(({ address }) => address);
let holder;
let operators;
let nodes;

after(async () => {
	await disconnectAll();
	cleanUp();
});

const coordinate = (text) => follow(text, { cwd: folder, variables });

test("the keys of four operators are made, and the address of the account that holds the rest", async () => {
	operators = await Promise.all([1, 2, 3, 4].map((number) => makeOperator(number, variables)));
	const all = operators.flatMap(({ stash, keys, peerId }) => [stash, ...Object.values(keys), peerId]);
	assert.equal(new Set(all).size, 4 * 5);
	const { stdout } = await follow("createKeyMulti", {
		cwd: E2E_DIR,
		variables: { OWNERS: [2, ...addresses].join(" ") },
	});
	holder = stdout.trim();
});

test("the preset becomes a raw spec once all placeholders have values", async () => {
	const { stdout: placeholders } = await coordinate("--chain staging > my-chain.json");
	assert.equal(placeholders.trim().split("\n").length, 33);
	await assert.rejects(coordinate("--chain my-chain.json --raw"), /<stash account of validator 1>/);
	const values = valuesFile(operators, { holder, owners: addresses });
	writeFileSync(join(folder, "values.sed"), values);
	await coordinate("sed -i -f values.sed");
	const { stdout: sum } = await coordinate("--chain my-chain.json --raw");
	assert.match(sum, /^[0-9a-f]{64} {2}my-chain-raw\.json$/m);
});

test("the session keys are in the keystores", async () => {
	const spec = join(folder, "my-chain-raw.json");
	const prepare = async (operator) => {
		operator.machine = await prepareMachine(operator, spec);
		const [babe, grandpa, discovery] = operator.publicKeys;
		const expected = [`61756469${discovery}`, `62616265${babe}`, `6772616e${grandpa}`];
		assert.deepEqual(operator.machine.keystore, expected);
	};
	await Promise.all(operators.map(prepare));
});

test("four nodes with these keys make one chain and bring it to finality", async () => {
	const start = (operator) => startMachine(operator, operator.machine);
	nodes = await Promise.all(operators.map(start));
	await Promise.all(nodes.map((node) => waitForFinalized(node, FINAL_BLOCKS)));
	const hashes = await Promise.all(nodes.map((node) => hashAt(node, FINAL_BLOCKS)));
	assert.deepEqual(new Set(hashes), new Set([hashes[0]]));
});

test("each of them votes for finality and has slots", async () => {
	for (const [index, node] of nodes.entries()) {
		await waitFor(`a vote of ${operators[index].number}`, async () => {
			const cast = valueOf(await readMetrics(node), "substrate_finality_grandpa_precommits_total");
			return { done: cast > 0, seen: `${cast} precommits` };
		});
		const slots = await rpc(node, "babe_epochAuthorship");
		assert.deepEqual(Object.keys(slots), [operators[index].keys.babe]);
	}
});

test("two of the three owners spend from the account that holds the rest", async () => {
	process.env.BATARA_E2E_NETWORK = freshFolder();
	const { submitOk } = await import("./network/transactions.mjs");
	const api = await connect(nodes[0]);
	const balance = async (address) => (await api.query.system.account(address)).data.free.toBigInt();
	assert.equal(await balance(holder), REST);
	const receiver = account("//receiver").address;
	const call = api.tx.balances.transferKeepAlive(receiver, PAID);
	const send = (owner, timepoint) => {
		const others = addresses.filter((address) => address !== owner.address).sort();
		const sorted = api.createType("Vec<AccountId>", others).sort();
		return submitOk(
			api,
			api.tx.multisig.asMulti(2, sorted, timepoint, call, { refTime: 10n ** 9n, proofSize: 10_000n }),
			owner,
		);
	};
	await send(owners[0], null);
	const [, { when }] = (await api.query.multisig.multisigs.entries(holder))[0].map((x) => x.toJSON?.() ?? x);
	await send(owners[1], when);
	assert.equal(await balance(receiver), PAID);
	assert.equal(await balance(holder), REST - PAID);
});
