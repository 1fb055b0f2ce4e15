// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The scripts that guides have a reader paste, run as they stand there.

import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { E2E_DIR } from "../network/locations.mjs";
import { blocksOf } from "./blocks.mjs";

const ENDS_WITHIN_MS = 600_000;

function scriptOf(guide, name) {
	const script = blocksOf(guide).find(({ file, language }) => file === name && language === "js");
	if (!script) {
		throw new Error(`${guide} has no script ${name}`);
	}
	return script.text;
}

// A folder of its own with the script `name` of the guide. `run` gives back how it ended.
/** @type {(guide: string, name: string) => GuideScript} */
export function guideScript(guide, name) {
	const folder = mkdtempSync(join(tmpdir(), "batara-e2e-guide-"));
	const path = join(folder, name);
	symlinkSync(join(E2E_DIR, "node_modules"), join(folder, "node_modules"));
	writeFileSync(path, scriptOf(guide, name));
	return {
		remove: () => rmSync(folder, { recursive: true, force: true }),
		run: (args, env = {}) =>
			new Promise((done) => {
				const options = { env: { ...process.env, ...env }, timeout: ENDS_WITHIN_MS };
				execFile(process.execPath, [path, ...args], options, (error, stdout, stderr) =>
					done({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr }),
				);
			}),
	};
}
