// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A flood of contract calls with large tips fills the blocks, and still nobody else has to wait.
//
// Environment: BATARA_FLOOD (calls), BATARA_TRIALS (how often others send while it goes on).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { encodeAddress } from "@polkadot/util-crypto";

import { startsSession } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { normalLimit } from "./chain/inclusion.mjs";
import { assertRejected } from "./chain/refusals.mjs";
import { say } from "./chain/waiting.mjs";
import { BYSTANDER_TIP } from "./load/bystanders.mjs";
import { FLOOD_TIP } from "./load/flood.mjs";
import { runLanesTrial } from "./load/lanes-trial.mjs";
import { FEW, laneOf, LANES, mempoolPending } from "./load/mempool.mjs";
import { byLane, readMetrics, valueOf } from "./network/metrics.mjs";
import { node } from "./network/state.mjs";

const CALLS = Number(process.env.BATARA_FLOOD ?? 2_000);
const TRIALS = Number(process.env.BATARA_TRIALS ?? 6);

const WAITING_AT_LEAST = 0.25;
const BLOCKS_AT_MOST = 2;
const FULLEST_AT_LEAST = 0.9;
const AVERAGE_AT_LEAST = 0.8;
const CONTRACTS_PERCENT = 15;
// While all other lanes are awake, half of a block less what hooks take; more while some are idle. Which of
// both the block of a snapshot was is chance.
const BESIDE_OTHERS_AT_LEAST = 0.45;
const INVALID_PARAMS = -32602;
const PICOSECONDS_PER_SECOND = 1e12;

const alice = node("alice");
let api;
let result;

before(async () => {
	api = await connect(alice);
	result = await runLanesTrial(api, alice, { calls: CALLS, trials: TRIALS });
	for (const { number, calls, waiting, fullness, opensSession } of result.blocks) {
		const note = opensSession ? ", opens a session" : "";
		const percent = (100 * fullness).toFixed(1);
		say(`block ${number}: ${calls} calls, ${percent} % full, ${waiting} wait${note}`);
	}
});
after(disconnectAll);

const snapshots = () => result.trials.map(({ snapshot }) => snapshot).filter(Boolean);

// The entries of a trial's own transactions in the snapshot that was made right after it. One that
// a block took in between is missing.
const ownEntries = ({ sent, snapshot }) =>
	sent.flatMap((own) => {
		const entry = snapshot.pending.find(({ hash }) => hash === own.hash);
		return entry ? [{ own, entry }] : [];
	});

test("every trial came while a quarter of the flood or more was waiting", () => {
	const shares = result.trials.map(({ waiting }) => waiting);
	assert.equal(shares.length, TRIALS);
	assert.ok(Math.min(...shares) >= WAITING_AT_LEAST, `shares that waited: ${shares}`);
});

test(`payments, votes and validators' calls enter within ${BLOCKS_AT_MOST} blocks`, () => {
	const outcomes = result.trials.flatMap(({ number, outcomes }) =>
		outcomes.map((outcome) => ({ sentAt: number, ...outcome })),
	);
	assert.equal(outcomes.length, 3 * TRIALS);
	assert.deepEqual(
		outcomes.filter(({ blocks, failed }) => blocks > BLOCKS_AT_MOST || failed),
		[],
	);
});

test("contract calls fill a block while the other lanes are idle", () => {
	const fullness = result.alone.map((block) => block.fullness);
	assert.ok(fullness.length > 0, "no block was left to the flood alone");
	assert.ok(Math.max(...fullness) >= FULLEST_AT_LEAST, `fullness of the blocks: ${fullness}`);
});

test("no block ends early while contract calls wait", () => {
	const fullness = result.alone.map((block) => block.fullness);
	const average = fullness.reduce((sum, each) => sum + each, 0) / fullness.length;
	assert.ok(average >= AVERAGE_AT_LEAST, `fullness of the blocks: ${fullness}`);
});

test("every call of the flood enters, and none fails", () => {
	const calls = result.blocks.reduce((sum, block) => sum + block.calls, 0);
	assert.equal(calls, CALLS);
	assert.equal(result.blocks.at(-1).waiting, 0);
	const failed = result.blocks.reduce((sum, block) => sum + block.failed.size, 0);
	assert.equal(failed, 0, "failed transactions");
});

test("mempool_status counts what waits in each lane", async () => {
	const limit = Number(normalLimit(api));
	assert.ok(snapshots().length > 0);
	for (const { status } of snapshots()) {
		assert.match(status.at, /^0x[0-9a-f]{64}$/);
		assert.ok(Number.isInteger(status.ready) && Number.isInteger(status.future));
		const unknown = status.lanes.filter(({ lane }) => !LANES.includes(lane));
		assert.deepEqual(unknown, []);
		const inLanes = status.lanes.reduce((sum, { transactions }) => sum + transactions, 0);
		assert.equal(inLanes, status.ready);
		const contracts = laneOf(status, "contracts");
		assert.ok(contracts.transactions >= WAITING_AT_LEAST * CALLS);
		assert.ok(contracts.weight > limit, "more waits than a block holds");
		// The state of a block that opens a session shows no room at all.
		if (!(await startsSession(api, status.at))) {
			assert.equal(contracts.guaranteed, (limit * CONTRACTS_PERCENT) / 100);
		}
		assert.equal(contracts.lowestTip, FLOOD_TIP.toString());
		assert.equal(contracts.highestTip, FLOOD_TIP.toString());
	}
});

test("payments stand before contract calls, though they tip a hundredth", () => {
	let seen = 0;
	for (const trial of result.trials.filter(({ snapshot }) => snapshot)) {
		const { pending } = trial.snapshot;
		const positions = pending.map(({ position }) => position);
		assert.deepEqual(
			positions,
			[...positions].sort((a, b) => a - b),
			"in order",
		);
		const firstCall = pending.find(({ lane }) => lane === "contracts");
		const payment = ownEntries(trial).find(({ own }) => own.kind === "payment");
		if (firstCall && payment) {
			seen += 1;
			assert.ok(BigInt(payment.entry.tip) < BigInt(firstCall.tip));
			assert.ok(payment.entry.position < firstCall.position);
		}
	}
	assert.ok(seen > 0, "no snapshot had both a payment and contract calls");
});

test("mempool_pending tells what a transaction is and pays", () => {
	const entries = result.trials.filter(({ snapshot }) => snapshot).flatMap(ownEntries);
	assert.ok(entries.length > 0);
	for (const { own, entry } of entries) {
		assert.equal(entry.lane, own.lane);
		assert.equal(encodeAddress(entry.sender, 42), own.sender);
		assert.equal(entry.tip, BYSTANDER_TIP.toString());
		assert.match(entry.fee, /^[1-9]\d*$/);
		assert.equal(entry.length, own.hex.length / 2 - 1);
		assert.ok(entry.weight > 0 && entry.ageMs >= 0);
	}
});

test("mempool_pending answers for one lane, and as many as asked for", () => {
	for (const { calls } of snapshots()) {
		assert.deepEqual(
			calls.map(({ lane }) => lane),
			Array(FEW).fill("contracts"),
		);
	}
});

test("mempool_pending refuses a lane that does not exist", async () => {
	await assertRejected(mempoolPending(alice, "nonsense"), INVALID_PARAMS);
});

// They are counted once a block: what they tell of a flood that shrinks is too much rather than too
// little.
test("metrics tell what waits in each lane", () => {
	const blockSeconds = Number(normalLimit(api)) / PICOSECONDS_PER_SECOND;
	for (const { metrics } of snapshots()) {
		const transactions = byLane(metrics, "batara_mempool_waiting_transactions");
		assert.deepEqual(Object.keys(transactions).sort(), [...LANES].sort());
		assert.ok(transactions.contracts >= WAITING_AT_LEAST * CALLS, `${transactions.contracts}`);
		const { contracts } = byLane(metrics, "batara_mempool_waiting_weight_seconds");
		assert.ok(contracts > blockSeconds, `${contracts} s of calls wait`);
	}
});

test("metrics tell how full blocks are, and that room became dearer", () => {
	const parts = snapshots().map(({ metrics }) => byLane(metrics, "batara_block_fullness_ratio"));
	for (const lanes of parts) {
		const whole = Object.values(lanes).reduce((sum, part) => sum + part, 0);
		assert.ok(whole <= 1 + 1e-9, JSON.stringify(lanes));
	}
	const fullest = Math.max(...parts.map(({ contracts }) => contracts));
	assert.ok(fullest >= BESIDE_OTHERS_AT_LEAST, JSON.stringify(parts));
	const level = valueOf(snapshots().at(-1).metrics, "batara_fee_level");
	assert.ok(level > 1, `fee level ${level}`);
});

test("metrics tell that every block was built in the order of the lanes", async () => {
	const metrics = await readMetrics(alice);
	assert.equal(valueOf(metrics, "batara_mempool_order_fallbacks_total"), 0);
	assert.ok(valueOf(metrics, "batara_mempool_inspection_seconds_count") > 0);
	assert.ok(valueOf(metrics, "batara_block_seals_recorded_total") > 0);
	assert.ok(valueOf(metrics, "batara_equivocations_reported_total") >= 0);
	const refused = byLane(metrics, "batara_mempool_refused_transactions_total");
	assert.deepEqual(Object.keys(refused).sort(), [...LANES].sort());
});
