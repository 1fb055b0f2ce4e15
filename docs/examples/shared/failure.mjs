// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The end of a program that cannot go on: one line that says what to do next.

// @polkadot/api prints errors by itself, in full and up to three times: here each is told once. That is
// for a script alone, which ends with its first error: a wallet that does it hides its own errors.
const complain = console.error;
console.error = () => {};

// Prints the message and ends the program with exit code 1.
/** @type {(message: string) => never} */
export function fail(message) {
	complain(message);
	process.exit(1);
}

// Returns the part of an error's message that helps its reader. What a node refuses comes as
// "1010: Invalid Transaction: …", what the library wraps as "createType(…):: …:: reason".
/** @type {(error: Error) => string} */
export function reasonOf({ message }) {
	if (message.startsWith("1002:")) {
		return 'the node cannot read it: a value is out of its bounds. See "Parameters" in governance.md';
	}
	return message.split(":: ").at(-1) ?? message;
}
