// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers
// Usage: node scripts/check-manifests.mjs
// Every TOML file parses. Crates of the workspace take versions from the root, list SDK features
// once and in order, and hand the features std, runtime-benchmarks and try-runtime on to what they
// depend on. Each patch of a published crate has its reason and its lines in two manifests.

import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";

const toml = createRequire(new URL("../zombienet/package.json", import.meta.url))("toml");
const SKIPPED = new Set(["applied-by-scripts-setup", "node_modules", "target"]);
const SDK = "polkadot-sdk";

const problems = [];
const report = (file, text) => problems.push(`${file}: ${text}`);

function tomlFiles(dir) {
	return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
		const path = dir === "." ? entry.name : `${dir}/${entry.name}`;
		if (entry.isDirectory()) {
			return SKIPPED.has(entry.name) || entry.name.startsWith(".") ? [] : tomlFiles(path);
		}
		return entry.name.endsWith(".toml") ? [path] : [];
	});
}

const parsed = new Map();
for (const file of tomlFiles(".")) {
	try {
		parsed.set(file, toml.parse(readFileSync(file, "utf8")));
	} catch (error) {
		report(file, `line ${error.location?.start.line}: ${error.message}`);
	}
}

const workspace = parsed.get("Cargo.toml")?.workspace ?? { members: [] };
const shared = workspace.dependencies ?? {};
const crates = new Map();
for (const member of workspace.members) {
	const file = `${member}/Cargo.toml`;
	const manifest = parsed.get(file);
	if (manifest) {
		crates.set(manifest.package.name, { file, manifest, features: manifest.features ?? {} });
	} else {
		report("Cargo.toml", `the member ${member} has no readable Cargo.toml`);
	}
}

// All dependency tables of a manifest, those under [target.'cfg(..)'] too.
function dependencyTables(manifest) {
	const owners = [manifest, ...Object.values(manifest.target ?? {})];
	return owners.flatMap((owner) =>
		["dependencies", "dev-dependencies", "build-dependencies"].map((kind) => owner[kind] ?? {}),
	);
}

function checkList(file, list, name) {
	const twice = list.filter((item, index) => list.indexOf(item) !== index);
	if (twice.length) report(file, `${name} lists twice: ${twice.join(", ")}`);
}

// "std" may stand first, before the names of crates.
function checkOrder(file, list, name) {
	const names = list[0] === "std" ? list.slice(1) : list;
	const index = names.findIndex((item, i) => i > 0 && names[i - 1] > item);
	if (index > 0) report(file, `${name} is not sorted at "${names[index]}"`);
}

function checkDependencies({ file, manifest }) {
	for (const [name, dependency] of dependencyTables(manifest).flatMap(Object.entries)) {
		if (dependency.workspace !== true) {
			report(file, `${name} must take its version from the workspace`);
		}
		const features = dependency.features ?? [];
		checkList(file, features, `features of ${name}`);
		if (name === SDK) checkOrder(file, features, `features of ${name}`);
	}
}

// What a crate must hand the feature on to: crates of ours that have it; for runtime code also the
// SDK, and for std everything that the workspace takes without default features.
function receivers(feature, dependencies, isRuntimeCode) {
	return Object.keys(dependencies).filter((name) => {
		if (crates.has(name)) return feature in crates.get(name).features;
		if (feature === "std") return isRuntimeCode && shared[name]?.["default-features"] === false;
		return isRuntimeCode && name === SDK;
	});
}

function checkPropagation({ file, manifest, features }) {
	const dependencies = manifest.dependencies ?? {};
	for (const feature of ["std", "runtime-benchmarks", "try-runtime"]) {
		for (const name of receivers(feature, dependencies, "std" in features)) {
			if (dependencies[name].features?.includes(feature)) continue;
			const list = features[feature] ?? [];
			if (!list.includes(`${name}/${feature}`) && !list.includes(`${name}?/${feature}`)) {
				report(file, `feature ${feature} must contain "${name}/${feature}"`);
			}
		}
	}
}

for (const crate of crates.values()) {
	checkDependencies(crate);
	for (const [name, list] of Object.entries(crate.features)) {
		checkList(crate.file, list, `feature ${name}`);
	}
	checkPropagation(crate);
}

// Each crate with a patch, and no other, is fetched, taken from its applied folder, and explained.
function checkPatches() {
	const fetched = parsed.get("patches/fetch/Cargo.toml")?.dependencies ?? {};
	const replaced = parsed.get("Cargo.toml")?.patch?.["crates-io"] ?? {};
	const readme = readFileSync("patches/README.md", "utf8").split("\n");
	const files = readdirSync("patches").filter((name) => name.endsWith(".patch"));
	const patched = new Set(files.map((name) => name.slice(0, -".patch".length)));
	for (const name of new Set([...patched, ...Object.keys(fetched), ...Object.keys(replaced)])) {
		const path = `patches/applied-by-scripts-setup/${name}`;
		if (!patched.has(name)) report(`patches/${name}.patch`, "there is no such patch");
		if (!fetched[name]?.version?.startsWith("=")) {
			report("patches/fetch/Cargo.toml", `${name} must have an exact version, "=..."`);
		}
		if (replaced[name]?.path !== path) {
			report("Cargo.toml", `[patch.crates-io] must have ${name} = { path = "${path}" }`);
		}
		if (!readme.includes(`## ${name}`)) report("patches/README.md", `needs a section "## ${name}"`);
	}
}
checkPatches();

if (problems.length) {
	console.error(problems.join("\n"));
	process.exit(1);
}
console.log(`${parsed.size} TOML files and ${crates.size} crates are in order`);
