// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The upgrade on the throw-away network: proposed, voted on and applied as on the real one, then
// watched until it has done all that it does.

import { account, BTR, freshAccount } from "../chain/accounts.mjs";
import { connect, disconnect } from "../chain/connection.mjs";
import { hashAt, rpc, waitForFinalized } from "../chain/rpc.mjs";
import { errorName, findEvents, submit } from "../chain/transactions.mjs";
import { say } from "../chain/waiting.mjs";
import { passProposal } from "../governance/proposals.mjs";
import { firstBlockOf, percent, weightShareAt } from "../governance/upgrading.mjs";
import { alarmsOf } from "../network/logs.mjs";
import { describeVersion } from "./code.mjs";
import { VOTERS } from "./fork.mjs";
import { hasEnded } from "./nodes.mjs";
import { Harm, plural, Refused } from "./outcome.mjs";

// Blocks that must become final after the upgrade.
const WATCHED_BLOCKS = 10;
// How long multi-block migrations may take. All the time only inherents pass.
const MIGRATION_BOUND = 1_000;
const TELL_EVERY = 20;
const MIGRATIONS = "multiBlockMigrations";

const isClosed = async ({ query }) => (await query.safeMode.enteredUntil()).isSome;

// Votes for the code and sends it. Gives back the block from which on it is the code of the chain.
async function voteAndApply(api, node, code) {
	if (!api.tx.governance?.propose) {
		throw new Error("the running chain has no pallet Governance: nothing can be proposed on it");
	}
	const kind = { Upgrade: { codeHash: code.hash } };
	const passed = await passProposal(api, node, kind, "Rehearsal", { voters: VOTERS });
	say(`the vote passed in block ${passed.approved} and was enacted in block ${passed.enacted}`);
	let sent;
	try {
		sent = await submit(api, api.tx.system.applyAuthorizedUpgrade(code.hex), account("//Bob"));
	} catch (error) {
		throw new Harm(`the transaction with the code is refused or never final: ${error.message}`);
	}
	const [rejected] = findEvents(sent.events, "system", "RejectedInvalidAuthorizedUpgrade");
	const reason = sent.error ?? (rejected && errorName(api, rejected.data.error));
	if (reason) {
		throw new Refused(`the authorized code is rejected: ${reason}`);
	}
	return { number: sent.number, hash: sent.hash, parent: sent.parent };
}

// All nodes have the same block of the switch, the old version before and the new one from it on.
async function assertSwitched(nodes, { number, hash, parent }, { running, code }) {
	for (const node of nodes) {
		await waitForFinalized(node, number);
		const own = await hashAt(node, number);
		const versions = await Promise.all(
			[parent, hash].map((at) => rpc(node, "state_getRuntimeVersion", at)),
		);
		const found = versions.map(({ specName, specVersion }) => `${specName} ${specVersion}`);
		const wanted = [running.version, code.version].map(describeVersion);
		if (own !== hash || found.join() !== wanted.join()) {
			throw new Harm(`${node.name} has ${found.join(" => ")} at block ${number}, ${own}`);
		}
	}
}

async function migrationsIn(api, hash) {
	const at = await api.at(hash);
	const events = (await at.query.system.events())
		.map(({ event }) => event)
		.filter(({ section }) => section === MIGRATIONS);
	return { events, ongoing: (await at.query[MIGRATIONS].cursor()).isSome };
}

// Goes through the blocks after the switch as they become final, until the watched ones are over
// and no migration is under way. Gives back the last block, and how long migrations took.
async function followBlocks(api, node, from) {
	let blocks = 0;
	let completed = 0;
	for (let number = from + 1; ; number += 1) {
		await waitForFinalized(node, number);
		const { events, ongoing } = await migrationsIn(api, await hashAt(node, number));
		const failed = events.find(({ method }) => method === "MigrationFailed");
		if (failed) {
			return { number, blocks: number - from, failed: failed.data.index.toNumber() };
		}
		completed += events.filter(({ method }) => method === "MigrationCompleted").length;
		blocks = ongoing ? number - from : blocks;
		if (!ongoing && number >= from + WATCHED_BLOCKS) {
			return { number, blocks, completed };
		}
		if (number > from + MIGRATION_BOUND) {
			throw new Harm(`multi-block migrations are not through after ${MIGRATION_BOUND} blocks`);
		}
		if (ongoing && blocks % TELL_EVERY === 0) {
			say(`multi-block migrations have been running for ${plural(blocks, "block")}`);
		}
	}
}

// What finality does when a block cannot be built: nodes say why in their logs.
async function watch(nodes, folder, look) {
	try {
		const seen = await look();
		await Promise.all(nodes.map((node) => waitForFinalized(node, seen.number)));
		return seen;
	} catch (error) {
		if (error instanceof Harm) {
			throw error;
		}
		const alarms = alarmsOf(folder).slice(0, 5);
		throw new Harm(["the chain does not go on:", error.message, ...alarms].join("\n"));
	}
}

async function assertMigrated(api, { blocks, completed, failed, number }, wasClosed) {
	const closed = (await isClosed(api)) && !wasClosed;
	const what = closed ? "; the chain is in safe mode, only the calls of OpenInSafeMode pass" : "";
	if (failed !== undefined) {
		throw new Harm(
			`multi-block migration ${failed} fails in block ${number}, ${plural(blocks, "block")} ` +
				`after the upgrade${what}`,
		);
	}
	if (closed) {
		throw new Harm("the upgrade enters safe mode: only the calls of OpenInSafeMode pass");
	}
	return completed > 0
		? `${plural(completed, "multi-block migration")} took ${plural(blocks, "block")}, in which ` +
				"no transaction passes"
		: "no multi-block migration ran";
}

async function assertTransferPasses(api) {
	const transfer = api.tx.balances.transferKeepAlive(freshAccount().address, BTR);
	const { error } = await submit(api, transfer, account("//Charlie")).catch(({ message }) => ({
		error: message,
	}));
	if (error) {
		throw new Harm(`a transfer after the upgrade fails: ${error}`);
	}
}

function assertNoAlarms(nodes, folder) {
	const ended = nodes.filter(hasEnded).map(({ name }) => `${name} has ended`);
	const alarms = [...ended, ...alarmsOf(folder)];
	if (alarms.length > 0) {
		throw new Harm(["nodes raise alarms:", ...alarms].join("\n"));
	}
}

// The whole of it. Facts go to the report; what goes wrong is thrown.
/**
 * @type {(
 *   network: { nodes: RehearsalNode[], folder: string, running: any, code: Code },
 *   report: Report,
 * ) => Promise<void>}
 */
export async function upgradeNetwork({ nodes, folder, running, code }, report) {
	const [node] = nodes;
	await Promise.all(nodes.map((each) => waitForFinalized(each, 1)));
	const old = await connect(node);
	const wasClosed = await isClosed(old);
	const block = await voteAndApply(old, node, code);
	await disconnect(old);
	await watch(nodes, folder, async () => {
		await assertSwitched(nodes, block, { running, code });
		return block;
	});
	report.fact(`applied in block ${block.number}: all nodes have the new version from it on`);

	const seen = await watch(nodes, folder, async () =>
		followBlocks(await connect(node), node, block.number),
	);
	const api = await connect(node);
	report.fact(await assertMigrated(api, seen, wasClosed));
	const share = await weightShareAt(api, (await firstBlockOf(node, block)).hash);
	const heavy = `the first block of the new code takes ${percent(share)} of a block's weight`;
	if (share > 1) {
		throw new Harm(heavy);
	}
	report.fact(heavy);
	report.fact(`blocks and finality went on for ${plural(seen.number - block.number, "block")}`);
	if (wasClosed) {
		report.warn("the running chain is in safe mode: whether transfers pass was not tried");
	} else {
		await assertTransferPasses(api);
		report.fact("a transfer passes after it");
	}
	assertNoAlarms(nodes, folder);
}
