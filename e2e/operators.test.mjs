// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The things that the operator of a node relies on: logs that machines read, ports that are where they
// were told to be, a way in that clients cannot use up, an end without alarms.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import WebSocket from "ws";

import { rpc, waitForBest } from "./chain/rpc.mjs";
import { waitFor } from "./chain/waiting.mjs";
import {
	cleanUp,
	freshFolder,
	linesOf,
	portOptions,
	run,
	runOk,
	startLoneNode,
} from "./network/lone-node.mjs";
import { freePorts } from "./network/ports.mjs";

const COMPILES_AFTER_MS = 3_000;
const CONNECTIONS = 4;
const IDLE_SECONDS = 5;
const SCHEMES = [
	["babe", "sr25519"],
	["gran", "ed25519"],
	["audi", "sr25519"],
];

after(cleanUp);

test("--log-format json writes an object a line, to the end of the node", async () => {
	const node = await startLoneNode(["--dev", "--tmp", "--log-format", "json"]);
	await waitForBest(node, 1);
	const { code } = await node.stop();
	assert.equal(code, 0);
	const lines = linesOf(node).map((line) => JSON.parse(line));
	assert.ok(lines.length > 5, "it says something");
	for (const { timestamp, level, target, message, ...others } of lines) {
		assert.ok(!Number.isNaN(Date.parse(timestamp)), timestamp);
		assert.match(level, /^(ERROR|WARN|INFO)$/);
		assert.equal(typeof target, "string");
		// Colours are for terminals.
		assert.doesNotMatch(message, /\u001b/);
		assert.ok(
			Object.keys(others).every((name) => name === "fields"),
			JSON.stringify(others),
		);
	}
	assert.ok(lines.some(({ message }) => /Imported #1 /.test(message)));
	assert.ok(lines.some(({ message }) => /Stopping: closing the database/.test(message)));
});

test("a node that cannot start says why in the format of its log", async () => {
	const args = ["--chain", "local", "--validator", "--tmp", "--log-format", "json"];
	// Before the log is started, and after.
	/** @type {[string[], RegExp][]} */
	const cases = [
		[[], /network key/],
		[["--unsafe-force-node-key-generation"], /session keys/],
	];
	for (const [more, word] of cases) {
		const { options } = await portOptions();
		const { code, stderr } = await run([...args, ...more, ...options]);
		assert.equal(code, 1);
		const last = JSON.parse(String(stderr.trim().split("\n").at(-1)));
		assert.equal(last.level, "ERROR");
		assert.match(last.message, word);
	}
});

// It ended with an abort, once in six times.
test("a node that is stopped while it compiles its runtime ends well", async () => {
	const { options } = await portOptions();
	const args = ["--dev", "--tmp", ...options, "--runtime-cache-path", freshFolder()];
	const { code, stderr, temporary } = await run(args, { interruptAfter: COMPILES_AFTER_MS });
	assert.equal(code, 0, stderr);
	assert.deepEqual(readdirSync(temporary), [], "it removes the folder of --tmp");
	assert.match(stderr, /Stopping: closing the database/);
});

test("an orderly stop is told first, and no task is said to have failed", async () => {
	const node = await startLoneNode(["--dev", "--tmp"]);
	await waitForBest(node, 1);
	const { code } = await node.stop();
	assert.equal(code, 0);
	assert.match(node.output(), /Stopping: closing the database/);
	assert.doesNotMatch(node.output(), /Essential task/);
});

test("bytes that the runtime cannot decode are answered with one line", async () => {
	const node = await startLoneNode(["--dev", "--tmp"]);
	for (const [method, ...params] of [
		["state_call", "ContractsApi_call", "0xffff"],
		["state_call", "RuntimeViewFunction_execute_view_function", "0xffff"],
		["payment_queryFeeDetails", "0x2804ff000bd0ffffffff01"],
	]) {
		await assert.rejects(rpc(node, method, ...params), ({ message }) => {
			assert.match(message, /cannot decode the input of/);
			assert.doesNotMatch(message, /\n|backtrace|unreachable/);
			return true;
		});
	}
	await node.stop();
});

// Of nodes with the same port that start in the same moment one runs, and the others say what to do.
async function startTogether(option, port) {
	const starts = await Promise.all(
		[1, 2, 3].map(async () => {
			const { options } = await portOptions();
			const at = options.indexOf(option);
			options[at + 1] = String(port);
			return run(["--dev", "--tmp", ...options], { within: 25_000 }).catch((error) => error);
		}),
	);
	const ran = starts.filter((result) => result instanceof Error);
	const refused = starts.filter((result) => !(result instanceof Error));
	assert.equal(ran.length, 1, `one runs: ${starts.map(({ stderr, message }) => stderr ?? message)}`);
	for (const { code, stderr } of refused) {
		assert.equal(code, 1);
		assert.match(stderr, new RegExp(`port ${port} is in use: stop the program`));
	}
}

test("nodes that start together do not share a port or move to another", async () => {
	const ports = await freePorts();
	await Promise.all([
		startTogether("--rpc-port", ports.rpcPort),
		startTogether("--port", ports.p2pPort),
		startTogether("--prometheus-port", ports.prometheusPort),
	]);
});

describe("RPC whose connections are used up", () => {
	const open = async (port) => {
		const socket = new WebSocket(`ws://127.0.0.1:${port}`);
		await once(socket, "open");
		return socket;
	};
	const health = (port) => fetch(`http://127.0.0.1:${port}/health`).then(({ status }) => status);
	let node;
	let operatorPort;
	let sockets;

	test("leaves the operator's way in open", async () => {
		({ rpcPort: operatorPort } = await freePorts());
		node = await startLoneNode([
			"--dev",
			"--tmp",
			`--rpc-max-connections=${CONNECTIONS}`,
			`--rpc-idle-limit=${IDLE_SECONDS}`,
			`--operator-rpc-port=${operatorPort}`,
		]);
		sockets = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(node.rpcPort)));
		assert.notEqual(await health(node.rpcPort), 200);
		assert.equal(await health(operatorPort), 200);
		const operators = { name: "the operator", rpcPort: operatorPort };
		assert.equal((await rpc(operators, "system_health")).isSyncing, false);
		// An unsafe method.
		assert.ok(Array.isArray(await rpc(operators, "system_peers")));
	});

	test("is free again when those that nobody uses are closed", async () => {
		const [busy, ...idle] = sockets;
		const answer = once(busy, "message");
		busy.send('{"jsonrpc":"2.0","id":1,"method":"chain_subscribeNewHeads","params":[]}');
		await answer;
		await Promise.all(idle.map((socket) => once(socket, "close")));
		await waitFor("the RPC port to answer", async () => {
			const seen = await health(node.rpcPort);
			return { done: seen === 200, seen };
		});
		// A subscriber has nothing to say, and stays.
		await sleep(IDLE_SECONDS * 1_500);
		assert.equal(busy.readyState, WebSocket.OPEN);
		busy.terminate();
		await node.stop();
	});
});

test("a validator whose key file has another secret does not start", async () => {
	const base = freshFolder();
	const on = ["--chain", "local", "--base-path", base];
	for (const [type, scheme] of SCHEMES) {
		const key = ["--key-type", type, "--scheme", scheme, "--suri", "//Zoe"];
		await runOk(["key", "insert", ...on, ...key]);
	}
	const keystore = join(base, "chains", "batara_local", "keystore");
	const grandpa = readdirSync(keystore).find((name) => name.startsWith("6772616e"));
	assert.ok(grandpa, "the keystore has the key of grandpa");
	writeFileSync(join(keystore, grandpa), '"//Yann"');
	const { options } = await portOptions();
	const start = ["--validator", "--unsafe-force-node-key-generation", ...options];
	const { code, stderr } = await run([...on, ...start]);
	assert.equal(code, 1);
	const told = /this validator could not sign: the secret in .*6772616e.* is not that of the grandpa/;
	assert.match(stderr, told);
});
