// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The one line in which scripts/bench, where it cannot measure, says what to run first. On a checkout
// without packages, a build and a network.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";

import { E2E_DIR, REPOSITORY } from "./network/locations.mjs";
import { cleanUp, freshFolder } from "./network/lone-node.mjs";
import { listen, portOf } from "./network/ports.mjs";

after(cleanUp);

function checkout({ packages }) {
	const folder = freshFolder();
	cpSync(join(REPOSITORY, "scripts"), join(folder, "scripts"), { recursive: true });
	mkdirSync(join(folder, "e2e"));
	if (packages) {
		symlinkSync(join(E2E_DIR, "node_modules"), join(folder, "e2e", "node_modules"));
		cpSync(join(E2E_DIR, "measure-finality.mjs"), join(folder, "e2e", "measure-finality.mjs"));
	}
	return folder;
}

// Runs a measurement that must end with one line of error.
function refused(folder, ...args) {
	const { BATARA_NODE, ...others } = process.env;
	const { status, stdout, stderr } = spawnSync("scripts/bench", args, {
		cwd: folder,
		encoding: "utf8",
		env: { ...others, CARGO_TARGET_DIR: join(folder, "target") },
	});
	assert.notEqual(status, 0, stdout);
	const lines = stderr.split("\n").filter((line) => /error/i.test(line));
	assert.equal(lines.length, 1, stderr);
	assert.match(lines[0], /^error: /);
	return lines[0];
}

test("every measurement that needs packages says how to get them", () => {
	const folder = checkout({ packages: false });
	for (const name of ["finality", "election", "gas", "contracts"]) {
		assert.match(refused(folder, name), /scripts\/setup --tests/);
	}
});

test("every measurement that needs a node says how to build it", () => {
	const folder = checkout({ packages: true });
	for (const name of ["election", "gas", "contracts", "torture"]) {
		assert.match(refused(folder, name), /no node at .*scripts\/devnet/);
	}
});

test("the measurement of finality says how to start a network", async () => {
	const server = await listen();
	const port = portOf(server);
	server.close();
	const folder = checkout({ packages: true });
	assert.match(refused(folder, "finality", "1", `ws://127.0.0.1:${port}`), /scripts\/devnet/);
});
