// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The reader of a guide in docs/guides/, in the folder docs/examples/: pastes the commands that it has, and
// holds them to the output that it promises.
//
// Commands are an `sh` block. If a `text` block is the next one in the section, it is what they print:
// its lines come in this order, others may come between them, and `…` in a line stands for anything.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";

import { nodeBinary } from "../network/locations.mjs";
import { blocksOf } from "./blocks.mjs";
import { copyExamples } from "./examples.mjs";

const ENDS_WITHIN_MS = 120_000;
// What needs the network, or somebody who types.
const NOT_HERE = /\bnpm ci\b|^read -rs /m;
// As the guides write it in other commands than scripts, which have NODE_URL: the first node of a devnet.
const GUIDE_RPC = /127\.0\.0\.1:9944/g;

// The commands of a section, each block with the lines that are promised. Those that install packages
// are left out: the folder has them. So are those that ask for a secret phrase.
/** @type {(guide: string, section: string) => { text: string, promised: string[] }[]} */
function commandsOf(guide, section) {
	const own = blocksOf(guide).filter((block) => block.section === section);
	return own.flatMap(({ language, text }, index) => {
		const next = own[index + 1];
		const promised = next?.language === "text" ? next.text.split("\n") : [];
		const wanted = language === "sh" && !NOT_HERE.test(text);
		return wanted ? [{ text, promised }] : [];
	});
}

const patternOf = (line) => {
	const parts = line.trim().split("…");
	return new RegExp(
		`^${parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join(".*")}$`,
	);
};

// The first promised line that the output does not have where it should, if there is one.
/** @type {(output: string, promised: string[]) => string | undefined} */
function missingFrom(output, promised) {
	const lines = output.split("\n").map((line) => line.trim());
	let from = 0;
	for (const line of promised) {
		const found = lines.findIndex((each, index) => index >= from && patternOf(line).test(each));
		if (found < 0) {
			return line;
		}
		from = found + 1;
	}
	return undefined;
}

// A reader in a copy of docs/examples/, whose scripts and commands talk to this node.
/** @type {(node: Reachable) => Reader} */
export function readerAt({ rpcPort }) {
	const variables = { NODE_URL: `ws://127.0.0.1:${rpcPort}`, RPC_PORT: String(rpcPort) };
	return { folder: copyExamples(), rpcPort, variables };
}

// Variables and functions that a block sets are there for the next one, as in a terminal.
const inTerminal = (text) => `[ ! -f .terminal ] || . ./.terminal
set -ae
${text}
{ export -p; declare -f; } >.terminal
`;

/** @type {(reader: Reader, text: string) => Promise<{ ended: number | string, output: string }>} */
async function paste({ folder, rpcPort, variables }, text) {
	const commands = inTerminal(text.replace(GUIDE_RPC, `127.0.0.1:${rpcPort}`));
	const PATH = `${dirname(nodeBinary())}:${process.env.PATH}`;
	const env = { ...process.env, PATH, ...variables };
	const child = spawn("bash", ["-c", commands], { cwd: folder, env, timeout: ENDS_WITHIN_MS });
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding("utf8").on("data", (more) => {
			output += more;
		});
	}
	const [code, signal] = await once(child, "close");
	return { ended: signal ?? code, output };
}

// Pastes all commands of a section, block by block. Throws where one fails or prints something else
// than the guide says. Gives back all that was printed.
/** @type {(reader: Reader, guide: string, section: string) => Promise<string>} */
export async function follow(reader, guide, section) {
	const blocks = commandsOf(guide, section);
	if (blocks.length === 0) {
		throw new Error(`${guide} has no commands in a section "${section}"`);
	}
	let all = "";
	for (const { text, promised } of blocks) {
		const { ended, output } = await paste(reader, text);
		const missing = missingFrom(output, promised);
		if (ended !== 0 || missing !== undefined) {
			const what = ended === 0 ? `did not print "${missing}"` : `ended with ${ended}`;
			throw new Error(`${guide}, "${section}": this ${what}\n${text}\nIt printed:\n${output}`);
		}
		all += output;
	}
	return all;
}
