// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A script on the command line: its usage, the check of its arguments, and its end.

import { fail, reasonOf } from "./failure.mjs";
import { FORMS, VARIABLES } from "./forms.mjs";

/**
 * What a command takes, in words: [X] may be left out, X... may be several. `does` is one line.
 * @typedef {{ takes: string, does: string, work: (api: any, ...values: string[]) => any }} Command
 *
 * A script does one thing, as a command does, or has several `commands`. `more` ends its usage.
 * @typedef {Partial<Command> & {
 *   name: string,
 *   about: string,
 *   commands?: Record<string, Command>,
 *   more?: string[],
 *   forms?: Record<string, import("./forms.mjs").Form>,
 *   variables?: Record<string, import("./forms.mjs").Form>,
 *   connect: () => Promise<any>,
 * }} Program
 */

// Returns a line for each command, with what it takes and does.
/** @type {(table: Record<string, { takes: string, does: string }>) => string[]} */
export function linesOf(table) {
	const entries = Object.entries(table).map(([name, { takes, does }]) => [`${name} ${takes}`, does]);
	const width = Math.max(...entries.map(([command]) => command.length));
	return entries.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`);
}

// Returns what a script takes and does.
/** @type {(program: Program) => string} */
function usageOf({ name, about, takes, commands, more = [] }) {
	const usage = `usage: node ${name} ${commands ? "COMMAND [ARGUMENT...]" : takes}`;
	const table = commands ? ["", ...linesOf(commands)] : [];
	return [usage, "", about, ...table, ...more].join("\n");
}

// Throws where an argument is missing, wrong or one too many. `command` is what the usage begins with.
function check(command, takes, values, forms) {
	const words = takes.match(/[^ ]+/g) ?? [];
	const least = words.filter((word) => !word.startsWith("[")).length;
	const most = takes.includes("...") ? Infinity : words.length;
	const wrong = (why) => new Error(`${why}\nusage: ${command} ${takes}`.trimEnd());
	if (values.length > most) {
		throw wrong(`one too many: ${values[most]}`);
	}
	for (let index = 0; index < Math.max(values.length, least); index += 1) {
		const word = words[Math.min(index, words.length - 1)].replace(/[[\]]|\.\.\./g, "");
		const [form, meaning] = { ...FORMS, ...forms }[word] ?? [/^/, "it may be anything"];
		if (index < least && !values[index]) {
			throw wrong(`${word} is missing: ${meaning}`);
		}
		if (!form.test(values[index])) {
			throw wrong(`no ${word}: ${values[index]}. It is ${meaning}`);
		}
	}
}

// Throws where a variable of the environment that the script reads is wrong.
function checkVariables(variables) {
	for (const [name, [form, meaning]] of Object.entries(variables)) {
		const value = process.env[name];
		if (value && !form.test(value)) {
			throw new Error(`${name} is ${meaning}, not ${value}`);
		}
	}
}

// Returns the entry of a table that is named, when its arguments are good. `command` is what comes before
// the name on the command line.
/**
 * @type {<Entry extends { takes: string, does: string }>(
 *   command: string,
 *   table: Record<string, Entry>,
 *   given: (string | undefined)[],
 *   forms?: Record<string, import("./forms.mjs").Form>,
 * ) => Entry}
 */
export function choose(command, table, [name, ...values], forms) {
	if (!name || !Object.hasOwn(table, name)) {
		const problem = name ? `there is no ${name}, only` : "one of these is missing:";
		throw new Error([problem, ...linesOf(table)].join("\n"));
	}
	check(`${command} ${name}`, table[name].takes, values, forms);
	return table[name];
}

// Returns the work that the arguments ask for.
/** @type {(program: Program, given: string[]) => (api: any) => any} */
function workOf({ name, takes = "", work, commands, forms, variables }, given) {
	checkVariables({ ...VARIABLES, ...variables });
	if (commands) {
		const chosen = choose(`node ${name}`, commands, given, forms);
		return (api) => chosen.work(api, ...given.slice(1));
	}
	check(`node ${name}`, takes, given, forms);
	return (api) => work?.(api, ...given);
}

// Runs a script to its end: prints the usage, or connects and does what the arguments say.
/** @type {(program: Program) => Promise<never>} */
export async function runProgram(program) {
	const given = process.argv.slice(2);
	if (["--help", "-h"].includes(given[0])) {
		console.log(usageOf(program));
		process.exit();
	}
	if (given.length === 0) {
		fail(usageOf(program));
	}
	try {
		const work = workOf(program, given);
		await work(await program.connect());
	} catch (error) {
		fail(reasonOf(error));
	}
	process.exit();
}
