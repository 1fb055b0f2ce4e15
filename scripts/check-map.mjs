// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers
// Usage: node scripts/check-map.mjs
// Every file of the node, the runtime, the pallets, the primitives and the scripts of the guides has its
// place on the code map of docs/architecture.md, by its name or that of a folder of it, and what the map
// names is there.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

const PALLETS = readdirSync("pallets").map((name) => `pallets/${name}/src`);
const ROOTS = ["node/src", "runtime/src", "primitives/src", ...PALLETS, "docs/examples"];
// Tests, and files that each pallet has, need no explanation.
const STANDING =
	/\/tests(\.rs|\/)|^pallets\/[^/]+\/src\/((lib|benchmarking|weights)\.rs|mock(\.rs|\/))/;

const problems = [];

function sources(dir) {
	return readdirSync(dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.(rs|mjs)$/.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !file.includes("/node_modules/"));
}

// The paths of one row: a later one is named from the folder of the first.
function pathsOf(cell) {
	const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
	return names.map((name) => {
		const found = [name, join(dirname(names[0]), name)].find((path) => existsSync(path));
		if (!found) {
			problems.push(`the map names ${name}, which is not there`);
		}
		return found ?? name;
	});
}

const text = readFileSync("docs/architecture.md", "utf8");
const [, map] = text.split("## Code map\n");
const rows = map.split("\n## ")[0].split("\n").slice(3);
const named = rows.filter((row) => row.startsWith("| ")).flatMap((row) => pathsOf(row.split("|")[1]));
// The name of a folder is also that of the module above it.
const isNamed = (file) =>
	named.some((path) => {
		const folder = path.replace(/\/$/, "");
		return file === path || file === `${folder}.rs` || file.startsWith(`${folder}/`);
	});

const files = ROOTS.flatMap(sources).filter((file) => !STANDING.test(file));
const missing = files.filter((file) => !isNamed(file));
problems.push(...missing.map((file) => `the map does not name ${file}`));
if (problems.length > 0) {
	console.error(problems.join("\n"));
	console.error("error: mend the code map in docs/architecture.md");
	process.exit(1);
}
console.log(`${files.length} files are on the code map`);
