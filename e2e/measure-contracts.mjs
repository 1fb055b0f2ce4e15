// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Measures how many contract calls a second go into blocks: flipper and psp22, on one validator and
// on four, each in turn with every runtime that is given. It measures and never fails on a figure.
//
//   node measure-contracts.mjs [RUNTIME.wasm ...]     beside the runtime of the node itself

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { CodePromise } from "@polkadot/api-contract";

import { account, freshAccount } from "./network/accounts.mjs";
import { readBundle } from "./network/bundles.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { signFlood, submitFlood } from "./network/flood.mjs";
import { nodeBinary } from "./network/locations.mjs";
import { best, hashAt, waitForFinalized } from "./network/rpc.mjs";
import { say, waitFor } from "./network/waiting.mjs";
import { startGuard, startValidators } from "./rehearsal/nodes.mjs";
import { CODE } from "./rehearsal/spec.mjs";

// Below the pool's limit, and more than the blocks of half a minute hold.
const CALLS = 8_000;
const ROUNDS = 3;
const CHAINS = [
	{ chain: "dev", validators: ["alice"] },
	{ chain: "local", validators: ["alice", "bob", "charlie", "dave"] },
];
const SUPPLY = 10n ** 30n;

const runtimes = [undefined, ...process.argv.slice(2)];

// The chain's spec with this runtime in its genesis.
function specOf(folder, chain, wasm) {
	const { stdout } = spawnSync(nodeBinary(), ["export-chain-spec", "--raw", "--chain", chain], {
		encoding: "utf8",
		maxBuffer: 1 << 28,
	});
	const spec = JSON.parse(stdout);
	if (wasm) {
		spec.genesis.raw.top[CODE] = `0x${readFileSync(wasm).toString("hex")}`;
	}
	const path = join(folder, "spec.json");
	writeFileSync(path, JSON.stringify(spec));
	return path;
}

async function deploy(api, name, args) {
	const bundle = readBundle(name);
	const code = new CodePromise(api, bundle, bundle.source.wasm);
	const gasLimit = api.registry.createType("WeightV2", {
		refTime: 100_000_000_000n,
		proofSize: 2_000_000n,
	});
	const owner = account("//Alice");
	return new Promise((done, fail) => {
		code.tx
			.new({ gasLimit, storageDepositLimit: null, value: 0 }, ...args)
			.signAndSend(owner, ({ contract, dispatchError, status }) => {
				if (dispatchError) {
					fail(new Error(`${name} cannot be deployed: ${dispatchError}`));
				} else if (contract && status.isFinalized) {
					done(contract);
				}
			})
			.catch(fail);
	});
}

// A function that makes a call with the gas that a dry run needs, and hundredths more.
async function prepareCall(contract, message, argsOf) {
	const limits = { gasLimit: -1, storageDepositLimit: null };
	const { gasRequired } = await contract.query[message](
		account("//Alice").address,
		limits,
		...argsOf(),
	);
	const gasLimit = gasRequired.toJSON();
	gasLimit.refTime = Math.ceil(gasLimit.refTime * 1.02);
	gasLimit.proofSize = Math.ceil(gasLimit.proofSize * 1.02);
	say(`${message} needs ${Math.round(gasRequired.refTime.toNumber() / 1e6)} µs of gas`);
	return () => contract.tx[message]({ gasLimit, storageDepositLimit: null }, ...argsOf());
}

const LOADS = {
	flipper: async (api) =>
		prepareCall(await deploy(api, "flipper", [false]), "flip", () => []),
	// No tokens change hands, or each sender would need some: a transfer of nothing does the same
	// reads, checks and event.
	psp22: async (api) => {
		const contract = await deploy(api, "psp22", [SUPPLY, "Load", "LOAD", 12]);
		const to = freshAccount().address;
		return prepareCall(contract, "psp22::transfer", () => [to, 0, "0x"]);
	},
};

// Calls that succeeded in a block, and the time of the block.
async function blockOf(api, node, number) {
	const at = await api.at(await hashAt(node, number));
	const [events, now] = await Promise.all([at.query.system.events(), at.query.timestamp.now()]);
	const called = events.filter(({ event }) => api.events.contracts.Called.is(event));
	return { calls: called.length, ms: now.toNumber() };
}

// The rate in the blocks that had more to take than they could.
async function rateOf(api, nodes, calls) {
	const [node] = nodes;
	const { halfQueuedAt } = await submitFlood(nodes, calls);
	const from = halfQueuedAt + 2;
	const blocks = [await blockOf(api, node, from - 1)];
	let taken = 0;
	for (let number = from; ; number += 1) {
		await waitFor(`block ${number}`, async () => ({ done: (await best(node)) > number }));
		const block = await blockOf(api, node, number);
		if (block.calls < blocks.at(-1).calls / 2) {
			break;
		}
		blocks.push(block);
		taken += block.calls;
	}
	const seconds = (blocks.at(-1).ms - blocks[0].ms) / 1000;
	return { rate: taken / seconds, blocks: blocks.length - 1 };
}

async function measure({ chain, validators }, wasm) {
	const root = mkdtempSync(join(tmpdir(), "batara-measure-"));
	const guard = startGuard(root);
	const folder = join(root, "network");
	mkdirSync(folder);
	const nodes = await startValidators(folder, specOf(root, chain, wasm), validators);
	const rates = {};
	try {
		await waitForFinalized(nodes[0], 1);
		const api = await connect(nodes[0]);
		for (const [name, prepare] of Object.entries(LOADS)) {
			const call = await prepare(api);
			const calls = await signFlood(api, call, CALLS);
			rates[name] = await rateOf(api, nodes, calls);
		}
	} finally {
		await disconnectAll();
		nodes.forEach(({ child }) => child.kill("SIGTERM"));
		await Promise.all(nodes.map(({ child }) => new Promise((done) => child.once("close", done))));
		guard.kill();
		rmSync(root, { recursive: true, force: true });
	}
	return rates;
}

const nameOf = (wasm) => (wasm ? basename(wasm) : "the node's runtime");
for (let round = 1; round <= ROUNDS; round += 1) {
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
