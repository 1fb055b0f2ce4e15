// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers
// Usage: node scripts/contract.d/facts.mjs QUESTION [FILES]
// The facts that JSON tells about contracts, one a line. Asked by scripts/contract.
//   sources FOLDER        the version of ink! (none if there is none, or with --no-deps), the
//                         bundle that a build makes; from cargo metadata
//   members               the folders of a workspace; from cargo metadata
//   bundle FILE           language, compiler, engine, code hash, bytes of code
//   compare OLD NEW       what differs in two bundles, nothing if they are the same

import { existsSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";

const STDIN = 0;

function read(file) {
	const text = readFileSync(file, "utf8");
	// Cargo has already said why it answers nothing.
	if (file === STDIN && !text) process.exit(1);
	return JSON.parse(text);
}

function sources(folder) {
	const metadata = read(STDIN);
	const contract = metadata.packages.find(({ manifest_path }) => dirname(manifest_path) === folder);
	if (!contract) throw new Error(`${folder} is a workspace: name one of its contracts`);
	const node = metadata.resolve?.nodes.find(({ id }) => id === contract.id);
	const inks = metadata.packages.filter(({ name }) => name === "ink");
	const ink = inks.find(({ id }) => node?.deps.some(({ pkg }) => pkg === id));
	const name = contract.name.replaceAll("-", "_");
	// cargo-contract gives each member of a workspace a folder.
	const inner = folder === metadata.workspace_root ? "" : `${name}/`;
	return [ink?.version ?? "none", `${metadata.target_directory}/ink/${inner}${name}.contract`];
}

function members() {
	const { packages, workspace_members: ids } = read(STDIN);
	const contracts = packages.filter(({ id }) => ids.includes(id));
	return contracts.map(({ manifest_path }) => dirname(manifest_path)).sort();
}

function engineOf({ wasm, contract_binary: binary }) {
	const code = wasm ?? binary;
	if (!code) return "none";
	return code.startsWith("0x0061736d") ? "wasm" : "polkavm";
}

function bundle(file) {
	const { source } = read(file);
	const code = source.wasm ?? source.contract_binary ?? "0x";
	return [source.language, source.compiler, engineOf(source), source.hash, code.length / 2 - 1];
}

function compare(oldFile, newFile) {
	const name = basename(newFile, ".contract");
	if (!existsSync(oldFile)) return [`${name}: there is no ${oldFile}`];
	const [before, after] = [read(oldFile), read(newFile)];
	const facts = ["language", "compiler", "hash"]
		.filter((fact) => before.source[fact] !== after.source[fact])
		.map((fact) => `${name}: ${fact} was ${before.source[fact]}, is ${after.source[fact]}`);
	// Beside the source stand the interface and what the manifest says of the contract.
	const rest = Object.keys({ ...before, ...after })
		.filter((key) => key !== "source" && !isDeepStrictEqual(before[key], after[key]))
		.map((key) => `${name}: ${key} differs`);
	return [...facts, ...rest];
}

const [question, ...files] = process.argv.slice(2);
try {
	for (const fact of { sources, members, bundle, compare }[question](...files)) console.log(fact);
} catch (error) {
	console.error(`error: ${error.message}`);
	process.exit(1);
}
