// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers
// Usage: node scripts/check-commits.mjs [FILE]
// Messages of commits have the form of CONTRIBUTING.md: a subject "type(scope): subject" of 72 characters
// at most, an empty line, and a body. A fix of a typo alone, which says so, needs no body. All commits
// after BASE, unless a file with one message is named, as Git names it to a hook "commit-msg".

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

// The history up to here is older than the rule, and exempt.
const BASE = "a3ce353282663402fb999dfac93fc56835da77cb";
const TYPES = ["feat", "fix", "docs", "test", "refactor", "perf", "build", "ci", "chore"];
const SUBJECT = new RegExp(`^(${TYPES.join("|")})(\\([a-z0-9-]+\\))?!?: \\S`);
const TRAILER = /^[A-Z][\w-]+: /;
// Written by Git: a revert names what it reverts, the others are gone after a rebase.
const OF_GIT = /^(Revert "|fixup! |squash! |amend! )/;
const TYPO = /^(docs|fix)(\([a-z0-9-]+\))?: .*\btypos?$/;
const MAX_SUBJECT = 72;

const git = (...args) => spawnSync("git", args, { encoding: "utf8", maxBuffer: 1 << 30 });

function faultsOf(message) {
	const [subject, second = "", ...rest] = message.trimEnd().split("\n");
	const body = rest.filter((line) => line.trim() && !TRAILER.test(line));
	const faults = [];
	if (OF_GIT.test(subject)) return faults;
	if (!SUBJECT.test(subject)) faults.push(`is not "type(scope): subject", of ${TYPES.join(", ")}`);
	if (subject.length > MAX_SUBJECT) faults.push(`is longer than ${MAX_SUBJECT} characters`);
	if (second.trim()) faults.push("has no empty line below it");
	if (body.length === 0 && !TYPO.test(subject)) faults.push("has no body that says why");
	return faults.map((fault) => `"${subject}" ${fault}`);
}

// Merges have no subject of their own. In a shallow clone BASE may be missing: all that is there is newer.
function commits() {
	const hasBase = git("cat-file", "-e", `${BASE}^{commit}`).status === 0;
	const isShallow = git("rev-parse", "--is-shallow-repository").stdout?.trim() === "true";
	if (!hasBase && !isShallow) {
		console.log(`no history with ${BASE.slice(0, 7)}: no messages are checked`);
		return [];
	}
	const range = hasBase ? [`${BASE}..HEAD`] : ["HEAD"];
	const log = git("log", "--no-merges", "--format=%h%x00%B%x01", ...range);
	if (log.status !== 0) throw log.error ?? new Error(log.stderr);
	return log.stdout.split("\x01\n").filter(Boolean);
}

function faultsOfCommit(commit) {
	const [hash, message] = commit.split("\0");
	return faultsOf(message).map((fault) => `${hash} ${fault}`);
}

// Git leaves its own remarks out of a message after the hook.
const withoutRemarks = (text) => text.replace(/^# -+ >8 -+\n[^]*/m, "").replace(/^#.*\n?/gm, "");

const [file] = process.argv.slice(2);
const problems = file
	? faultsOf(withoutRemarks(readFileSync(file, "utf8")))
	: commits().flatMap(faultsOfCommit);
if (problems.length > 0) {
	console.error(problems.join("\n"));
	console.error('error: see "Commits" in CONTRIBUTING.md');
	process.exit(1);
}
