// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The time that a block with an election takes on this machine, which ADR 0005 is decided by. For
// each number of nominators it starts a chain of one validator whose genesis has them, with a new
// era every 12 s, and reads from the author's log how long its blocks took to make. It measures and
// never fails on a figure.
//
//   node measure-election.mjs [NOMINATORS ...]      500, 1000, 2000, 5000 unless said otherwise

import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Keyring } from "@polkadot/api";
import { u8aToHex } from "@polkadot/util";
import { cryptoWaitReady, encodeAddress } from "@polkadot/util-crypto";

const NODE = process.env.BATARA_NODE ?? "";
const CANDIDATES = 500;
const NOMINATIONS = 16;
const ELECTED = 100;
const SECONDS = 60;
const BOND = 1_000_000_000_000_000;

const counts = process.argv.slice(2).map(Number);
if (NODE === "" || counts.some((count) => !(count >= 0))) {
	console.error("error: run it as scripts/bench election [NOMINATORS ...], with whole numbers");
	process.exit(2);
}

// The address of an account that nobody has the key of.
function address(kind, number) {
	const bytes = new Uint8Array(32).fill(kind);
	new DataView(bytes.buffer).setUint32(0, number);
	return encodeAddress(bytes, 42);
}

// Session keys for each candidate, of which the one node that runs holds those for BABE.
function sessionKeys() {
	const sr25519 = new Keyring({ type: "sr25519", ss58Format: 42 });
	const ed25519 = new Keyring({ type: "ed25519", ss58Format: 42 });
	return Array.from({ length: CANDIDATES }, (_, n) => {
		const seed = `//candidate//${n}`;
		const babe = sr25519.addFromUri(seed);
		return {
			seed,
			publicKey: u8aToHex(babe.publicKey).slice(2),
			keys: {
				babe: babe.address,
				grandpa: ed25519.addFromUri(seed).address,
				authority_discovery: babe.address,
			},
		};
	});
}

// Puts the BABE keys where the node looks for them: the file name is type and public key.
function fillKeystore(dir, chain, candidates) {
	const keystore = join(dir, "chains", chain, "keystore");
	mkdirSync(keystore, { recursive: true });
	const type = Buffer.from("babe").toString("hex");
	for (const { seed, publicKey } of candidates) {
		writeFileSync(join(keystore, type + publicKey), JSON.stringify(seed));
	}
}

// A chain of Alice, candidates and nominators.
function chainSpec(nominators, candidateKeys) {
	const built = spawnSync(NODE, ["export-chain-spec", "--chain", "dev"], {
		encoding: "utf8",
		maxBuffer: 1 << 28,
	});
	const spec = JSON.parse(built.stdout);
	const genesis = spec.genesis.runtimeGenesis.patch;
	const candidates = Array.from({ length: CANDIDATES }, (_, n) => address(1, n));
	const voters = Array.from({ length: nominators }, (_, n) => address(2, n));
	genesis.balances.balances.push(...[...candidates, ...voters].map((who) => [who, 2 * BOND]));
	genesis.staking.stakers.push(
		...candidates.map((who) => [who, who, BOND, "Validator"]),
		...voters.map((who, n) => {
			const chosen = Array.from(
				{ length: NOMINATIONS },
				(_, i) => candidates[(n * 7 + i * 31) % CANDIDATES],
			);
			return [who, who, BOND + n * 1_000_000, { Nominator: chosen }];
		}),
	);
	genesis.session.keys.push(...candidates.map((who, n) => [who, who, candidateKeys[n].keys]));
	genesis.staking.validatorCount = ELECTED;
	genesis.validators.timing = {
		epochSlots: 4,
		epochsPerEra: 1,
		bondingEras: 2,
		slashDeferEras: 1,
	};
	genesis.validators.election = {
		voters: nominators + CANDIDATES + 1,
		targets: CANDIDATES + 1,
	};
	return spec;
}

// How long the author's blocks took, in milliseconds.
async function blockTimes(nominators) {
	const dir = mkdtempSync(join(tmpdir(), "batara-election-"));
	const spec = join(dir, "spec.json");
	const keys = sessionKeys();
	const chain = chainSpec(nominators, keys);
	writeFileSync(spec, JSON.stringify(chain));
	fillKeystore(dir, chain.id, keys);
	const options = ["--alice", "--validator", "--force-authoring", "--no-prometheus"];
	options.push("--node-key", randomBytes(32).toString("hex"));
	const node = spawn(
		NODE,
		["--chain", spec, "--base-path", dir, "--port", "0", "--rpc-port", "39944", ...options],
		{ stdio: ["ignore", "ignore", "pipe"] },
	);
	const times = [];
	const timer = setTimeout(() => node.kill("SIGTERM"), SECONDS * 1_000);
	for await (const line of createInterface(node.stderr)) {
		const made = /Prepared block for proposing at (\d+) \((\d+) ms\)/.exec(line);
		if (made) {
			times.push(Number(made[2]));
		} else if (line.startsWith("Error: ")) {
			console.error(line);
		}
	}
	clearTimeout(timer);
	rmSync(dir, { recursive: true, force: true });
	return times.sort((a, b) => a - b);
}

await cryptoWaitReady();
console.log(`${CANDIDATES} candidates, ${ELECTED} elected, ${NOMINATIONS} nominations each`);
console.log("nominators   blocks   usual block   block with an election, longest");
for (const count of counts.length > 0 ? counts : [500, 1_000, 2_000, 5_000]) {
	const times = await blockTimes(count);
	const median = times[Math.floor(times.length / 2)] ?? NaN;
	console.log(
		`${String(count).padStart(10)}${String(times.length).padStart(9)}` +
			`${`${median} ms`.padStart(14)}${`${times.at(-1)} ms`.padStart(34)}`,
	);
}
