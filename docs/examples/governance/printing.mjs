// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// What the script prints of answers.

import { inspect } from "node:util";

// Returns a text with all of a value, over several lines if it is long.
/** @type {(value: any) => string} */
export const inFull = (value) => inspect(value, { depth: null, maxStringLength: 1_000 });

// Prints an answer of the chain.
/** @type {(answer: any) => void} */
export const show = (answer) => console.log(inFull(answer.toHuman()));
