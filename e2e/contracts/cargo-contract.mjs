// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// cargo-contract, the command line that contract developers have, in the version that fits ink! 5.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { builds } from "../network/locations.mjs";

export const VERSION = "5.0.3";

const ENDS_WITHIN_MS = 60_000;

const runFile = promisify(execFile);

function binary() {
	const path = join(builds(), "tools", "bin", "cargo-contract");
	if (!existsSync(path)) {
		throw new Error(`no cargo-contract at ${path}: run \`scripts/contract tools\``);
	}
	return path;
}

// Runs `cargo contract` with these arguments to its end. Cargo is not needed for what works with a
// bundle.
/** @type {(...args: string[]) => Promise<{ code: number, stdout: string, stderr: string }>} */
export async function cargoContract(...args) {
	const options = {
		timeout: ENDS_WITHIN_MS,
		// Neither colours nor a backtrace in what is read here.
		env: { ...process.env, NO_COLOR: "1", RUST_BACKTRACE: "0" },
	};
	try {
		return { code: 0, ...(await runFile(binary(), ["contract", ...args], options)) };
	} catch (error) {
		if (typeof error.code !== "number") {
			throw error;
		}
		return { code: error.code, stdout: error.stdout, stderr: error.stderr };
	}
}

// A value as the tool writes it in JSON as a plain one: `{ Ok: { Err: "NotOwner" } }`.
/** @type {(value: any) => any} */
export function plain(value) {
	if (value === "Unit") {
		return null;
	}
	const [[kind, content]] = Object.entries(value);
	switch (kind) {
		case "Hex":
			return `0x${content.s}`;
		case "Seq":
			return content.elems.map(plain);
		case "Map":
			return Object.fromEntries(
				Object.entries(content).map(([name, part]) => [name, plain(part)]),
			);
		case "Tuple":
			return variant(content.ident, content.values.map(plain));
		default:
			return content;
	}
}

/** @type {(name: string | undefined, values: any[]) => any} */
function variant(name, values) {
	if (!name) {
		return values;
	}
	return values.length === 0 ? name : { [name]: values.length === 1 ? values[0] : values };
}

// The events with this name, `Contracts.CodeStored`, of those that the tool tells of: their fields.
/** @type {(events: any[], wanted: string) => any[]} */
export function eventsNamed(events, wanted) {
	return events
		.filter(({ pallet, name }) => `${pallet}.${name}` === wanted)
		.map(({ fields }) => Object.fromEntries(fields.map(({ name, value }) => [name, plain(value)])));
}

// The options of a transaction or a dry run. `execute` makes it a transaction.
function signing({ rpcPort }, { suri = "//Alice", execute = false } = {}) {
	const options = ["--suri", suri, "--url", `ws://127.0.0.1:${rpcPort}`];
	return execute ? [...options, "--execute", "--skip-confirm"] : options;
}

// What a command prints for people.
/**
 * @type {(
 *   node: LoneNode,
 *   command: string,
 *   bundle: string,
 *   options: { suri?: string, execute?: boolean },
 *   ...args: string[]
 * ) => Promise<string>}
 */
export async function printed(node, command, bundle, options, ...args) {
	const all = [command, bundle, ...args, ...signing(node, options)];
	const { code, stdout, stderr } = await cargoContract(...all);
	if (code !== 0) {
		throw new Error(`cargo contract ${all.join(" ")} ended with ${code}:\n${stderr}`);
	}
	return stdout;
}

// What a command answers to programs: `{ answer }`, or `{ error }` if it ended with an exit code.
/**
 * @type {(
 *   node: LoneNode,
 *   command: string,
 *   bundle: string,
 *   options: { suri?: string, execute?: boolean },
 *   ...args: string[]
 * ) => Promise<{ answer?: any, error?: any }>}
 */
export async function answered(node, command, bundle, options, ...args) {
	const all = [command, bundle, ...args, ...signing(node, options), "--output-json"];
	const { code, stdout, stderr } = await cargoContract(...all);
	const text = code === 0 ? stdout : stderr;
	try {
		return code === 0 ? { answer: JSON.parse(text) } : { error: JSON.parse(text) };
	} catch {
		throw new Error(`no JSON from cargo contract ${all.join(" ")} (${code}):\n${text}`);
	}
}
