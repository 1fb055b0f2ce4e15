// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Waiting for the chain, with a line of progress and a clear word when it does not come.

import { setTimeout as sleep } from "node:timers/promises";

const REPORT_EVERY_MS = 10_000;
// A question and the pause after it. What takes longer is a machine that stood still, as virtual ones do
// when they are moved: that is no time that anybody had.
const LONGEST_LAP_MS = 30_000;

const seconds = (ms) => `${Math.round(ms / 1000)} s`;

/** @type {(text: string) => void} */
export function say(text) {
	console.log(`    · ${text}`);
}

// Asks `probe` again and again until it answers `{ done: true, value }` and gives back `value`.
// `seen` in the answer is what progress and failure are told with. A probe that throws counts as
// "not yet", unless the error has `fatal` set.
/**
 * @type {<T>(
 *   what: string,
 *   probe: () => Probe<T> | Promise<Probe<T>>,
 *   options?: { timeout?: number, every?: number },
 * ) => Promise<T>}
 */
export async function waitFor(what, probe, { timeout = 120_000, every = 500 } = {}) {
	const started = Date.now();
	let reported = started;
	let lap = started;
	let waited = 0;
	/** @type {unknown} */
	let seen = "nothing yet";
	for (;;) {
		try {
			const answer = await probe();
			seen = answer.seen ?? seen;
			if (answer.done) {
				const took = Date.now() - started;
				if (took > REPORT_EVERY_MS) {
					say(`${what}: ${seen} (after ${seconds(took)})`);
				}
				return /** @type {any} */ (answer.value);
			}
		} catch (error) {
			if (error.fatal) {
				throw error;
			}
			seen = `${error.message}${error.cause ? ` (${error.cause.code ?? error.cause.message})` : ""}`;
		}
		const now = Date.now();
		waited += Math.min(now - lap, LONGEST_LAP_MS);
		lap = now;
		if (waited > timeout) {
			throw new Error(
				`gave up after ${seconds(timeout)} waiting for ${what}; last seen: ${seen}`,
			);
		}
		if (now - reported > REPORT_EVERY_MS) {
			reported = now;
			say(`waiting for ${what}: ${seen}`);
		}
		await sleep(every);
	}
}

/** @type {(message: string) => Error} */
export function fatal(message) {
	return Object.assign(new Error(message), { fatal: true });
}
