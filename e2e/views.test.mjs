// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The view functions of our pallets, through the two clients that users have. Both are asked about
// the same final block.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { stringCamelCase } from "@polkadot/util";

import { BTR, freshAccount, fundedAccounts, stashOf } from "./chain/accounts.mjs";
import { startsSession } from "./chain/blocks.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { normalLimit } from "./chain/inclusion.mjs";
import { rpc, waitForFinalized } from "./chain/rpc.mjs";
import { BUDGET, PER_TRANSACTION, startSponsorship } from "./chain/sponsorship.mjs";
import { submitOk } from "./chain/transactions.mjs";
import { connectPapi, disconnectPapi, view } from "./chain/views.mjs";
import { waitFor } from "./chain/waiting.mjs";
import { node } from "./network/state.mjs";

const SHARES = { Operations: 10, Governance: 10, Payments: 25, Contracts: 15, Other: 5 };

const alice = node("alice");
const stash = stashOf("alice");
const beneficiary = freshAccount();
let api;
let papi;
let sponsor;
let block;
let release;
let at;

before(async () => {
	api = await connect(alice);
	papi = connectPapi(alice);
	[sponsor] = await fundedAccounts(api, 1, 20n * BTR);
	const { number } = await startSponsorship(api, alice, sponsor, beneficiary, { Lane: "Payments" });
	await waitForFinalized(alice, number);
	block = await ordinaryBlock(number);
	// PAPI lets go of a block when the next one is final.
	release = papi.hodlBlock(block.hash);
	at = await api.at(block.hash);
});
after(async () => {
	release?.();
	disconnectPapi();
	await disconnectAll();
});

// A final block from `number` on that opens no session: there the state shows no room for lanes.
const ordinaryBlock = (number) =>
	waitFor("a final block that opens no session", async () => {
		const final = await papi.getFinalizedBlock();
		const done = final.number >= number && !(await startsSession(api, final.hash));
		return { done, value: final, seen: `block ${final.number}` };
	});

// Whether an answer of @polkadot/api says the same as one of PAPI.
function assertSame(codec, value, path) {
	if (Array.isArray(value)) {
		assert.equal(codec.length, value.length, path);
		value.forEach((item, index) => assertSame(codec[index], item, `${path}[${index}]`));
	} else if (typeof value !== "object") {
		assert.equal(codec.toString(), value.toString(), path);
	} else if ("type" in value) {
		assert.equal(codec.type, value.type, path);
		if (value.value !== undefined) {
			assertSame(codec.value, value.value, `${path}.${value.type}`);
		}
	} else {
		Object.entries(value).forEach(([field, item]) =>
			assertSame(codec[stringCamelCase(field)], item, `${path}.${field}`),
		);
	}
}

// Asks through both clients, and gives back the answer that they agree on, as @polkadot/api has it.
async function ask(pallet, name, values = [], papiValues = values) {
	const answer = await view(at, pallet, name, ...values);
	const other = await papi.getUnsafeApi().view[pallet][name](...papiValues, { at: block.hash });
	assertSame(answer, other, `${pallet}.${name}`);
	return answer;
}

test("fee_quote quotes what payment_queryInfo does, and how far it can move", async () => {
	const call = api.tx.balances.transferKeepAlive(beneficiary.address, BTR);
	const signed = await call.signAsync(sponsor, { nonce: -1 });
	const info = await rpc(alice, "payment_queryInfo", signed.toHex(), block.hash);
	const [refTime, proofSize] = [info.weight.ref_time, info.weight.proof_size].map(BigInt);
	const quote = await ask(
		"FeePolicy",
		"fee_quote",
		[{ refTime, proofSize }, signed.encodedLength],
		[{ ref_time: refTime, proof_size: proofSize }, signed.encodedLength],
	);
	assert.equal(quote.fee.toBigInt(), BigInt(info.partialFee));
	assert.ok(quote.feeAfterEmptyBlock.toBigInt() <= quote.fee.toBigInt());
	assert.ok(quote.feeAfterFullBlock.toBigInt() >= quote.fee.toBigInt());
	assert.ok(quote.level.toBigInt() >= 10n ** 18n, "the lowest level is 1");
	const { slow, standard, fast } = quote.tips.payments;
	assert.ok(slow.toBigInt() <= standard.toBigInt() && standard.toBigInt() <= fast.toBigInt());
});

test("lanes tells the guarantees of the five lanes", async () => {
	const lanes = await ask("FeePolicy", "lanes");
	assert.deepEqual(
		lanes.map(({ lane }) => lane.type),
		Object.keys(SHARES),
	);
	for (const { lane, share, guaranteed, reserved } of lanes) {
		const percent = SHARES[lane.type];
		assert.equal(share.toNumber(), percent * 10_000);
		assert.equal(guaranteed.toBigInt(), (normalLimit(api) * BigInt(percent)) / 100n);
		assert.ok(reserved.toBigInt() > 0n && reserved.toBigInt() <= guaranteed.toBigInt());
	}
});

test("sponsorships_of tells who pays, how much and for what", async () => {
	const [one, ...others] = await ask("FeePolicy", "sponsorships_of", [beneficiary.address]);
	assert.equal(others.length, 0);
	assert.equal(one.sponsor.toString(), sponsor.address);
	assert.equal(one.budget.toBigInt(), BUDGET);
	assert.equal(one.perTransaction.toBigInt(), PER_TRANSACTION);
	assert.ok(one.expires.toNumber() > block.number);
	assert.equal(one.scope.asLane.type, "Payments");
	assert.equal(one.deposit.toBigInt(), api.consts.feePolicy.sponsorshipDeposit.toBigInt());
});

test("account agrees with the storage of System, Balances and Staking", async () => {
	for (const { address } of [sponsor, stash, beneficiary]) {
		const account = await ask("Accounts", "account", [address]);
		const { nonce, data } = await at.query.system.account(address);
		assert.equal(account.nonce.toNumber(), nonce.toNumber());
		for (const field of ["free", "reserved", "frozen"]) {
			assert.equal(account[field].toBigInt(), data[field].toBigInt(), `${field} of ${address}`);
		}
		const holds = await at.query.balances.holds(address);
		assert.deepEqual(
			account.holds.map(([reason, amount]) => [reason.toString(), amount.toBigInt()]),
			holds.map(({ id, amount }) => [id.toString(), amount.toBigInt()]),
		);
		const ledger = await at.query.staking.ledger(address);
		const bonded = ledger.isSome ? ledger.unwrap().active.toBigInt() : 0n;
		assert.equal(account.bonded.toBigInt(), bonded);
	}
});

test("supply adds up, and is the total issuance", async () => {
	const supply = await ask("Accounts", "supply");
	const amount = (field) => supply[field].toBigInt();
	assert.equal(amount("issued"), (await at.query.balances.totalIssuance()).toBigInt());
	assert.equal(
		amount("genesis") + amount("emitted") - amount("burnedByFees") - amount("burnedOtherwise"),
		amount("issued"),
	);
	assert.ok(amount("burnedByFees") > 0n && amount("emissionPerEra") > 0n);
	const { fees, emission } = supply.treasuryIncome;
	assert.ok(fees.toBigInt() > 0n, "the treasury has a share of fees");
	assert.ok(emission.toBigInt() < amount("emitted"), "and of what staking issues");
});

test("a sponsorship of the past is not told any more", async () => {
	await submitOk(api, api.tx.feePolicy.withdraw(beneficiary.address), sponsor);
	const left = await view(api, "FeePolicy", "sponsorships_of", beneficiary.address);
	assert.equal(left.length, 0);
});
