// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The signals that end a program, each with the exit code that tells of it.

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

// Calls `abort` with the exit code. It ends the program: nothing else does then.
/** @type {(abort: (code: number) => void) => void} */
export const onSignal = (abort) =>
	Object.entries(EXIT_CODES).forEach(([name, code]) => process.on(name, () => abort(code)));
