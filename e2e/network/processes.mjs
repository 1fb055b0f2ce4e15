// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Finding and ending processes by the folder that they work in, through Linux's /proc.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";

import { waitFor } from "../chain/waiting.mjs";

const GONE_WITHIN_MS = 20_000;

// Arguments of a process; empty for one that is gone, a zombie or a kernel thread.
/** @type {(pid: number) => string[]} */
export function commandLine(pid) {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(0, -1);
	} catch {
		return [];
	}
}

/** @type {(pid: number) => string} */
export const executable = (pid) => readlinkSync(`/proc/${pid}/exe`);

function pids() {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.map(Number);
}

// All processes that name a file below `dir` in their arguments, this one and `except` aside.
/** @type {(dir: string, except?: number) => number[]} */
export function processesIn(dir, except) {
	const others = pids().filter((pid) => pid !== process.pid && pid !== except);
	return others.filter((pid) => commandLine(pid).some((argument) => argument.includes(dir)));
}

// The node that runs on a base path. The shell that zombienet may have started it with holds the
// path inside a longer argument, so that it never matches.
/** @type {(node: { basePath?: string }) => number | undefined} */
export function nodeProcess({ basePath }) {
	return pids().find((pid) =>
		commandLine(pid).some((argument) => argument.replace("--base-path=", "") === basePath),
	);
}

/** @type {(pid: number, name: NodeJS.Signals) => boolean} */
export function signal(pid, name) {
	try {
		process.kill(pid, name);
		return true;
	} catch (error) {
		if (error.code === "ESRCH") {
			return false;
		}
		throw error;
	}
}

/** @type {(pid: number) => boolean} */
const isAlive = (pid) => commandLine(pid).length > 0;

/** @type {(pid: number, what: string, timeout?: number) => Promise<any>} */
export function waitUntilGone(pid, what, timeout = GONE_WITHIN_MS) {
	return waitFor(
		`${what} (process ${pid}) to end`,
		() => ({ done: !isAlive(pid), seen: "still running" }),
		{ timeout, every: 100 },
	);
}

// Ends everything that works in `dir`, politely first, and names what had to be killed.
/** @type {(dir: string, options?: { except?: number }) => Promise<string[]>} */
export async function endAllIn(dir, { except } = {}) {
	processesIn(dir, except).forEach((pid) => signal(pid, "SIGTERM"));
	await waitUntilEmpty(dir, except).catch(() => {});
	const stubborn = processesIn(dir, except).map((pid) => `${pid} (${commandLine(pid)[0]})`);
	if (stubborn.length > 0) {
		processesIn(dir, except).forEach((pid) => signal(pid, "SIGKILL"));
		await waitUntilEmpty(dir, except);
	}
	return stubborn;
}

const waitUntilEmpty = (dir, except) =>
	waitFor(
		"the processes of the network to end",
		() => {
			const left = processesIn(dir, except);
			return { done: left.length === 0, seen: `left: ${left.join(", ")}` };
		},
		{ timeout: GONE_WITHIN_MS, every: 200 },
	);

// For handlers that cannot wait.
/** @type {(dir: string) => void} */
export function killAllIn(dir) {
	processesIn(dir).forEach((pid) => signal(pid, "SIGKILL"));
}
