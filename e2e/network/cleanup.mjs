// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The cleanup of a run that ends without a word: a process of its own kills what works in the folder.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

// Begins to wait for the end of this process. `stdin.end()` of the answer ends the wait before.
/** @type {(folder: string) => Cleanup} */
export function startCleanup(folder) {
	const script = fileURLToPath(new URL("cleanup-process.mjs", import.meta.url));
	const cleanup = spawn(process.execPath, [script], {
		detached: true,
		stdio: ["pipe", "ignore", "ignore"],
		env: { ...process.env, BATARA_E2E_CLEANUP: folder },
	});
	cleanup.unref();
	/** @type {import("node:net").Socket} */ (cleanup.stdin).unref();
	return cleanup;
}
