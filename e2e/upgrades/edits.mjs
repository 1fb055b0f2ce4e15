// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The changes in the copies of the sources. Each pattern must match exactly once: a source that
// has moved on stops the build instead of being built without its drill.

import { SPEC_VERSION, VARIANTS, versionOf } from "./variants.mjs";

const MEMBERS = /^members = \[([^\]]*)\]$/gm;

/** @type {(file: string, text: string, pattern: RegExp, replacement: string) => string} */
function edit(file, text, pattern, replacement) {
	const count = [...text.matchAll(pattern)].length;
	if (count !== 1) {
		throw new Error(
			`${file}: ${pattern} matches ${count} times and must match once: ` +
				"adapt e2e/upgrades/edits.mjs to the source",
		);
	}
	return text.replace(pattern, replacement);
}

const editAll = (file, text, edits) =>
	edits.reduce((edited, [pattern, replacement]) => edit(file, edited, pattern, replacement), text);

// A crate of its own for each variant: all are built at once, and a crate has all features that anybody
// asks of it. Clients know types by the library's name: it stays.
const renaming = (crate, variant) => [
	[new RegExp(`^name = "${crate}"$`, "gm"), `name = "${crate}-${variant}"`],
	[/\n\[dependencies\]\n/g, `\n[lib]\nname = "${crate.replaceAll("-", "_")}"\n$&`],
];

const drillEdits = (variant) => ({ "Cargo.toml": renaming("pallet-drill", variant) });

// The edits of a runtime, by file. In a replacement $1 is what the brackets match.
const runtimeEdits = (variant) => ({
	"Cargo.toml": [
		...renaming("batara-runtime", variant),
		[
			/^\[dependencies\]$/gm,
			`[dependencies]\npallet-drill = { package = "pallet-drill-${variant}", ` +
				`path = "../../drills/${variant}", default-features = false, features = ["${variant}"] }`,
		],
		[/^std = \[$/gm, 'std = [\n\t"pallet-drill/std",'],
		[/^try-runtime = \[$/gm, 'try-runtime = [\n\t"pallet-drill/try-runtime",'],
	],
	"src/lib.rs": [
		[SPEC_VERSION, `\tspec_version: ${versionOf(variant)},`],
		[
			/^(\tpub type MultiBlockMigrations = [^;]+;)$/gm,
			"$1\n\n\t// The drill.\n\t#[runtime::pallet_index(200)]\n" +
				"\tpub type Drill = pallet_drill::Pallet<Runtime>;",
		],
		// The end of the list of pallets, and of the file.
		[/\}\n$/g, "}\n\nimpl pallet_drill::Config for Runtime {}\n"],
	],
	"src/migrations.rs": ["SingleBlock", "MultiBlock"].map((kind) => [
		new RegExp(`^pub type ${kind}Migrations = ([^;]+);$`, "gm"),
		`pub type ${kind}Migrations = ($1, pallet_drill::${kind}<crate::Runtime>);`,
	]),
	"src/configs/lanes.rs": [
		[
			/^(fn lane_of\(call: &RuntimeCall\) -> Lane \{\n\tmatch call \{)$/gm,
			"$1\n\t\tRuntimeCall::Drill(_) => Lane::Other,",
		],
	],
});

function editFiles(folder, files, editsOfFiles) {
	const edited = new Map(files);
	for (const [path, edits] of Object.entries(editsOfFiles)) {
		// A file that is gone has no match either.
		const text = (files.get(path) ?? "").toString();
		edited.set(path, Buffer.from(editAll(`${folder}/${path}`, text, edits)));
	}
	return edited;
}

// The files of the runtime, or of the pallet of the drills, as the variant has them, by path.
/** @type {(variant: string, files: Map<string, Buffer>) => Map<string, Buffer>} */
export const editRuntime = (variant, files) => editFiles("runtime", files, runtimeEdits(variant));
/** @type {(variant: string, files: Map<string, Buffer>) => Map<string, Buffer>} */
export const editDrill = (variant, files) => editFiles("drill", files, drillEdits(variant));

// The manifest with these members beside the pallets and primitives that it has, and the latter.
export function workspaceManifest(text, added) {
	const listed = text.match(new RegExp(MEMBERS, "m"))?.[1] ?? "";
	const kept = [...listed.matchAll(/"([^"]+)"/g)]
		.map(([, member]) => member)
		.filter((member) => member.startsWith("pallets/") || member === "primitives");
	const members = [...kept, ...added].map((member) => `\t"${member}",\n`).join("");
	return { manifest: edit("Cargo.toml", text, MEMBERS, `members = [\n${members}]`), kept };
}

// The lock file with the drills' packages in it: with all of them known, Cargo chooses no version
// of anything. They have the version of the workspace, as the runtime has.
export function lockFile(text, blobs) {
	const runtime =
		/\[\[package\]\]\nname = "batara-runtime"\nversion = "([^"]+)"\ndependencies = \[\n([^\]]*)\]\n\n/g;
	const [, version, listed] = [...text.matchAll(runtime)][0] ?? ["", "", ""];
	const dependencies = [...listed.matchAll(/"([^"]+)"/g)].map(([, name]) => name);
	const entry = (name, needs) =>
		`[[package]]\nname = "${name}"\nversion = "${version}"\n` +
		`dependencies = [\n${needs.map((need) => ` "${need}",\n`).join("")}]\n\n`;
	const entries = [
		...VARIANTS.map((variant) =>
			entry(`pallet-drill-${variant}`, ["parity-scale-codec", "polkadot-sdk", "scale-info"]),
		),
		...VARIANTS.map((variant) =>
			entry(`batara-runtime-${variant}`, [...dependencies, `pallet-drill-${variant}`]),
		),
		...blobs.map((blob) => entry(blob.package, [blob.runtime])),
	];
	return edit("Cargo.lock", text, runtime, entries.join(""));
}
