// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The time for which contracts that never end really run, next to the weight that they pay for: the
// weights of pallet-contracts must stand up to it. Each loop repeats one operation until its gas of
// one second is used up, in a dry run on a lone node. Loops that call another contract call modules with
// as much as they may have of something. It measures and never fails on a figure.
//
//   node measure-gas.mjs [ROUNDS]      3 unless said otherwise

import { u8aToHex } from "@polkadot/util";

import { account } from "./chain/accounts.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { rpc } from "./chain/rpc.mjs";
import { findEvents, submitOk } from "./chain/transactions.mjs";
import { compileWat } from "./contracts/wat.mjs";
import { cleanUp, freshFolder, startLoneNode } from "./network/lone-node.mjs";

const SECOND = 10n ** 12n;
const GAS = { refTime: SECOND, proofSize: 2n ** 62n };
const DEPLOYMENT_GAS = { refTime: SECOND / 20n, proofSize: 10_000_000n };
const REPEATED = 200;
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

/** @type {Record<string, [string, string]>} */
const LOOPS = {
	additions: [imported.none, "(local.set 0 (i64.add (local.get 0) (i64.const 3)))"],
	divisions: [
		imported.none,
		"(local.set 0 (i64.div_u (i64.const -1) (i64.or (local.get 0) (i64.const 1))))",
	],
	memory: [imported.none, COUNT],
	"memory, a page apart": [
		imported.none,
		"(local.set 0 (i64.add (local.get 0) (i64.const 65599)))" +
			"(i64.store (i32.wrap_i64 (i64.and (local.get 0) (i64.const 1048568))) (local.get 0))",
	],
	"calls of a function": [imported.none, "(call $empty)"],
	"with 1,000 locals": [imported.none, "(call $roomy)"],
	"reads of new keys": [imported.contains, `${COUNT} (drop (call $host (i32.const 0)))`],
	"reads of one key": [
		imported.get,
		`${ROOM} (drop (call $host (i32.const 0) (i32.const 1000) (i32.const 60000)))`,
	],
	"writes of new keys": [
		imported.set,
		`${COUNT} (call $host (i32.const 0) (i32.const 1000) (i32.const 32))`,
	],
	"writes of one key": [imported.set, "(call $host (i32.const 0) (i32.const 1000) (i32.const 32))"],
	"writes of 16 KiB": [
		imported.set,
		`${COUNT} (call $host (i32.const 0) (i32.const 1000) (i32.const 16384))`,
	],
	"hashes of 32 bytes": [imported.hash, "(call $host (i32.const 0) (i32.const 32) (i32.const 1000))"],
	"hashes of 64 KiB": [
		imported.hash,
		"(call $host (i32.const 0) (i32.const 65536) (i32.const 1000))",
	],
	"keccak of 64 KiB": [
		imported.keccak,
		"(call $host (i32.const 0) (i32.const 65536) (i32.const 1000))",
	],
	"events of 1 KiB": [
		imported.event,
		"(call $host (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 1024))",
	],
	"who is the caller": [imported.caller, `${ROOM} (call $host (i32.const 1000) (i32.const 60000))`],
};

// The most that the sections of a module may have, see runtime/tests/contracts/sections.rs.
const bit = (number, at) => ((number >> at) & 1 ? "i64" : "i32");
const typeOf = (number) => Array.from({ length: 13 }, (_, at) => bit(number, at)).join(" ");
const types = Array.from({ length: 511 }, (_, number) => `(type (func (param ${typeOf(number)})))`);
const elements = `(elem (i32.const 0) ${"$f ".repeat(4_000)})`;
/** @type {Record<string, [string, string, string?]>} */
const MODULES = {
	"no more than entries": ["", ""],
	"511 types": [types.join(""), ""],
	"255 imports": ['(import "seal0" "seal_now" (func (param i32 i32)))'.repeat(255), ""],
	"2,046 functions": ["", "(func)".repeat(2_046)],
	"2,046 functions with locals": ["", `(func (local ${"i64 ".repeat(1_000)}))`.repeat(2_046)],
	"256 globals": ["", "(global i32 (i32.const 0))".repeat(256)],
	"16,000 elements": ["", `(table 4096 funcref) (func $f) ${elements.repeat(4)}`],
	"1,024 segments of data": ["", '(data (i32.const 0) "")'.repeat(1_024)],
	"1 MiB of memory": ["", `(data (i32.const 0) "${"a".repeat(64_000)}")`],
	"123 KiB of instructions": ["", `(func ${"(drop (i32.const 0))".repeat(41_000)})`],
	"123 KiB compiled, not run": [
		"",
		"",
		`(br_if 0 (i32.const 1)) ${"(drop (i32.const 0))".repeat(41_000)}`,
	],
	"123 KiB of additions, not run": [
		"",
		"",
		`(local i32) (br_if 0 (i32.const 1))
			${"(local.set 0 (i32.add (local.get 0) (i32.const 1)))".repeat(15_300)}`,
	],
};

const moduleOf = ([head, body, run = ""]) => `
(module
	${head}
	(import "env" "memory" (memory 16 16))
	${body}
	(func (export "deploy"))
	(func (export "call") ${run}))
`;

// Calls the contract whose address is its input, with all its gas, again and again.
const CALLER = `
(module
	(import "seal0" "input" (func $input (param i32 i32)))
	(import "seal1" "call"
		(func $contract (param i32 i32 i64 i32 i32 i32 i32 i32) (result i32)))
	(import "env" "memory" (memory 1 1))
	(data (i32.const 100) "\\20")
	(func (export "deploy"))
	(func (export "call")
		(call $input (i32.const 0) (i32.const 100))
		(loop $next
			(drop (call $contract (i32.const 0) (i32.const 0) (i64.const 0) (i32.const 200)
				(i32.const 0) (i32.const 0) (i32.const -1) (i32.const 0)))
			(br $next))))
`;

const sourceOf = ([host, body]) => `
(module
	${host}
	(import "env" "memory" (memory 16 16))
	(func $empty)
	(func $roomy (local ${"i64 ".repeat(1_000)}))
	(func (export "deploy"))
	(func (export "call") (local i64) (loop $next ${body} (br $next))))
`;

async function deploy(api, name, source) {
	const code = await compileWat(name, source);
	const call = api.tx.contracts.instantiateWithCode(0, DEPLOYMENT_GAS, null, code, "0x", "0x");
	const { events } = await submitOk(api, call, account("//Alice"));
	const [event] = findEvents(events, "contracts", "Instantiated");
	return event.data[1];
}

// What is called, with which input, by name.
async function deployAll(api) {
	/** @type {[string, { contract: any, input: string }][]} */
	const loops = [];
	for (const [name, loop] of Object.entries(LOOPS)) {
		loops.push([name, { contract: await deploy(api, name, sourceOf(loop)), input: "0x" }]);
	}
	const contract = await deploy(api, "caller", CALLER);
	for (const [name, parts] of Object.entries(MODULES)) {
		const callee = await deploy(api, name, moduleOf(parts));
		loops.push([`calls: ${name}`, { contract, input: callee.toHex() }]);
	}
	return loops;
}

// Wall time and consumed weight of a call, in seconds.
async function run(api, node, { contract, input }) {
	const from = account("//Alice").address;
	const args = encode(
		api,
		["AccountId", from],
		["AccountId", contract],
		["u128", 0],
		["Option<WeightV2>", GAS],
		["Option<u128>", 10n ** 17n],
		["Bytes", input],
	);
	const start = process.hrtime.bigint();
	const answer = await rpc(node, "state_call", "ContractsApi_call", args);
	const seconds = Number(process.hrtime.bigint() - start) / 1e9;
	const result = api.createType("ContractExecResult", answer);
	return { seconds, weight: result.gasConsumed.refTime.toNumber() / Number(SECOND) };
}

const encode = (api, ...values) =>
	u8aToHex(Buffer.concat(values.map(([type, value]) => api.createType(type, value).toU8a())));

// Seconds that a call of the runtime takes, of many.
async function timeOf(node, method, args) {
	const start = process.hrtime.bigint();
	for (let round = 0; round < REPEATED; round += 1) {
		await rpc(node, "state_call", method, args);
	}
	return Number(process.hrtime.bigint() - start) / 1e9 / REPEATED;
}

// Uploads as dry runs, less what the refusal of as many bytes takes, next to the weight of the extrinsic.
async function measureUpload(api, node, name, parts) {
	const code = await compileWat(name, moduleOf(parts));
	const upload = (bytes) =>
		encode(
			api,
			["AccountId", account("//Alice").address],
			["Bytes", bytes],
			["Option<u128>", null],
			["u8", 0],
		);
	const call = api.tx.contracts.uploadCode(code, null, "Enforced").method;
	const { weight } = await api.call.transactionPaymentCallApi.queryCallInfo(call, 0);
	const shares = [];
	for (let round = 0; round < rounds; round += 1) {
		const refused = await timeOf(
			node,
			"ContractsApi_upload_code",
			upload(code.replace(/[^x]/g, "0")),
		);
		const taken = await timeOf(node, "ContractsApi_upload_code", upload(code));
		shares.push((taken - refused) / (Number(weight.refTime) / Number(SECOND)));
	}
	report(`uploads: ${name}`, shares);
}

function report(name, shares) {
	const [least, most] = [Math.min(...shares), Math.max(...shares)];
	console.log(`${name.padEnd(32)} ${least.toFixed(2)} to ${most.toFixed(2)} of its weight`);
}

process.env.BATARA_E2E_NETWORK ??= freshFolder();
const node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
try {
	const api = await connect(node);
	for (const [name, loop] of await deployAll(api)) {
		const shares = [];
		for (let round = 0; round < rounds; round += 1) {
			const { seconds, weight } = await run(api, node, loop);
			shares.push(seconds / weight);
		}
		report(name, shares);
	}
	for (const [name, parts] of Object.entries(MODULES)) {
		await measureUpload(api, node, name, parts);
	}
} finally {
	await disconnectAll();
	await node.stop();
	cleanUp();
}
process.exit(0);
