// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// PAPI as its users have it: over a full node, and over a light client (smoldot) that warps to the head,
// follows the network across eras, and proves what it reads.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { getPolkadotSigner } from "polkadot-api/signer";

import { BTR, freshAccount, fundedAccounts } from "./chain/accounts.mjs";
import { balanceAt } from "./chain/balances.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { patienceFor } from "./chain/limits.mjs";
import { finalized, hashAt, waitForFinalized } from "./chain/rpc.mjs";
import { ERA_BLOCKS } from "./chain/timing.mjs";
import { connectPapi, disconnectPapi } from "./chain/views.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { startLightClient } from "./network/light-client.mjs";
import { node } from "./network/state.mjs";
import { eraAt } from "./validators/payouts.mjs";

// Changes of the era that the light client has to follow.
const ERAS = 2;
const FUNDS = 10n * BTR;
// smoldot 3.4.1 warps where its peers are at least 32 blocks ahead, and else takes block by block.
const WARP_BLOCKS = 40;
// A change of the voters whose proof it has checked.
const PROVED = /^warp-sync-fragment-verify-success/;

const alice = node("alice");
let api;
let sender;
let light;
let warpedTo;

before(async () => {
	api = await connect(alice);
	[sender] = await fundedAccounts(api, 1, FUNDS);
	await waitForFinalized(alice, WARP_BLOCKS);
});
after(async () => {
	await light?.stop();
	disconnectPapi();
	await disconnectAll();
});

const balanceOf = async (papi, { address }) =>
	(await papi.getUnsafeApi().query.System.Account.getValue(address)).data.free;

// Sends one BTR and holds the answer to what the chain has then.
async function assertTransferIsFinal(papi) {
	const receiver = freshAccount();
	const signer = getPolkadotSigner(sender.publicKey, "Sr25519", (data) => sender.sign(data));
	const dest = { type: "Id", value: receiver.address };
	const call = papi.getUnsafeApi().tx.Balances.transfer_keep_alive({ dest, value: BTR });
	const { ok, block, events } = await call.signAndSubmit(signer);
	assert.ok(ok);
	assert.ok(events.some(({ type, value }) => type === "Balances" && value.type === "Transfer"));
	await waitForFinalized(alice, block.number);
	assert.equal(await hashAt(alice, block.number), block.hash, "it is in the chain of all");
	assert.equal((await balanceAt(api, block.hash, receiver)).free, BTR);
	assert.equal(await balanceOf(papi, receiver), BTR);
	say(`final in block ${block.number}`);
}

test("a transfer that is sent through a full node is final", () =>
	assertTransferIsFinal(connectPapi(alice)));

test("a light client warps from the genesis to a final block of now", async () => {
	const target = await finalized(alice);
	light = await startLightClient();
	const { number, hash } = await waitFor(
		`the light client to know final block ${target.number}`,
		async () => {
			const final = await light.papi.getFinalizedBlock();
			return { done: final.number >= target.number, value: final, seen: `block ${final.number}` };
		},
		{ timeout: patienceFor(2 * ERA_BLOCKS) },
	);
	const proved = light.warp.filter((line) => PROVED.test(line));
	assert.ok(proved.length > 1, `it warps over changes of the voters: ${light.warp.join("; ")}`);
	say(`${proved.length} proofs to block ${number}`);
	await waitForFinalized(alice, number);
	assert.equal(await hashAt(alice, number), hash);
	warpedTo = number;
});

// A light client knows headers alone: what it reads comes with a proof against one of them.
async function assertReadsBalance(papi) {
	const { data } = await api.query.system.account(sender.address);
	assert.equal(await balanceOf(papi, sender), data.free.toBigInt());
}

test("the light client reads the balance of the chain by proof", () => assertReadsBalance(light.papi));

test("a transfer that is sent through the light client is final", () =>
	assertTransferIsFinal(light.papi));

test(`the light client follows finality across ${ERAS} changes of the era`, async () => {
	const before = await eraAt(api, await hashAt(alice, warpedTo));
	const steps = light.warp.length;
	const { number, hash } = await waitFor(
		`the light client to know a final block of era ${before + ERAS}`,
		async () => {
			const { number, hash } = await light.papi.getFinalizedBlock();
			await waitForFinalized(alice, number);
			const era = await eraAt(api, await hashAt(alice, number));
			return {
				done: era >= before + ERAS,
				value: { number, hash },
				seen: `${number}, era ${era}`,
			};
		},
		{ timeout: patienceFor((ERAS + 1) * ERA_BLOCKS), every: 1_000 },
	);
	assert.equal(await hashAt(alice, number), hash);
	assert.equal(light.warp.length, steps, "it did not warp again");
	await assertReadsBalance(light.papi);
});
