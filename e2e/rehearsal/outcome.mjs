// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The ends that a rehearsal can have, and the summary that says so.

const DISTANCE = "    ";

// Nothing was found out: the caller has to change something first. Exit code 2.
export class Misuse extends Error {}

// What the upgrade would do to the chain, and the step that found it. Exit code 1.
export class Harm extends Error {}

// The chain would not take the code at all, and stay as it is. Exit code 1, too.
export class Refused extends Harm {}

const EXIT_FINE = 0;
const EXIT_HARM = 1;
const EXIT_MISUSE = 2;

const headline = (text) => console.log(`==> ${text}`);

// A block of text under a line of progress.
/** @type {(text: string) => string} */
export const indented = (text) =>
	text
		.trimEnd()
		.split("\n")
		.map((line) => `${DISTANCE}  ${line}`)
		.join("\n");

/** @type {(count: number, noun: string) => string} */
export const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

// Collects what the steps found, for the summary.
/** @type {() => Report} */
export function startReport() {
	const report = { step: "before the first step", facts: [], warnings: [] };
	return {
		...report,
		enter(step) {
			this.step = step;
			headline(step);
		},
		fact(text) {
			this.facts.push(text);
			console.log(`${DISTANCE}· ${text}`);
		},
		warn(text) {
			this.warnings.push(text);
			console.log(`${DISTANCE}! ${text}`);
		},
	};
}

function verdictOf(error) {
	if (!error) {
		return { verdict: "this upgrade would be fine", code: EXIT_FINE };
	}
	if (error instanceof Refused) {
		return { verdict: "the chain would refuse this code", code: EXIT_HARM };
	}
	if (error instanceof Harm) {
		return { verdict: "this upgrade would do harm", code: EXIT_HARM };
	}
	return { verdict: "the rehearsal broke off: nobody knows", code: EXIT_HARM };
}

// Prints the summary and gives back the exit code.
/** @type {(report: Report, error?: Error) => number} */
export function summarise(report, error) {
	if (error instanceof Misuse) {
		console.error(`error: ${error.message}`);
		return EXIT_MISUSE;
	}
	const { verdict, code } = verdictOf(error);
	headline(`summary: ${verdict}`);
	report.facts.forEach((fact) => console.log(`${DISTANCE}· ${fact}`));
	report.warnings.forEach((warning) => console.log(`${DISTANCE}warning: ${warning}`));
	if (error) {
		console.log(`${DISTANCE}failed in: ${report.step}`);
		console.log(`${DISTANCE}because: ${error instanceof Harm ? error.message : error.stack}`);
	}
	return code;
}
