// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The scripts of docs/examples/, run as they stand there, with the packages of the tests.

import { execFile } from "node:child_process";
import { cpSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";

import { E2E_DIR, REPOSITORY } from "../network/locations.mjs";
import { freshFolder } from "../network/lone-node.mjs";

const EXAMPLES = join(REPOSITORY, "docs", "examples");
const ENDS_WITHIN_MS = 600_000;

// A copy of the folder, in which the packages are installed. The test that asks for it cleans up.
/** @type {() => string} */
export function copyExamples() {
	const folder = freshFolder();
	// A reader may have installed packages of their own in it.
	const filter = (path) => basename(path) !== "node_modules";
	cpSync(EXAMPLES, folder, { recursive: true, filter });
	symlinkSync(join(E2E_DIR, "node_modules"), join(folder, "node_modules"));
	return folder;
}

// Runs a script of such a copy with these arguments, and gives back how it ended.
/**
 * @type {(
 *   folder: string,
 *   script: string,
 *   args: string[],
 *   variables?: Record<string, any>,
 * ) => Promise<{ code: any, stdout: string, stderr: string }>}
 */
export function runExample(folder, script, args, variables = {}) {
	const env = { ...process.env, ...variables };
	const options = { cwd: folder, env, timeout: ENDS_WITHIN_MS };
	return new Promise((done) => {
		execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) =>
			done({ code: error ? (error.code ?? error.signal) : 0, stdout, stderr }),
		);
	});
}
