// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A contract from its bundle to its removal with cargo-contract, on the node for contract work.
// Needs the node binary and the tool, no network.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { u8aToHex } from "@polkadot/util";

import { account } from "./chain/accounts.mjs";
import { say } from "./chain/waiting.mjs";
import { bundlePath, readBundle } from "./contracts/bundles.mjs";
import {
	answered,
	cargoContract,
	eventsNamed,
	plain,
	printed,
	VERSION,
} from "./contracts/cargo-contract.mjs";
import { cleanUp, startLoneNode } from "./network/lone-node.mjs";

const EXECUTE = { execute: true };
const SUPPLY = 1_000_000;
const TOKEN = ["--args", String(SUPPLY), 'Some("Dram")', 'Some("DRM")', "12"];

const flipper = bundlePath("flipper");
const psp22 = bundlePath("psp22");
const codeHash = (name) => readBundle(name).source.hash;
const [alice, bob] = ["//Alice", "//Bob"].map(account);
let node;
let flipperAddress;
let tokenAddress;

before(async () => {
	node = await startLoneNode(["--dev", "--tmp", "--sealing", "instant"]);
});
after(cleanUp);

const call = (bundle, contract, message, options, ...args) =>
	answered(node, "call", bundle, options, "--contract", contract, "--message", message, ...args);

const transfer = (value, options, ...more) => {
	const args = ["--args", bob.address, String(value), "[]", ...more];
	return call(psp22, tokenAddress, "PSP22::transfer", options, ...args);
};

// What a message answers in a dry run.
async function read(bundle, contract, message, ...args) {
	const { answer } = await call(bundle, contract, message, {}, ...args);
	return plain(answer.data);
}

const balanceOf = ({ address }) => read(psp22, tokenAddress, "PSP22::balance_of", "--args", address);

// A command that only reads the chain: it takes no signer.
async function look(command, contract, ...args) {
	const url = `ws://127.0.0.1:${node.rpcPort}`;
	const all = [command, ...args, "--contract", contract, "--url", url, "--output-json"];
	const { code, stdout, stderr } = await cargoContract(...all);
	assert.equal(code, 0, stderr);
	return JSON.parse(stdout);
}

/** @type {(answer: { error?: any }, name: string) => void} */
function assertModuleError({ error }, name) {
	const { pallet, error: found, docs } = error.module_error;
	assert.equal(`${pallet}.${found}`, name);
	assert.ok(docs.length > 0, "an error is explained");
}

test("the tool is the pinned one", async () => {
	const { stdout } = await cargoContract("--version");
	assert.ok(stdout.includes(` ${VERSION}-`), stdout);
});

test("upload stores the code for the deposit that the dry run tells", async () => {
	const { answer: expected } = await answered(node, "upload", flipper, {});
	assert.equal(expected.code_hash, codeHash("flipper"));
	const { answer } = await answered(node, "upload", flipper, EXECUTE);
	assert.equal(answer.code_hash, codeHash("flipper"));
	const [stored] = eventsNamed(answer.events, "Contracts.CodeStored");
	assert.equal(stored.deposit_held, expected.deposit);
	assert.equal(stored.uploader, alice.address);
});

test("a second upload says that the code is there already", async () => {
	const { error } = await answered(node, "upload", flipper, EXECUTE);
	assert.match(error.generic_error.error, /already been uploaded/);
});

test("remove gives back the deposit for code that no contract uses", async () => {
	const { answer: expected } = await answered(node, "upload", psp22, {});
	await answered(node, "upload", psp22, EXECUTE);
	const { answer } = await answered(node, "remove", psp22, EXECUTE);
	assert.equal(answer.code_hash, codeHash("psp22"));
	const [removed] = eventsNamed(answer.events, "Contracts.CodeRemoved");
	assert.equal(removed.deposit_released, expected.deposit);
	assert.equal(removed.remover, alice.address);
});

test("instantiate makes the contract that the dry run foretells", async () => {
	const { answer: expected } = await answered(node, "instantiate", psp22, {}, ...TOKEN);
	assert.equal(expected.reverted, false);
	assert.ok(expected.storage_deposit.Charge > 0);
	const { answer } = await answered(node, "instantiate", psp22, EXECUTE, ...TOKEN);
	assert.equal(answer.contract, expected.contract);
	assert.equal(answer.code_hash, codeHash("psp22"));
	tokenAddress = answer.contract;
	assert.equal((await balanceOf(alice)).Ok, SUPPLY);
});

test("instantiate decodes the events of the constructor", async () => {
	const all = [...TOKEN, "--salt", "0x01"];
	const { answer } = await answered(node, "instantiate", psp22, EXECUTE, ...all);
	const [emitted] = eventsNamed(answer.events, "Contracts.ContractEmitted");
	assert.equal(emitted.contract, answer.contract);
	assert.deepEqual(emitted.data, { from: "None", to: { Some: alice.address }, value: SUPPLY });
});

test("instantiate shows people the name of the event", async () => {
	const all = [...TOKEN, "--salt", "0x02"];
	const text = await printed(node, "instantiate", psp22, EXECUTE, ...all);
	assert.match(text, /Contracts ➜ ContractEmitted/);
	const event = `data: Transfer { from: None, to: Some(${alice.address}), value: ${SUPPLY} }`;
	assert.ok(text.includes(event), text);
});

test("code that was uploaded is instantiated without being sent again", async () => {
	const { answer } = await answered(node, "instantiate", flipper, EXECUTE, "--args", "false");
	assert.equal(answer.code_hash, undefined);
	assert.equal(eventsNamed(answer.events, "Contracts.CodeStored").length, 0);
	flipperAddress = answer.contract;
	assert.deepEqual(await read(flipper, flipperAddress, "get"), { Ok: false });
});

test("a dry run changes nothing", async () => {
	const { answer } = await call(flipper, flipperAddress, "flip", {});
	assert.equal(answer.reverted, false);
	assert.deepEqual(plain(answer.data), { Ok: [] });
	assert.ok(answer.gas_required.ref_time >= answer.gas_consumed.ref_time);
	assert.deepEqual(await read(flipper, flipperAddress, "get"), { Ok: false });
});

test("a call has its result at once", async () => {
	const start = performance.now();
	const { answer } = await call(flipper, flipperAddress, "flip", EXECUTE);
	say(`from the command to its events: ${Math.round(performance.now() - start)} ms`);
	const [emitted] = eventsNamed(answer, "Contracts.ContractEmitted");
	assert.equal(emitted.contract, flipperAddress);
	// The tool decodes events of constructors only. These 33 bytes are who flipped it, and to what.
	assert.equal(emitted.data, `0x84${u8aToHex(alice.publicKey).slice(2)}01`);
	assert.deepEqual(await read(flipper, flipperAddress, "get"), { Ok: true });
});

test("a transfer pays for the storage of the new owner", async () => {
	const { answer: expected } = await transfer(400, {});
	const { answer } = await transfer(400, EXECUTE);
	const [held] = eventsNamed(answer, "Contracts.StorageDepositTransferredAndHeld");
	assert.equal(held.amount, expected.storage_deposit.Charge);
	assert.deepEqual(
		[await balanceOf(alice), await balanceOf(bob)],
		[{ Ok: SUPPLY - 400 }, { Ok: 400 }],
	);
});

test("an error of the contract is named by a dry run", async () => {
	const { answer } = await transfer(SUPPLY, {});
	assert.equal(answer.reverted, true);
	assert.deepEqual(plain(answer.data), { Ok: { Err: "InsufficientBalance" } });
});

test("a transaction with an error says that the contract reverted", async () => {
	assertModuleError(await transfer(SUPPLY, EXECUTE), "Contracts.ContractReverted");
	assert.deepEqual(await balanceOf(bob), { Ok: 400 });
});

test("an error of the chain is named", async () => {
	assertModuleError(await transfer(1, {}, "--value", "1"), "Contracts.ContractTrapped");
	const { error } = await transfer(1, EXECUTE, "--value", "1");
	assert.match(error.generic_error.error, /ContractTrapped/);
});

test("code in use is not removed", async () => {
	assertModuleError(await answered(node, "remove", flipper, EXECUTE), "Contracts.CodeInUse");
});

test("messages that only read or do not exist are refused as transactions", async () => {
	const reading = await call(flipper, flipperAddress, "get", EXECUTE);
	assert.match(reading.error.generic_error.error, /immutable contract message 'get'/);
	const unknown = await call(flipper, flipperAddress, "flop", {});
	assert.match(unknown.error.generic_error.error, /Did you mean 'flip'/);
});

test("info tells code and deposits", async () => {
	const info = await look("info", flipperAddress);
	assert.equal(info.code_hash, codeHash("flipper"));
	assert.equal(info.source_language, "ink!");
	assert.equal(info.storage_items, 1);
	assert.ok(info.storage_total_deposit > info.storage_items_deposit);
});

test("storage is decoded by the layout in the bundle", async () => {
	const [cell] = (await look("storage", flipperAddress, flipper)).cells;
	assert.deepEqual(plain(cell.Packed.value), { value: true });
	const { cells } = await look("storage", tokenAddress, psp22);
	const { map } = cells.find(({ Mapping }) => Mapping).Mapping;
	const balances = map.map(([owner, balance]) => [plain(owner), plain(balance)]);
	assert.deepEqual(
		new Map(balances),
		new Map([
			[alice.address, SUPPLY - 400],
			[bob.address, 400],
		]),
	);
});

test("the node ends as it should", async () => {
	assert.deepEqual(await node.stop(), { code: 0, signal: null });
});
