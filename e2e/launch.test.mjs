// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A chain is launched from the preset `staging` by docs/guides/launch-your-own-chain.md: four operators
// make keys, a coordinator fills in the spec, four machines start. The blocks of commands are those of
// the guide. Needs the node binary only, no network.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { account, BTR } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { sendTogether } from "./chain/multisig.mjs";
import { hashAt, waitForFinalized } from "./chain/rpc.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import {
	BOOT_NODES,
	followBlock,
	followOn,
	makeOperator,
	prepareMachine,
	startMachine,
	valuesFile,
} from "./guide/operators.mjs";
import { E2E_DIR, pathWithNode } from "./network/locations.mjs";
import { cleanUp, exportSpec, freshFolder } from "./network/lone-node.mjs";
import { parseMetrics, readMetrics, valueOf } from "./network/metrics.mjs";

const FINAL_BLOCKS = 3;
const VOTES = "substrate_finality_grandpa_precommits_total";
const REST = 10_000_000n * BTR;
const PAID = 1_000_000n * BTR;

const folder = freshFolder();
// Where transactions are noted that were called final.
process.env.BATARA_E2E_NETWORK = folder;
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

const statusesOf = (metrics) =>
	metrics.filter(({ name }) => name === "substrate_block_height").map(({ labels }) => labels.status);
const onMachine = (node, texts) => followOn(node, texts, { cwd: folder, variables });
const coordinate = (text) => followBlock(text, { cwd: folder, variables });

test("the keys of four operators are made, and the address of the account that holds the rest", async () => {
	operators = await Promise.all([1, 2, 3, 4].map((number) => makeOperator(number, variables)));
	const all = operators.flatMap(({ stash, keys, peerId }) => [stash, ...Object.values(keys), peerId]);
	assert.equal(new Set(all).size, 4 * 5);
	const { stdout } = await followBlock("createKeyMulti", {
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
	const [first, ...others] = operators;
	// It compiles the runtime, which the others find then.
	nodes = [await start(first)];
	nodes.push(...(await Promise.all(others.map(start))));
	await Promise.all(nodes.map((node) => waitForFinalized(node, FINAL_BLOCKS)));
	const hashes = await Promise.all(nodes.map((node) => hashAt(node, FINAL_BLOCKS)));
	assert.deepEqual(new Set(hashes), new Set([hashes[0]]));
});

test("the checks of the guide find peers, slots and votes on each machine", async () => {
	const genesis = await hashAt(nodes[0], 0);
	const votes = async (node) => valueOf(await readMetrics(node), VOTES);
	const waitForVote = (node) =>
		waitFor("a vote that is counted", async () => ({ done: (await votes(node)) > 0 }));
	await Promise.all(nodes.map(waitForVote));
	for (const [index, node] of nodes.entries()) {
		const { stdout } = await onMachine(node, ["rpc()", "babe_epochAuthorship"]);
		say(`machine ${index + 1} answers:\n${stdout}`);
		const [hash, health, slots, ...metrics] = stdout.trim().split("\n");
		assert.equal(JSON.parse(hash).result, genesis);
		assert.equal(JSON.parse(health).result.isSyncing, false);
		assert.ok(JSON.parse(health).result.peers >= BOOT_NODES, health);
		assert.ok(slots.includes(`"${operators[index].keys.babe}":{"primary":[`), slots);
		const shown = parseMetrics(metrics.join("\n"));
		assert.ok(valueOf(shown, VOTES) > 0);
		for (const status of ["best", "finalized"]) {
			assert.ok(statusesOf(shown).includes(status), `no ${status} block in:\n${stdout}`);
		}
	}
});

test("the era is the first one", async () => {
	const { stdout } = await onMachine(nodes[0], ["rpc()", "rpc state_getStorage"]);
	assert.match(JSON.parse(stdout).result, /^0x00000000/);
});

test("two of the three owners spend from the account that holds the rest", async () => {
	const api = await connect(nodes[0]);
	const balance = async (address) => (await api.query.system.account(address)).data.free.toBigInt();
	assert.equal(await balance(holder), REST);
	const receiver = account("//receiver").address;
	const call = api.tx.balances.transferKeepAlive(receiver, PAID);
	await sendTogether(api, { multisig: holder, owners, threshold: 2 }, call);
	assert.equal(await balance(receiver), PAID);
	assert.equal(await balance(holder), REST - PAID);
});

test("the spec for light clients has a final block as checkpoint", async () => {
	await onMachine(nodes[0], ["sync_state_genSyncSpec"]);
	const path = join(folder, "my-chain-light.json");
	const { lightSyncState, bootNodes } = JSON.parse(readFileSync(path, "utf8"));
	assert.match(lightSyncState.finalizedBlockHeader, /^0x[0-9a-f]+$/);
	assert.equal(bootNodes.length, BOOT_NODES);
	await exportSpec(path, "--raw");
});

test("all four end when they are told to", async () => {
	await disconnectAll();
	const ends = await Promise.all(nodes.map((node) => node.stop()));
	assert.deepEqual(ends, Array(nodes.length).fill({ code: 0, signal: null }));
});
