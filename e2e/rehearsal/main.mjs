// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The rehearsal of an upgrade: what a runtime would do to a running chain, tried on a copy of its
// state. Started by scripts/rehearse-upgrade, whose head says how.
//
//   node main.mjs NEW.wasm --rpc URL [--try-runtime TRY.wasm] [--keep]

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { disconnectAll } from "../chain/connection.mjs";
import { startCleanup } from "../network/cleanup.mjs";
import { endAllIn, killAllIn } from "../network/processes.mjs";
import { onSignal } from "../network/signals.mjs";
import { CODE_KEY } from "../upgrades/wasm.mjs";
import { introduce, metadataOf, openChain } from "./chain.mjs";
import { makeChecks, readChecks } from "./checks.mjs";
import { compare, describeDifference, subxtDiff } from "./clients.mjs";
import { describeVersion, readCode } from "./code.mjs";
import { copyState } from "./copy.mjs";
import { forkState } from "./fork.mjs";
import { hasMetadataHash } from "./metadata-hash.mjs";
import { beginFirstBlock, tryMigrations } from "./migrations.mjs";
import { startValidators } from "./nodes.mjs";
import { Harm, indented, Misuse, plural, Refused, startReport, summarise } from "./outcome.mjs";
import { freshState, writeSpec } from "./spec.mjs";
import { upgradeNetwork } from "./upgrade.mjs";

let folder;
let keep = false;

function readArguments() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: {
				rpc: { type: "string" },
				"try-runtime": { type: "string" },
				keep: { type: "boolean", default: false },
			},
		});
		if (positionals.length !== 1 || !values.rpc) {
			throw new Error("one file and --rpc are needed");
		}
		const { rpc: url, "try-runtime": tried } = values;
		return { path: positionals[0], url, tried, keep: values.keep };
	} catch (error) {
		throw new Misuse(error.message);
	}
}

// What `can_set_code` asks before the chain takes a code.
function assertAcceptable({ version: old }, { version: now, path }) {
	if (old.name !== now.name) {
		throw new Refused(`${path} is a runtime of "${now.name}", and the chain is "${old.name}"`);
	}
	if (now.spec <= old.spec) {
		throw new Refused(`${path} has version ${now.spec}, and the chain has ${old.spec}`);
	}
}

async function checkCode(chain, code, report) {
	report.enter("looking at the new code");
	const running = await introduce(chain);
	const [from, to] = [running.version, code.version];
	const change = `${describeVersion(from)} => ${describeVersion(to)}`;
	report.fact(`"${running.name}" at ${chain.url}: ${change}`);
	report.fact(`the hash to propose is ${code.hash}`);
	assertAcceptable(running, code);
	return running;
}

async function copy(chain, running, report) {
	report.enter(`copying the state of block ${running.number}`);
	const state = await copyState(chain, running.hash);
	const [entries, storages] = [state.top, state.children].map(({ size }) => size);
	report.fact(`${plural(entries, "value")}, and the storage of ${plural(storages, "contract")}`);
	const metadata = await metadataOf(chain, running.hash);
	const hasHash = await hasMetadataHash(chain, metadata, running.hash);
	return { state, metadata, hasHash, running, properties: running.properties };
}

const share = (part, whole) => Number((part * 10_000n) / whole) / 100;

// Both ways to run the migrations, then the clients' view, which the first one learns by the way.
async function runMigrations(copied, code, given, report) {
	report.enter("running the migrations on the copy");
	const { onlyInherents, metadata, hasHash } = await beginFirstBlock(folder, copied, code);
	report.fact(
		`the first block of the new code begins without a panic; multi-block migrations ${
			onlyInherents ? "follow" : "do not follow"
		}`,
	);
	report.enter("running the migrations with their checks, and the invariants of all pallets");
	const checks = given ?? (await makeChecks(code));
	if (checks.missing) {
		report.warn(checks.missing);
		return { metadata, hasHash };
	}
	const { used, limit } = await tryMigrations(folder, copied, checks);
	const percent = Math.max(
		share(used.refTime, limit.refTime),
		share(used.proofSize, limit.proofSize),
	);
	report.fact(`all checks pass; the migrations declare ${percent} % of a block's weight`);
	if (percent > 100) {
		throw new Harm("the single-block migrations weigh more than a block");
	}
	return { metadata, hasHash };
}

function tellClients(copied, code, { metadata, hasHash }, report) {
	report.enter("what changes for clients");
	const difference = compare(copied.metadata, metadata);
	report.fact(describeDifference(difference));
	console.log(indented(difference.lines.join("\n")));
	console.log(indented(subxtDiff(folder, copied.metadata, metadata)));
	const { transaction } = copied.running.version;
	if (difference.breaking.length > 0 && code.version.transaction === transaction) {
		const list = difference.breaking.map((line) => `\n      ${line}`).join("");
		report.warn(`transaction_version is ${transaction} as before, but calls changed:${list}`);
	}
	if (copied.hasHash && !hasHash) {
		report.warn(
			"the running code has the hash of its metadata, and the new one has not: Ledger and other " +
				"offline signers could not sign any more. Build it with --features metadata-hash",
		);
	}
}

async function startNetwork(chain, copied, report) {
	report.enter("starting a throw-away network of four validators on the copy, with the old code");
	const { running, state, properties, metadata } = copied;
	const code = state.top.get(CODE_KEY);
	const fresh = await freshState(chain, running, code, join(folder, "fresh.json"));
	const spec = join(folder, "old.json");
	writeSpec(spec, "rehearsal", properties, forkState(state, fresh, metadata));
	return startValidators(folder, spec);
}

async function rehearse({ path, url, tried }, report) {
	const code = readCode(path);
	const given = tried && readChecks(code, tried);
	const chain = await openChain(url);
	try {
		const running = await checkCode(chain, code, report);
		const copied = await copy(chain, running, report);
		const seen = await runMigrations(copied, code, given, report);
		tellClients(copied, code, seen, report);
		const nodes = await startNetwork(chain, copied, report);
		report.enter("upgrading it by a vote");
		await upgradeNetwork({ nodes, folder, running, code }, report);
	} finally {
		chain.close();
	}
}

function removeFolder() {
	if (!keep) {
		// A node that was killed a moment ago may still write.
		rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
	}
}

// For ends that cannot wait.
function abort(code, error) {
	if (error) {
		console.error(error);
	}
	if (folder) {
		killAllIn(folder);
		removeFolder();
	}
	process.exit(code);
}

async function main() {
	const report = startReport();
	let failure;
	try {
		const options = readArguments();
		keep = options.keep;
		folder = mkdtempSync(join(tmpdir(), "batara-rehearsal-"));
		const cleanup = startCleanup(folder);
		await rehearse(options, report).catch((error) => {
			failure = error;
		});
		await disconnectAll();
		await endAllIn(folder);
		cleanup.stdin.end();
		removeFolder();
	} catch (error) {
		failure ??= error;
	}
	const code = summarise(report, failure);
	if (keep && folder) {
		console.log(`    chain specs, databases and logs are kept in ${folder}`);
	}
	process.exit(code);
}

onSignal(abort);
process.on("uncaughtException", (error) => abort(1, error));
process.on("unhandledRejection", (error) => abort(1, error));

await main();
