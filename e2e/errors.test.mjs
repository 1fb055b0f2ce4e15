// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The errors of a node that cannot start: one line that helps, an exit code, and never a panic.
// Needs the node binary only, no network.

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";

import { account } from "./chain/accounts.mjs";
import { rpc } from "./chain/rpc.mjs";
import { say } from "./chain/waiting.mjs";
import {
	cleanUp,
	exportSpec,
	freshFolder,
	portOptions,
	run,
	runOk,
	startLoneNode,
	waitForLine,
} from "./network/lone-node.mjs";
import { listen, portOf } from "./network/ports.mjs";

// More than any disk has: 950 TiB.
const TOO_MUCH_DISK = ["--db-storage-threshold", "999999999"];

// Kinds of the three keys, and their schemes.
const SESSION_KEYS = { babe: "sr25519", gran: "ed25519", audi: "sr25519" };

after(cleanUp);

// A pattern for exactly this text.
const literal = (text) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));

function assertNoPanic(output) {
	for (const word of [/panicked/i, /stack backtrace/i, /RUST_BACKTRACE/]) {
		assert.doesNotMatch(output, word);
	}
}

// The run ended by itself, with one `Error:` line that matches all of `words`.
function assertHelpful({ code, signal, stdout, stderr }, words) {
	assertNoPanic(stdout + stderr);
	assert.equal(signal, null, `ended by a signal:\n${stderr}`);
	assert.notEqual(code, 0, `exit code 0:\n${stderr}`);
	const lines = stderr.split("\n").filter((line) => /^error:/i.test(line));
	assert.equal(lines.length, 1, `one line begins with "Error:", in:\n${stderr}`);
	say(lines[0]);
	words.forEach((word) => assert.match(lines[0], word));
}

async function assertRefused(args, ...words) {
	assertHelpful(await run(args), words);
}

const specOf = async (chain, ...options) => JSON.parse(await exportSpec(chain, ...options));

function writeSpec(content) {
	const path = join(freshFolder(), "spec.json");
	writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
	return path;
}

const isPlaceholder = (value) => typeof value === "string" && /^<.*>$/.test(value);

// A copy in which all placeholders but those in `kept` have a value: an account of its own each.
const fillIn = (spec, kept) =>
	JSON.parse(
		JSON.stringify(spec, (_, value) =>
			isPlaceholder(value) && !kept.includes(value) ? account(`//${value}`).address : value,
		),
	);

function placeholdersOf(spec) {
	const found = new Set();
	JSON.stringify(spec, (_, value) => {
		if (isPlaceholder(value)) {
			found.add(value);
		}
		return value;
	});
	return [...found];
}

describe("runtimes to compile", () => {
	const refuse = (file, ...words) =>
		assertRefused(["precompile-runtime", file, "--base-path", freshFolder()], ...words);

	test("a missing file is refused", () =>
		refuse(join(freshFolder(), "missing.wasm"), /missing\.wasm/, /no such file/i));

	test("a file that is no runtime is refused", () =>
		refuse(writeSpec("text"), /spec\.json/, /cannot run/, /give the file of a runtime/));

	test("a folder that cannot be made is refused", async () => {
		const path = join(writeSpec("text"), "below");
		const args = ["precompile-runtime", writeSpec("text"), "--runtime-cache-path", path];
		await assertRefused(args, /below/, /not a directory/i);
	});
});

describe("chain specs", () => {
	test("an unknown chain is refused", async () => {
		const args = ["--chain", "nosuch", "--base-path", freshFolder()];
		await assertRefused(args, /unknown chain/i, /nosuch/, /dev/, /local/, /staging/, /file/i);
	});

	test("a missing file is refused", async () => {
		const path = join(freshFolder(), "missing.json");
		await assertRefused(["--chain", path], /cannot read/i, /missing\.json/);
	});

	test("a file that cannot be read is refused", async () => {
		const path = join(freshFolder(), "folder.json");
		mkdirSync(path);
		await assertRefused(["--chain", path], /cannot read/i, /folder\.json/);
	});

	test("a file that is not JSON is refused", async () => {
		await assertRefused(["--chain", writeSpec('{ "name": ')], /not a valid chain spec/i);
	});

	test("a JSON file that is no chain spec is refused", async () => {
		await assertRefused(["--chain", writeSpec({ name: "x" })], /not a valid chain spec/i);
	});
});

describe("ports in use", () => {
	const cases = [
		{ option: "--rpc-port", port: "rpcPort", host: "127.0.0.1" },
		{ option: "--port", port: "p2pPort", host: "0.0.0.0" },
		{ option: "--prometheus-port", port: "prometheusPort", host: "127.0.0.1" },
	];
	for (const { option, port, host } of cases) {
		test(`${option} is refused`, async () => {
			const holder = await listen(0, host);
			try {
				const taken = portOf(holder);
				const { options } = await portOptions({ [port]: taken });
				const words = [
					/port .*in use/i,
					new RegExp(String(taken)),
					new RegExp(`(^|\\W)${option}\\b`),
				];
				await assertRefused(["--dev", "--tmp", ...options], ...words);
			} finally {
				holder.close();
			}
		});
	}
});

describe("databases", () => {
	test("a database of another node or chain is refused", async () => {
		const spec = await specOf("dev", "--raw");
		const basePath = freshFolder();
		const args = (chain) => ["--chain", chain, "--base-path", basePath];
		const ours = args(writeSpec(spec));

		const holder = await startLoneNode(ours);
		const { options } = await portOptions();
		await assertRefused([...ours, ...options], /already in use|locked/i, /--base-path/);
		await rpc(holder, "system_health");
		assert.deepEqual(await holder.stop(), { code: 0, signal: null });

		// The same id, and so the same folder, but one more value in the genesis.
		spec.genesis.raw.top["0x6261746172612d653265"] = "0x01";
		const theirs = [...args(writeSpec(spec)), ...options];
		await assertRefused(theirs, /another chain|genesis/i, /purge-chain|--base-path/);
	});

	test("a disk that is too full is refused", async () => {
		const { options } = await portOptions();
		const args = ["--dev", "--base-path", freshFolder(), ...options, ...TOO_MUCH_DISK];
		await assertRefused(args, /free space|disk/i);
	});
});

describe("validators", () => {
	const newValidator = async () => [
		...["--chain", "local", "--validator", "--base-path", freshFolder()],
		...(await portOptions()).options,
	];

	test("a validator without a network key is refused", async () => {
		await assertRefused(await newValidator(), /network key/i, /generate-node-key/);
	});

	test("a validator without session keys is refused", async () => {
		const args = [...(await newValidator()), "--unsafe-force-node-key-generation"];
		const keys = [/babe/i, /grandpa/i, /authority.discovery/i];
		await assertRefused(args, ...keys, /author_rotateKeysWithOwner/, /key insert/);
	});

	// Not with --dev, which brings its keys and skips the check.
	test("a validator with keys makes blocks", async () => {
		const basePath = freshFolder();
		const place = ["--chain", "dev", "--base-path", basePath];
		await runOk(["key", "generate-node-key", ...place]);
		for (const [type, scheme] of Object.entries(SESSION_KEYS)) {
			const key = ["--key-type", type, "--scheme", scheme, "--suri", "//Alice"];
			await runOk(["key", "insert", ...place, ...key]);
		}
		const node = await startLoneNode([...place, "--validator", "--force-authoring"]);
		await waitForLine(node, /Prepared block/);
		await node.stop();
		assert.doesNotMatch(node.output(), /author_rotateKeysWithOwner/);
		assertNoPanic(node.output());
	});
});

describe("sealing", () => {
	for (const value of ["sometimes", "0", "-5"]) {
		test(`--sealing ${value} is refused`, async () => {
			await assertRefused(["--dev", "--tmp", `--sealing=${value}`], /instant/, /milliseconds/);
		});
	}

	const refuse = async (...args) => {
		const { options } = await portOptions();
		const path = ["--base-path", freshFolder(), "--unsafe-force-node-key-generation"];
		await assertRefused([...args, ...path, ...options, "--sealing=instant"], /--sealing.*--dev/);
	};

	test("sealing is refused on the chain local, even for its validators", () =>
		refuse("--chain", "local", "--alice"));

	test("sealing is refused on a chain made from staging, even with a key of dev", async () => {
		const path = writeSpec(fillIn(await specOf("staging"), []));
		await refuse("--chain", path, "--alice");
	});

	test("sealing is refused on the chain dev without a validator", () => refuse("--chain", "dev"));
});

describe("staging", () => {
	test("the preset lists its placeholders", async () => {
		const placeholders = placeholdersOf(await specOf("staging"));
		assert.ok(placeholders.length > 0, "the exported spec has texts in angle brackets to fill in");
		const args = ["--chain", "staging", "--base-path", freshFolder()];
		await assertRefused(args, /placeholder/i, ...placeholders.map(literal));
	});

	test("a file with one placeholder left is refused", async () => {
		const spec = await specOf("staging");
		const kept = placeholdersOf(spec).at(-1);
		const path = writeSpec(fillIn(spec, [kept]));
		const args = ["--chain", path, "--base-path", freshFolder()];
		await assertRefused(args, /placeholder/i, literal(kept));
	});
});
