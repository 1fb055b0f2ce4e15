// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The changes for clients: a short list from the metadata of both runtimes, and `subxt diff` where
// it is installed.

import { spawnSync } from "node:child_process";
import { accessSync, constants, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

import { stringCamelCase } from "@polkadot/util";

import { plural } from "./outcome.mjs";
import { surfaceOf } from "./surface.mjs";

const SUBXT_VERSION = "0.51.1";

// Of a change of these a transaction made for the old runtime could mean something else.
const BREAKING = /^. (call|pallet|type|variant|transaction) /;

const ownerOf = (item) => item.slice(item.indexOf(" ") + 1).replace(/\.[^.]*$/, "");

// What comes with a new pallet, or goes with an old one, is not listed item by item, but for calls;
// of the types in arguments, only variants of those that both sides have.
function listed(sign, items, other) {
	const whole = items.filter(([item]) => item.startsWith("pallet "));
	const names = whole.map(([item]) => stringCamelCase(ownerOf(item)));
	const owners = new Set([...other.items.keys()].map(ownerOf));
	const isWorthALine = ([item]) => {
		if (/^(type|variant) /.test(item)) {
			return item.startsWith("variant ") && owners.has(ownerOf(item));
		}
		return item.startsWith("call ") || !names.includes(ownerOf(item));
	};
	return items
		.filter(isWorthALine)
		.map(([item, shape]) => `${sign} ${item}${item.startsWith("call ") ? ` ${shape}` : ""}`);
}

const without = (one, other) => [...one.items].filter(([item]) => !other.items.has(item));

// `{ lines, breaking }`: what was added (+), removed (-) and changed (~), and the dangerous ones of
// the last two.
/** @type {(before: Uint8Array, after: Uint8Array) => { lines: string[], breaking: string[] }} */
export function compare(before, after) {
	const [old, now] = [surfaceOf(before), surfaceOf(after)];
	const removed = listed("-", without(old, now), now);
	const changed = [...now.items]
		.filter(([item, shape]) => old.items.has(item) && old.items.get(item) !== shape)
		.map(([item, shape]) => `~ ${item}: ${old.items.get(item)} => ${shape}`);
	if (old.extensions !== now.extensions) {
		changed.push(`~ transaction extensions: ${old.extensions} => ${now.extensions}`);
	}
	return {
		lines: [...listed("+", without(now, old), old), ...removed, ...changed],
		breaking: [...removed, ...changed].filter((line) => BREAKING.test(line)),
	};
}

// The path of the command, undefined where it is not installed.
/** @type {() => string | undefined} */
export function findSubxt() {
	const tools = join(process.env.CARGO_TARGET_DIR ?? "", "tools", "bin");
	const folders = [...(process.env.PATH ?? "").split(delimiter), tools];
	return folders
		.map((folder) => join(folder, "subxt"))
		.find((path) => {
			try {
				accessSync(path, constants.X_OK);
				return true;
			} catch {
				return false;
			}
		});
}

// The text of `subxt diff`, or how to get the command.
/** @type {(folder: string, before: Uint8Array, after: Uint8Array) => string} */
export function subxtDiff(folder, before, after) {
	const subxt = findSubxt();
	if (!subxt) {
		return (
			"`subxt diff` would tell more; it is not installed: " +
			`cargo install subxt-cli --version ${SUBXT_VERSION} --locked`
		);
	}
	const files = [before, after].map((bytes, index) => {
		const path = join(folder, `metadata-${index ? "new" : "old"}.scale`);
		writeFileSync(path, bytes);
		return path;
	});
	const { status, stdout, stderr } = spawnSync(subxt, ["diff", ...files], { encoding: "utf8" });
	return status === 0 ? stdout : `\`subxt diff\` failed: ${stderr.trim()}`;
}

/** @type {(difference: { lines: string[] }) => string} */
export const describeDifference = ({ lines: all }) =>
	all.length === 0 ? "clients see no change" : `clients see ${plural(all.length, "change")}`;
