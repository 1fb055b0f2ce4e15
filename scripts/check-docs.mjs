// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers
// Usage: node scripts/check-docs.mjs [FILE ...]
// Docs of functions open with a verb in the third person ("Returns"), those of everything else with a
// noun: no clause ("What became of") and no fragment ("Of a lane"). All Rust files of ours, unless some
// are named.

import { readFileSync, readdirSync } from "node:fs";

const ROOTS = ["clients", "contracts", "node", "pallets", "primitives", "runtime"];
const SKIPPED = new Set(["golden", "node_modules", "target", "weights"]);
const CLAUSE = /^(What|Whatever|Whether|How|Who|Whoever|Whose|Which|Where|When|While|Why|If|Because)\b/;
const FRAGMENT = new RegExp(
	"^(About|After|Around|As|At|Before|Beside|Between|By|For|From|In|Into|Like|Of|Off|On|Out|Over|Since|So|" +
		"Than|Through|To|Under|Until|Up|With|Within|Without|He|Her|His|It|Its|She|Their|Them|They|This|That|" +
		"Thus|These|Those|Not)\\b",
);
const VERB = /^[A-Z][a-z]+(s|-[a-z]+s)\b/;
const FUNCTION = /^(pub(\([a-z :]+\))? )?(default )?(const )?(async )?(unsafe )?(extern "C" )?fn /;

const problems = [];

function rustFiles(dir) {
	return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
		const path = `${dir}/${entry.name}`;
		if (entry.isDirectory()) {
			return SKIPPED.has(entry.name) ? [] : rustFiles(path);
		}
		return entry.name.endsWith(".rs") && entry.name !== "weights.rs" ? [path] : [];
	});
}

// The item below the docs that end in line `index`: attributes may stand between, over many lines.
function itemBelow(lines, index) {
	let depth = 0;
	for (let at = index; at < lines.length; at += 1) {
		const line = lines[at].trim();
		const opens = depth > 0 || line.startsWith("#[");
		if (!opens && !line.startsWith("//")) {
			return line;
		}
		if (opens) {
			depth += (line.match(/[[(]/g) ?? []).length - (line.match(/[\])]/g) ?? []).length;
		}
	}
	return "";
}

function faultOf(text, isFunction) {
	if (CLAUSE.test(text)) {
		return "opens with a clause";
	}
	if (FRAGMENT.test(text)) {
		return "opens with a fragment";
	}
	return isFunction && !VERB.test(text) ? "does not open with a verb in the third person" : undefined;
}

function check(file) {
	const lines = readFileSync(file, "utf8").split("\n");
	lines.forEach((line, index) => {
		const doc = line.match(/^\s*(\/\/[/!]) (.*)/);
		if (!doc || lines[index - 1]?.trim().startsWith(doc[1])) {
			return;
		}
		let end = index;
		while (lines[end]?.trim().startsWith(doc[1])) {
			end += 1;
		}
		const isFunction = doc[1] === "///" && FUNCTION.test(itemBelow(lines, end));
		const fault = faultOf(doc[2], isFunction);
		if (fault) {
			problems.push(`${file}:${index + 1}: ${fault}: ${doc[2]}`);
		}
	});
}

const named = process.argv.slice(2);
(named.length > 0 ? named : ROOTS.flatMap(rustFiles)).forEach(check);
if (problems.length > 0) {
	console.error(problems.join("\n"));
	console.error(
		`error: ${problems.length} docs in another form: see "Style in short" in CONTRIBUTING.md`,
	);
	process.exit(1);
}
