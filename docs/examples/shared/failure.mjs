// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The end of a program that cannot go on: one line that says what to do next.

// @polkadot/api prints errors by itself, in full and up to three times: here each is told once. That is
// for a script alone, which ends with its first error: a wallet that does it hides its own errors.
const complain = console.error;
console.error = () => {};

// Prints a line beside the output of a program that goes on.
/** @type {(message: string) => void} */
export const warn = (message) => complain(`warning: ${message}`);

// Prints the message and ends the program with exit code 1.
/** @type {(message: string) => never} */
export function fail(message) {
	complain(message);
	process.exit(1);
}

const UNREADABLE =
	"the node cannot read a value of this call: it is too long, or out of its bounds, which are under " +
	'"Parameters" in governance.md. Nothing was sent';

// Returns the part of an error's message that helps its reader. What a node refuses comes as
// "1010: Invalid Transaction: …", what the library wraps as "createType(…):: …:: reason".
/** @type {(error: Error) => string} */
export function reasonOf({ message }) {
	return message.startsWith("1002:") ? UNREADABLE : (message.split(":: ").at(-1) ?? message);
}
