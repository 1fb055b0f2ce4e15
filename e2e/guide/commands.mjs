// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The commands of a guide, run as they stand there: whoever changes one changes the test.

import { spawn } from "node:child_process";
import { once } from "node:events";

import { blocksOf } from "./blocks.mjs";

// The test has no user `batara`: the folders of its machines are its own.
const PRELUDE = `set -euo pipefail
sudo() { "$@"; }
chown() { :; }
`;

// The one block of shell commands in a guide that has this text in it.
/** @type {(guide: string, text: string) => string} */
export function blockOf(guide, text) {
	const found = blocksOf(`${guide}.md`).filter(
		(block) => block.language === "sh" && block.text.includes(text),
	);
	if (found.length !== 1) {
		throw new Error(
			`${found.length} blocks of ${guide}.md have \`${text}\` in them, instead of one`,
		);
	}
	return `${found[0].text}\n`;
}

// Runs a block in a shell that has `variables`, with `input` for what it asks, and gives back what it
// prints: `stdout` and `stderr`.
/**
 * @type {(
 *   block: string,
 *   options: { cwd: string, variables?: Record<string, string>, input?: string },
 * ) => Promise<{ stdout: string, stderr: string }>}
 */
export async function runBlock(block, { cwd, variables = {}, input = "" }) {
	const child = spawn("bash", ["-c", PRELUDE + block], {
		cwd,
		stdio: ["pipe", "pipe", "pipe"],
		env: { ...process.env, ...variables },
	});
	const output = { stdout: "", stderr: "" };
	for (const name of ["stdout", "stderr"]) {
		child[name].setEncoding("utf8").on("data", (text) => {
			output[name] += text;
		});
	}
	// A block that asks nothing may end before it has read anything.
	child.stdin.on("error", () => {});
	child.stdin.end(input);
	const [code] = await once(child, "close");
	if (code !== 0) {
		const said = `${output.stdout}${output.stderr}`;
		throw new Error(`a block of the guide ends with ${code}:\n${block}${said}`);
	}
	return output;
}
