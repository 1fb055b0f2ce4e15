// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The contracts of contracts/ on the network, through @polkadot/api-contract. Most of the time is
// waiting for blocks: the contracts are tested beside each other, each with accounts of its own.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { stringToHex } from "@polkadot/util";

import { BTR, freshAccount, fundedAccounts } from "./chain/accounts.mjs";
import { balanceAt, balancesAcross, spentIn } from "./chain/balances.mjs";
import { connect, disconnectAll } from "./chain/connection.mjs";
import { assertRejected, INVALID } from "./chain/refusals.mjs";
import { rpc, waitForBest } from "./chain/rpc.mjs";
import { exists, startSponsorship } from "./chain/sponsorship.mjs";
import { findEvents, submit, submitOk } from "./chain/transactions.mjs";
import { readBundle } from "./contracts/bundles.mjs";
import { call, callOk, deploy, deployExisting, dryRun, read, withAbiOf } from "./contracts/ink.mjs";
import { deploySelfTerminating, KEPT_BYTES } from "./contracts/self-terminating.mjs";
import { openReferendum } from "./governance/votes.mjs";
import { node } from "./network/state.mjs";

const BESIDE = { concurrency: true };
const IN_ORDER = { concurrency: false };
const EACH = 100n * BTR;

const alice = node("alice");
let api;
const holders = [];

// An account with 100 BTR that no other contract uses.
const holder = () => holders.pop();

describe("contracts", BESIDE, () => {
	before(async () => {
		api = await connect(alice);
		holders.push(...(await fundedAccounts(api, 14, EACH)));
	});
	after(disconnectAll);

	describe("deposits", IN_ORDER, () => {
		let owner;
		let fees;
		let ending;

		test("deploying holds deposits at the prices of the chain", async () => {
			owner = holder();
			ending = await deploySelfTerminating(api, owner);
			fees = ending.fee;
			const { query } = await api.at(ending.hash);
			const [{ id, amount }] = await query.balances.holds(owner.address);
			assert.deepEqual([id.type, id.value.type], ["Contracts", "CodeUploadDepositReserve"]);
			assert.equal(amount.toBigInt(), ending.codeDeposit);
			const { free, held } = await balanceAt(api, ending.hash, ending);
			const spent = ending.fee + ending.codeDeposit + free + held;
			assert.equal(await spentIn(api, ending, owner), spent);

			const info = (await query.contracts.contractInfoOf(ending.address)).unwrap();
			const { depositPerByte, depositPerItem } = api.consts.contracts;
			assert.equal(info.storageBytes.toNumber(), KEPT_BYTES);
			assert.equal(
				info.storageByteDeposit.toBigInt(),
				depositPerByte.toBigInt() * BigInt(KEPT_BYTES),
			);
			assert.equal(info.storageItemDeposit.toBigInt(), depositPerItem.toBigInt());
		});

		test("code in use is not removed", async () => {
			const sent = await submit(api, api.tx.contracts.removeCode(ending.codeHash), owner);
			assert.equal(sent.error, "contracts.CodeInUse");
			fees += sent.fee;
		});

		test("a contract that ends gives its storage deposit back", async () => {
			const sent = await submitOk(api, ending.end(), owner);
			fees += sent.fee;
			assert.equal(findEvents(sent.events, "contracts", "Terminated").length, 1);
			assert.deepEqual(await balanceAt(api, sent.hash, ending), { free: 0n, held: 0n });
			const { free, held } = await balanceAt(api, sent.hash, owner);
			assert.equal(held, ending.codeDeposit);
			assert.equal(free + held, EACH - fees, "only fees are gone");
		});

		test("the code of an ended contract gives its deposit back", async () => {
			const sent = await submitOk(api, api.tx.contracts.removeCode(ending.codeHash), owner);
			fees += sent.fee;
			const [removed] = findEvents(sent.events, "contracts", "CodeRemoved");
			assert.equal(removed.data.depositReleased.toBigInt(), ending.codeDeposit);
			assert.deepEqual(await balanceAt(api, sent.hash, owner), { free: EACH - fees, held: 0n });
		});
	});

	describe("psp22", IN_ORDER, () => {
		const bundle = readBundle("psp22");
		const SUPPLY = 1_000_000n;
		let owner;
		let friend;
		let stranger;
		let token;

		const balances = async () => {
			const each = [owner, friend, stranger].map(({ address }) =>
				read(token, owner, "PSP22::balance_of", address),
			);
			return (await Promise.all(each)).map((balance) => balance.toBigInt());
		};

		test("a bundle is deployed for the deposit that the dry run told", async () => {
			[owner, friend, stranger] = [holder(), holder(), holder()];
			const metadata = ["Dram", "DRM", 12];
			const sent = await deploy(api, bundle, owner, [SUPPLY, ...metadata]);
			token = sent.contract;
			assert.equal(await spentIn(api, sent, owner), sent.fee + sent.quoted);
			const [{ name, from, to, value }] = sent.emitted;
			assert.equal(name, "Transfer");
			assert.ok(from.isNone, "the supply comes from nobody");
			assert.equal(to.unwrap().toString(), owner.address);
			assert.equal(value.toBigInt(), SUPPLY);
			const symbol = await read(token, stranger, "PSP22Metadata::token_symbol");
			assert.equal(symbol.unwrap().toString(), "DRM");
		});

		test("code on the chain makes another token without being sent again", async () => {
			const sent = await deployExisting(api, bundle, stranger, [7, null, null, 0]);
			assert.equal(findEvents(sent.events, "contracts", "CodeStored").length, 0);
			assert.equal((await balanceAt(api, sent.hash, stranger)).held, 0n);
			const supply = await read(sent.contract, owner, "PSP22::total_supply");
			assert.deepEqual([supply.toNumber(), (await balances())[0]], [7, SUPPLY]);
		});

		test("a transfer does what the dry run told", async () => {
			const args = [friend.address, 300, []];
			const expected = await dryRun(token, owner, "PSP22::transfer", args);
			assert.ok(expected.deposit > 0n, "the new balance is stored");
			const sent = await callOk(token, owner, "PSP22::transfer", args);
			assert.equal(await spentIn(api, sent, owner), sent.fee + expected.deposit);
			const [{ name, from, to, value }] = sent.emitted;
			assert.equal(name, "Transfer");
			assert.deepEqual(
				[from.unwrap().toString(), to.unwrap().toString(), value.toNumber()],
				[owner.address, friend.address, 300],
			);
			assert.deepEqual(await balances(), [SUPPLY - 300n, 300n, 0n]);
		});

		test("dry runs name the errors of all three layers", async () => {
			const args = [friend.address, 1, []];
			const poor = await dryRun(token, stranger, "PSP22::transfer", args);
			assert.equal(poor.error.type, "InsufficientBalance");
			// The ABI of another contract: this one has no message with that selector.
			const misread = withAbiOf(token, readBundle("flipper"));
			assert.equal((await dryRun(misread, stranger, "flip")).refusal, "CouldNotReadInput");
			const paid = await dryRun(token, friend, "PSP22::transfer", args, { value: 1n });
			assert.equal(paid.failure, "contracts.ContractTrapped");
		});

		test("failed calls change nothing but cost a fee", async () => {
			const args = [owner.address, 1, []];
			const { gas } = await dryRun(token, friend, "PSP22::transfer", args);
			const half = { refTime: gas.refTime / 2n, proofSize: gas.proofSize };
			const failures = [
				[stranger, {}, "contracts.ContractReverted"],
				[friend, { gas: half }, "contracts.OutOfGas"],
				[owner, { value: 1n }, "contracts.ContractTrapped"],
			];
			const earlier = await balances();
			await Promise.all(
				failures.map(async ([who, options, error]) => {
					const sent = await call(token, who, "PSP22::transfer", args, options);
					assert.equal(sent.error, error);
					assert.equal(await spentIn(api, sent, who), sent.fee);
				}),
			);
			assert.deepEqual(await balances(), earlier);
		});
	});

	describe("upgradeable", IN_ORDER, () => {
		const next = readBundle("upgradeable-next");
		let owner;
		let uploader;
		let counter;

		const codeHashAt = async (hash) => {
			const { query } = await api.at(hash);
			const info = await query.contracts.contractInfoOf(counter.address);
			return info.unwrap().codeHash.toHex();
		};

		test("a contract is deployed, its next version uploaded by somebody else", async () => {
			[owner, uploader] = [holder(), holder()];
			const upload = api.tx.contracts.uploadCode(next.source.wasm, null, "Enforced");
			const [sent] = await Promise.all([
				deploy(api, readBundle("upgradeable"), owner),
				submitOk(api, upload, uploader),
			]);
			counter = sent.contract;
			await callOk(counter, owner, "inc");
			assert.equal((await read(counter, owner, "get")).toNumber(), 1);
		});

		test("only the owner upgrades, and only to code on the chain", async () => {
			const foreign = await dryRun(counter, uploader, "set_code", [next.source.hash]);
			assert.equal(foreign.error.type, "NotOwner");
			const unknown = await dryRun(counter, owner, "set_code", [`0x${"07".repeat(32)}`]);
			assert.equal(unknown.error.type, "CodeNotFound");
		});

		test("an upgrade keeps address and storage", async () => {
			const sent = await callOk(counter, owner, "set_code", [next.source.hash]);
			const [{ name, codeHash }] = sent.emitted;
			assert.equal(name, "CodeChanged");
			assert.equal(codeHash.toHex(), next.source.hash);
			assert.equal(await codeHashAt(sent.hash), next.source.hash);
			counter = withAbiOf(counter, next);
			assert.equal((await read(counter, owner, "version")).toNumber(), 2);
			assert.equal((await read(counter, owner, "get")).toNumber(), 1);
			assert.equal((await read(counter, owner, "owner")).toString(), owner.address);
		});

		test("an upgraded contract does what the new code says", async () => {
			await callOk(counter, uploader, "inc");
			assert.equal((await read(counter, owner, "get")).toNumber(), 5);
		});
	});

	describe("multisig", IN_ORDER, () => {
		const REFERENCE = stringToHex("invoice 2041");
		const receiver = freshAccount();
		let owners;
		let multisig;

		test("three owners share what the multisig was created with", async () => {
			owners = [holder(), holder(), holder()];
			const args = [owners.map(({ address }) => address), 2];
			const funds = { value: 10n * BTR };
			const sent = await deploy(api, readBundle("multisig"), owners[0], args, funds);
			multisig = sent.contract;
			const [{ name, from, value }] = sent.emitted;
			assert.equal(name, "Deposited");
			assert.equal(from.toString(), owners[0].address);
			assert.equal(value.toBigInt(), funds.value);
		});

		test("nothing is paid before two owners confirm", async () => {
			const payment = { dest: { Id: receiver.address }, value: BTR, reference: REFERENCE };
			const proposed = { Runtime: { Accounts: { TransferWithReference: payment } } };
			await callOk(multisig, owners[0], "submit", [proposed]);
			const early = await dryRun(multisig, owners[0], "execute", [0]);
			assert.equal(early.error.type, "NotEnoughConfirmations");
			const foreign = await dryRun(multisig, holders[0], "confirm", [0]);
			assert.equal(foreign.error.type, "NotOwner");
		});

		test("the chain pays from the multisig's account, with the reference", async () => {
			const confirm = (owner) => callOk(multisig, owner, "confirm", [0]);
			await Promise.all(owners.slice(1).map(confirm));
			const sent = await callOk(multisig, owners[0], "execute", [0]);
			const [{ data }] = findEvents(sent.events, "accounts", "TransferredWithReference");
			const { from, to, value, reference } = data;
			assert.deepEqual(
				[from.toString(), to.toString(), value.toBigInt(), reference.toHex()],
				[multisig.address.toString(), receiver.address, BTR, REFERENCE],
			);
			assert.deepEqual(
				sent.emitted.map(({ name }) => name),
				["Executed"],
			);
			assert.equal((await balanceAt(api, sent.hash, receiver)).free, BTR);
			assert.ok((await read(multisig, owners[0], "proposal", 0)).isNone);
		});
	});

	describe("dao", IN_ORDER, () => {
		// Blocks in which votes are taken: what is proposed is final before they are over.
		const PERIOD = 10;
		const BALANCE = 15n * BTR;
		let founder;
		let dao;
		let referendum;
		let proposal;

		test("a member proposes to vote in a referendum of the chain", async () => {
			founder = holder();
			const funds = { value: 20n * BTR };
			const [deployed, opened] = await Promise.all([
				deploy(api, readBundle("dao"), founder, [PERIOD, 50], funds),
				openReferendum(api, holder()),
			]);
			[dao, referendum] = [deployed.contract, opened];
			const { index } = referendum;
			const action = {
				VoteInReferendum: { index, aye: true, conviction: 2, balance: BALANCE },
			};
			const sent = await callOk(dao, founder, "propose", [action, "Aye to the remark"]);
			[proposal] = sent.emitted;
			assert.equal(proposal.name, "Proposed");
			assert.equal(proposal.action.asVoteInReferendum.balance.toBigInt(), BALANCE);
			assert.equal(proposal.ends.toNumber(), sent.number + PERIOD);
		});

		test("members vote until the time for votes is over", async () => {
			const sent = await callOk(dao, founder, "vote", [proposal.id, true]);
			assert.deepEqual(
				sent.emitted.map(({ name }) => name),
				["Voted"],
			);
			const early = await dryRun(dao, founder, "execute", [proposal.id]);
			assert.equal(early.error.type, "VotingNotEnded");
			await waitForBest(alice, proposal.ends.toNumber());
		});

		test("the chain counts the vote of the dao with its own BTR", async () => {
			const sent = await callOk(dao, founder, "execute", [proposal.id]);
			const [{ data }] = findEvents(sent.events, "convictionVoting", "Voted");
			assert.equal(data.who.toString(), dao.address.toString());
			const { query } = await api.at(sent.hash);
			const info = await query.referenda.referendumInfoFor(referendum.index);
			const { ayes, nays, support } = info.unwrap().asOngoing.tally;
			assert.deepEqual(
				[ayes, nays, support].map((votes) => votes.toBigInt()),
				[2n * BALANCE, 0n, BALANCE],
			);
			const [lock] = await query.balances.locks(dao.address);
			assert.equal(lock.amount.toBigInt(), BALANCE);
		});
	});

	describe("sponsored", IN_ORDER, () => {
		const player = freshAccount();
		let sponsor;
		let game;

		// A guess that is worth a place on the empty board.
		async function goodGuess() {
			for (let guess = 0; ; guess += 1) {
				const points = await read(game, player, "points", player.address, guess);
				if (points.toNumber() > 0) {
					return { guess, points: points.toNumber() };
				}
			}
		}

		test("a sponsor pays for calls of the game", async () => {
			sponsor = holder();
			game = (await deploy(api, readBundle("sponsored"), holder())).contract;
			await startSponsorship(api, alice, sponsor, player, { Contract: game.address });
			assert.equal(await exists(api, alice, player), true);
		});

		test("a player without BTR plays at the cost of the sponsor", async () => {
			const { guess, points } = await goodGuess();
			const sent = await callOk(game, player, "play", [guess]);
			const [{ data }] = findEvents(sent.events, "feePolicy", "FeeSponsored");
			assert.deepEqual(
				data.map((value) => value.toString()),
				[sponsor.address, player.address, sent.fee.toString()],
			);
			const [before, now] = await balancesAcross(api, sent, sponsor);
			assert.deepEqual(now, { ...before, held: before.held - sent.fee });
			assert.deepEqual(await balanceAt(api, sent.hash, player), { free: 0n, held: 0n });

			const [played] = sent.emitted;
			assert.equal(played.player.toString(), player.address);
			assert.equal(played.place.unwrap().toNumber(), 1);
			const [best] = await read(game, player, "best");
			assert.deepEqual(
				[best.player.toString(), best.guess.toNumber(), best.points.toNumber()],
				[player.address, guess, points],
			);
		});

		test("a sponsored player has to pay for any other call", async () => {
			const signed = await api.tx.system.remark("0x").signAsync(player, { nonce: -1 });
			const sent = rpc(alice, "author_submitExtrinsic", signed.toHex());
			await assertRejected(sent, INVALID, /inability to pay/i);
		});
	});
});
