// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The contract calls that go into blocks in a second, measured: flipper and psp22, on one validator
// and on four, each in turn with every runtime that is given. It measures and never fails on a figure.
//
//   node measure-contracts.mjs [ROUNDS] [RUNTIME.wasm ...]     3 rounds unless said otherwise; other
//                                                              runtimes are measured in turn

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { account, freshAccount } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { waitForFinalized } from "./chain/rpc.mjs";
import { say } from "./chain/waiting.mjs";
import { readBundle } from "./contracts/bundles.mjs";
import { deploy, dryRun } from "./contracts/ink.mjs";
import { signFlood } from "./load/flood.mjs";
import { measureRate } from "./load/throughput.mjs";
import { startCleanup } from "./network/cleanup.mjs";
import { nodeBinary } from "./network/locations.mjs";
import { startValidators } from "./rehearsal/nodes.mjs";
import { CODE_KEY } from "./upgrades/wasm.mjs";

// More than fifteen blocks hold.
// What a pool of the default size takes of one lane at once.
const CALLS = 5_000;
const CHAINS = [
	{ chain: "dev", validators: ["alice"] },
	{ chain: "local", validators: ["alice", "bob", "charlie", "dave"] },
];
const SUPPLY = 10n ** 30n;

const [first, ...others] = process.argv.slice(2);
const isCount = /^\d+$/.test(first ?? "");
const rounds = isCount ? Number(first) : 3;
// Without a file it is the runtime that the node has in it.
const runtimes = [undefined, ...(isCount || first === undefined ? [] : [first]), ...others];

// The chain's spec with this runtime in its genesis.
function specOf(folder, chain, wasm) {
	const { stdout } = spawnSync(nodeBinary(), ["export-chain-spec", "--raw", "--chain", chain], {
		encoding: "utf8",
		maxBuffer: 1 << 28,
	});
	const spec = JSON.parse(stdout);
	if (wasm) {
		spec.genesis.raw.top[CODE_KEY] = `0x${readFileSync(wasm).toString("hex")}`;
	}
	const path = join(folder, "spec.json");
	writeFileSync(path, JSON.stringify(spec));
	return path;
}

// A function that makes a call with the gas that a dry run needs.
async function prepareCall(contract, label, args) {
	const { gas, failure, error } = await dryRun(contract, account("//Alice"), label, args);
	if (failure ?? error) {
		throw new Error(`${label} fails: ${failure ?? error}`);
	}
	say(`${label} needs ${gas.refTime / 1_000_000n} µs of gas`);
	const { method } = contract.abi.findMessage(label);
	const gasLimit = contract.api.registry.createType("WeightV2", gas);
	return () => contract.tx[method]({ gasLimit, storageDepositLimit: null }, ...args);
}

const LOADS = {
	flipper: async (api, owner) => {
		const { contract } = await deploy(api, readBundle("flipper"), owner, [false]);
		return prepareCall(contract, "flip", []);
	},
	// No tokens change hands, or each sender would need some: a transfer of nothing does the same
	// reads and checks, and emits the same event.
	psp22: async (api, owner) => {
		const args = [SUPPLY, "Load", "LOAD", 12];
		const { contract } = await deploy(api, readBundle("psp22"), owner, args);
		return prepareCall(contract, "PSP22::transfer", [freshAccount().address, 0, []]);
	},
};

async function measure({ chain, validators }, wasm) {
	const root = mkdtempSync(join(tmpdir(), "batara-measure-"));
	const cleanup = startCleanup(root);
	const folder = join(root, "network");
	mkdirSync(folder);
	const nodes = await startValidators(folder, specOf(root, chain, wasm), validators);
	const rates = {};
	try {
		await waitForFinalized(nodes[0], 1);
		const api = await connect(nodes[0]);
		for (const [name, prepare] of Object.entries(LOADS)) {
			const call = await prepare(api, account("//Alice"));
			const calls = await signFlood(api, call, CALLS);
			rates[name] = await measureRate(api, nodes, calls);
		}
	} finally {
		await disconnectAll();
		nodes.forEach(({ child }) => child.kill("SIGTERM"));
		await Promise.all(nodes.map(({ child }) => new Promise((done) => child.once("close", done))));
		cleanup.stdin.end();
		rmSync(root, { recursive: true, force: true });
	}
	return rates;
}

const nameOf = (wasm) => (wasm ? basename(wasm) : "the node's runtime");
for (let round = 1; round <= rounds; round += 1) {
	for (const set of CHAINS) {
		for (const wasm of runtimes) {
			const rates = await measure(set, wasm);
			for (const [name, { rate, blocks }] of Object.entries(rates)) {
				console.log(
					`round ${round}, validators: ${set.validators.length}, ${nameOf(wasm)}: ` +
						`${name} ${rate.toFixed(0)} calls/s (${blocks} full blocks)`,
				);
			}
		}
	}
}
process.exit(0);
