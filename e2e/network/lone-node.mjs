// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The node binary by itself, without a network: runs that must end with an error, and nodes that a
// test starts, reads and stops.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { rpc } from "../chain/rpc.mjs";
import { fatal, waitFor } from "../chain/waiting.mjs";
import { nodeBinary } from "./locations.mjs";
import { freePorts } from "./ports.mjs";

const REFUSED_WITHIN_MS = 90_000;
const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 30_000;

const running = new Set();
const folders = [];

/** @type {() => string} */
export function freshFolder() {
	const folder = mkdtempSync(join(tmpdir(), "batara-e2e-lone-"));
	folders.push(folder);
	return folder;
}

// Ends what a failed test may have left, and removes all folders.
export function cleanUp() {
	running.forEach((child) => child.kill("SIGKILL"));
	folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
}

process.on("exit", cleanUp);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
	process.on(signal, () => process.exit(1));
}

function start(args, input) {
	// A node that is killed does not remove the temporary folder of `--dev` and `--tmp`.
	const temporary = freshFolder();
	const child = spawn(nodeBinary(), args, {
		stdio: ["pipe", "pipe", "pipe"],
		env: {
			...process.env,
			// Strict: even for who asks for backtraces, an error of the user is one line.
			RUST_BACKTRACE: "1",
			TMPDIR: temporary,
		},
	});
	// It may end without having read it.
	child.stdin.on("error", () => {});
	child.stdin.end(input);
	const output = { stdout: "", stderr: "" };
	child.stdout.setEncoding("utf8").on("data", (text) => {
		output.stdout += text;
	});
	child.stderr.setEncoding("utf8").on("data", (text) => {
		output.stderr += text;
	});
	running.add(child);
	const closed = once(child, "close").finally(() => running.delete(child));
	return { child, output, closed, temporary };
}

// Runs the binary to its end, with `input` for it to read, and a Ctrl-C after so many milliseconds.
/** @type {(args: string[], options?: RunOptions) => Promise<Outcome>} */
export async function run(args, { within = REFUSED_WITHIN_MS, input, interruptAfter } = {}) {
	const { child, output, closed, temporary } = start(args, input);
	const timer = setTimeout(() => child.kill("SIGKILL"), within);
	const interrupt = interruptAfter && setTimeout(() => child.kill("SIGINT"), interruptAfter);
	const [code, signal] = await closed;
	clearTimeout(timer);
	clearTimeout(interrupt);
	if (signal === "SIGKILL") {
		throw new Error(
			`\`batara-node ${args.join(" ")}\` went on for ${within / 1000} s instead of ending; ` +
				`it said:\n${output.stderr.slice(-3_000)}`,
		);
	}
	return { code, signal, temporary, ...output };
}

// Runs the binary to an end that has to be a good one.
/** @type {(args: string[], options?: RunOptions) => Promise<Outcome>} */
export async function runOk(args, options) {
	const outcome = await run(args, options);
	if (outcome.code !== 0) {
		throw new Error(
			`\`batara-node ${args.join(" ")}\` ended with ${outcome.code}; it said:\n${outcome.stderr}`,
		);
	}
	return outcome;
}

// A chain spec as the node exports it. It stays text: not all amounts in one that is not raw are
// numbers that JavaScript can hold.
/** @type {(chain: string, ...options: string[]) => Promise<string>} */
export async function exportSpec(chain, ...options) {
	const { stdout } = await runOk(["export-chain-spec", "--chain", chain, ...options]);
	return stdout;
}

// Port options of a node; `taken` puts ports of one's own in.
/** @type {(taken?: Partial<Ports>) => Promise<{ ports: Ports, options: string[] }>} */
export async function portOptions(taken = {}) {
	const ports = { ...(await freePorts()), ...taken };
	const options = [
		"--rpc-port",
		String(ports.rpcPort),
		"--port",
		String(ports.p2pPort),
		"--prometheus-port",
		String(ports.prometheusPort),
		"--no-mdns",
		"--no-telemetry",
	];
	return { ports, options };
}

const endsOf = (child, closed) => ({
	// As a power cut would: nothing is written any more.
	async kill() {
		child.kill("SIGKILL");
		await closed;
	},
	async stop() {
		child.kill("SIGTERM");
		const timer = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
		const [code, signal] = await closed;
		clearTimeout(timer);
		return { code, signal };
	},
});

// Starts a node on free ports, or on those in `taken`, and waits until its RPC answers.
/** @type {(args: string[], taken?: Partial<Ports>) => Promise<LoneNode>} */
export async function startLoneNode(args, taken) {
	const { ports, options } = await portOptions(taken);
	const { child, output, closed } = start([...args, ...options]);
	const ends = endsOf(child, closed);
	const node = { name: "the node", ...ports, output: () => output.stderr, ...ends };
	await waitFor(
		"the node to answer",
		async () => {
			if (child.exitCode !== null) {
				throw fatal(`the node ended with ${child.exitCode}:\n${output.stderr.slice(-3_000)}`);
			}
			await rpc(node, "system_health");
			return { done: true };
		},
		{ timeout: READY_WITHIN_MS, every: 200 },
	);
	return node;
}

// The lines of its log with this pattern: those that are not empty, unless another is given.
/** @type {(node: LoneNode, pattern?: RegExp) => string[]} */
export const linesOf = (node, pattern = /./) =>
	node
		.output()
		.split("\n")
		.filter((line) => pattern.test(line));

/** @type {(node: LoneNode, pattern: RegExp) => Promise<string>} */
export const waitForLine = (node, pattern) =>
	waitFor(
		`a line with ${pattern}`,
		() => {
			const [line] = linesOf(node, pattern);
			return { done: line !== undefined, value: line, seen: node.output().trim().slice(-120) };
		},
		{ timeout: READY_WITHIN_MS, every: 200 },
	);
