// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers
// Usage: node scripts/check-consensus.mjs
// Code that runs in every block neither cuts numbers off (`as`) nor expects anything. Clippy has rules
// for both, but they also strike what codec and the macros of FRAME write.

import { readFileSync, readdirSync } from "node:fs";

const pallets = readdirSync("pallets").map((name) => `pallets/${name}/src`);
const ROOTS = ["primitives/src", "runtime/src", ...pallets];
// What no block executes, and what is generated.
const SKIPPED = /^(tests?|mock|benchmark(s|ing)|weights)(\.rs)?$/;
// Nothing is cut off in `u128` and `Balance`, the widest.
const CAST = /\bas (u8|u16|u32|u64|usize|i\d+|isize|f\d+|AssetId|BlockNumber|Nonce|VoteWeight)\b/;
const EXPECT = /\.expect\("(?![^"]*never in a block)/;

function rustFiles(dir) {
	return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
		const path = `${dir}/${entry.name}`;
		if (SKIPPED.test(entry.name)) return [];
		if (entry.isDirectory()) return rustFiles(path);
		return entry.name.endsWith(".rs") ? [path] : [];
	});
}

function faultOf(code) {
	const [, type] = code.match(CAST) ?? [];
	if (type) return `\`as ${type}\`: convert with \`from\` or \`saturated_into\``;
	return EXPECT.test(code) ? "`expect`: return an error, or a value that does no harm" : undefined;
}

// The compiler computes constants, and refuses those that overflow.
function check(file) {
	let constant;
	const lines = readFileSync(file, "utf8").split("\n");
	return lines.flatMap((line, index) => {
		const [, indent, code] = line.replace(/\/\/.*/, "").match(/^(\s*)(.*?)\s*$/);
		if (/^(pub(\([a-z :]+\))? )?const (?!fn)/.test(code)) constant = indent;
		const fault = constant === undefined ? faultOf(code) : undefined;
		if (indent === constant && code.endsWith(";")) constant = undefined;
		return fault ? [`${file}:${index + 1}: ${fault}`] : [];
	});
}

const problems = ROOTS.flatMap(rustFiles).flatMap(check);
if (problems.length > 0) {
	console.error(problems.join("\n"));
	process.exit(1);
}
