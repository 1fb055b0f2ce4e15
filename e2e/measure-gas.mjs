// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Measures how long contracts that never end really run, next to the weight that they pay for: what
// the weights of pallet-contracts must stand up to. Each loop repeats one operation until its gas of
// one second is used up, in a dry run on a lone node. It measures and never fails on a figure.
//
//   node measure-gas.mjs [ROUNDS]      3 unless said otherwise

import { u8aToHex } from "@polkadot/util";

import { account } from "./network/accounts.mjs";
import { connect, disconnectAll } from "./network/connection.mjs";
import { cleanUp, freshFolder, startLoneNode } from "./network/lone-node.mjs";
import { rpc } from "./network/rpc.mjs";
import { findEvents, submitOk } from "./network/transactions.mjs";
import { compileWat } from "./network/wat.mjs";

const SECOND = 10n ** 12n;
const GAS = { refTime: SECOND, proofSize: 2n ** 62n };
const DEPLOYMENT_GAS = { refTime: SECOND / 20n, proofSize: 10_000_000n };
const rounds = Number(process.argv[2] ?? 3);

const imported = {
	none: "",
	get: '(import "seal0" "get_storage" (func $host (param i32 i32 i32) (result i32)))',
	set: '(import "seal0" "set_storage" (func $host (param i32 i32 i32)))',
	contains: '(import "seal0" "contains_storage" (func $host (param i32) (result i32)))',
	hash: '(import "seal0" "hash_blake2_256" (func $host (param i32 i32 i32)))',
	keccak: '(import "seal0" "hash_keccak_256" (func $host (param i32 i32 i32)))',
	event: '(import "seal0" "deposit_event" (func $host (param i32 i32 i32 i32)))',
	caller: '(import "seal0" "caller" (func $host (param i32 i32)))',
};

// Counts up in memory at 0, so that every round of a storage loop has a key of its own.
const COUNT = "(i64.store (i32.const 0) (i64.add (i64.load (i32.const 0)) (i64.const 1)))";
// Where `get_storage`, `caller` are told how much room there is.
const ROOM = "(i32.store (i32.const 60000) (i32.const 1024))";

const LOOPS = {
	"additions": [imported.none, "(local.set 0 (i64.add (local.get 0) (i64.const 3)))"],
	"divisions": [imported.none, "(local.set 0 (i64.div_u (i64.const -1) (i64.or (local.get 0) (i64.const 1))))"],
	"memory": [imported.none, COUNT],
	"memory, a page apart": [
		imported.none,
		"(local.set 0 (i64.add (local.get 0) (i64.const 65599)))" +
			"(i64.store (i32.wrap_i64 (i64.and (local.get 0) (i64.const 1048568))) (local.get 0))",
	],
	"calls of a function": [imported.none, "(call $empty)"],
	"with 1,000 locals": [imported.none, "(call $roomy)"],
	"reads of new keys": [imported.contains, `${COUNT} (drop (call $host (i32.const 0)))`],
	"reads of one key": [imported.get, `${ROOM} (drop (call $host (i32.const 0) (i32.const 1000) (i32.const 60000)))`],
	"writes of new keys": [imported.set, `${COUNT} (call $host (i32.const 0) (i32.const 1000) (i32.const 32))`],
	"writes of one key": [imported.set, "(call $host (i32.const 0) (i32.const 1000) (i32.const 32))"],
	"writes of 16 KiB": [imported.set, `${COUNT} (call $host (i32.const 0) (i32.const 1000) (i32.const 16384))`],
	"hashes of 32 bytes": [imported.hash, "(call $host (i32.const 0) (i32.const 32) (i32.const 1000))"],
	"hashes of 64 KiB": [imported.hash, "(call $host (i32.const 0) (i32.const 65536) (i32.const 1000))"],
	"keccak of 64 KiB": [imported.keccak, "(call $host (i32.const 0) (i32.const 65536) (i32.const 1000))"],
	"events of 1 KiB": [imported.event, "(call $host (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1024))"],
	"who is the caller": [imported.caller, `${ROOM} (call $host (i32.const 1000) (i32.const 60000))`],
};

const sourceOf = ([host, body]) => `
(module
	${host}
	(import "env" "memory" (memory 16 16))
	(func $empty)
	(func $roomy (local ${"i64 ".repeat(1_000)}))
	(func (export "deploy"))
	(func (export "call") (local i64) (loop $next ${body} (br $next))))
`;

async function deploy(api, name, loop) {
	const code = await compileWat(name, sourceOf(loop));
	const call = api.tx.contracts.instantiateWithCode(0, DEPLOYMENT_GAS, null, code, "0x", "0x");
	const { events } = await submitOk(api, call, account("//Alice"));
	const [event] = findEvents(events, "contracts", "Instantiated");
	return event.data[1];
}

// Wall time and consumed weight of a call, in seconds.
async function run(api, node, contract) {
	const from = account("//Alice").address;
	const args = u8aToHex(
		Buffer.concat(
			[
				api.createType("AccountId", from),
				api.createType("AccountId", contract),
				api.createType("u128", 0),
				api.createType("Option<WeightV2>", GAS),
				api.createType("Option<u128>", 10n ** 17n),
				api.createType("Bytes", "0x"),
			].map((value) => Buffer.from(value.toU8a())),
		),
	);
	const start = process.hrtime.bigint();
	const answer = await rpc(node, "state_call", "ContractsApi_call", args);
	const seconds = Number(process.hrtime.bigint() - start) / 1e9;
	const result = api.createType("ContractExecResult", answer);
	return { seconds, weight: result.gasConsumed.refTime.toNumber() / Number(SECOND) };
}

process.env.BATARA_E2E_NETWORK ??= freshFolder();
const node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
try {
	const api = await connect(node);
	const contracts = [];
	for (const [name, loop] of Object.entries(LOOPS)) {
		contracts.push([name, await deploy(api, name, loop)]);
	}
	for (const [name, contract] of contracts) {
		const shares = [];
		for (let round = 0; round < rounds; round += 1) {
			const { seconds, weight } = await run(api, node, contract);
			shares.push(seconds / weight);
		}
		const [least, most] = [Math.min(...shares), Math.max(...shares)];
		console.log(`${name.padEnd(24)} ${least.toFixed(2)} to ${most.toFixed(2)} of its weight`);
	}
} finally {
	await disconnectAll();
	await node.stop();
	cleanUp();
}
process.exit(0);
