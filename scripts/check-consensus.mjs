// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers
// Usage: node scripts/check-consensus.mjs [FILE ...]
// Code that runs in every block neither converts numbers with `as`, which may cut them off, nor expects
// anything. Clippy has rules for both, but they also strike what codec and the macros of FRAME write.
// All files of pallets, runtime and primitives, unless some are named.

import { readFileSync, readdirSync } from "node:fs";

const pallets = readdirSync("pallets").map((name) => `pallets/${name}/src`);
const ROOTS = ["primitives/src", "runtime/src", ...pallets];
// What no block executes, and what is generated.
const SKIPPED = /^(tests?|mock|benchmark(s|ing)|weights)(\.rs)?$/;

const blank = (text) => text.replace(/[^\n]/g, " ");
// What is no code, imports, constants, which the compiler computes, and `<Type as Trait>`.
const IGNORED = [
	/"(\\.|[^"\\])*"/gs,
	/\/\/[^\n]*/g,
	/^\s*(pub(\([a-z :]+\))? )?use\s[^;]*;/gm,
	/^(\s*)(pub(\([a-z :]+\))? )?const \w+: [^={]*=(?:[^\n]*;$|.*?\n\1[^\s][^\n]*;$)/gms,
	/<[^<>;{}()]*(<[^<>]*>[^<>;{}()]*)*\sas\s/g,
];
// Nothing but a sign is cut off in the widest types.
const CAST = /\sas\s+(?!(u128|Balance)\b)\S+/;
const PANIC = /\.expect(_err)?\(|\b(unreachable|unimplemented|todo)!/;

function rustFiles(dir) {
	return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
		const path = `${dir}/${entry.name}`;
		if (SKIPPED.test(entry.name)) return [];
		if (entry.isDirectory()) return rustFiles(path);
		return entry.name.endsWith(".rs") ? [path] : [];
	});
}

// A dry run may stop: its text says that no block does.
function faultOf(code, line) {
	if (CAST.test(code)) return "`as`: convert with `from` or `saturated_into`";
	const panics = PANIC.test(code) && !line.includes("never in a block");
	return panics ? "a panic: return an error, or a value that does no harm" : undefined;
}

function check(file) {
	const text = readFileSync(file, "utf8");
	const lines = text.split("\n");
	const code = IGNORED.reduce((rest, pattern) => rest.replace(pattern, blank), text).split("\n");
	return code.flatMap((line, index) => {
		const fault = faultOf(line, lines[index]);
		return fault ? [`${file}:${index + 1}: ${fault}`] : [];
	});
}

const named = process.argv.slice(2);
const problems = (named.length > 0 ? named : ROOTS.flatMap(rustFiles)).flatMap(check);
if (problems.length > 0) {
	console.error(problems.join("\n"));
	process.exit(1);
}
