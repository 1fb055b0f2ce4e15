// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// A contract that burns as much gas as its caller asks for: what a flood of contract calls calls.
//
// Each round looks for a storage item that is not there. That is dear in weight and cheap in CPU
// time, so that blocks are full by weight before the machine, which runs all nodes, is busy.

import { u8aToHex } from "@polkadot/util";

import { submitOk } from "../chain/transactions.mjs";
import { say } from "../chain/waiting.mjs";
import { deployWat } from "./wat.mjs";

// The input is the number of rounds, as u32. Memory: room for the input at 0, the input at 4, the
// key of 32 zero bytes at 8.
const SOURCE = `
(module
	(import "seal0" "input" (func $input (param i32 i32)))
	(import "seal0" "contains_storage" (func $contains_storage (param i32) (result i32)))
	(import "env" "memory" (memory 1 1))
	(func (export "deploy"))
	(func (export "call")
		(local $rounds i32)
		(i32.store (i32.const 0) (i32.const 4))
		(call $input (i32.const 4) (i32.const 0))
		(local.set $rounds (i32.load (i32.const 4)))
		(loop $next
			(drop (call $contains_storage (i32.const 8)))
			(br_if $next (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))))
`;

// Of two dry runs the cost of a round is the difference.
const SAMPLE_ROUNDS = [1, 11];
// Gas beyond what the dry run needed, in hundredths.
const MARGIN = 1n;

function inputOf(rounds) {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(rounds);
	return u8aToHex(bytes);
}

// Gas that a call of so many rounds needs, by a dry run.
/**
 * @type {(
 *   api: Api,
 *   owner: Addressed,
 *   contract: string,
 *   rounds: number,
 * ) => Promise<{ refTime: bigint, proofSize: bigint }>}
 */
async function gasFor(api, { address }, contract, rounds) {
	const { gasRequired, result } = await api.call.contractsApi.call(
		address,
		contract,
		0,
		null,
		null,
		inputOf(rounds),
	);
	if (result.isErr) {
		throw new Error(`the dry run of ${rounds} rounds failed: ${result.asErr}`);
	}
	return {
		refTime: gasRequired.refTime.toBigInt(),
		proofSize: gasRequired.proofSize.toBigInt(),
	};
}

const withMargin = (amount) => amount + (amount * MARGIN) / 100n;

// The rounds that fit into `refTime` picoseconds, and the gas limit that they leave next to nothing
// of.
async function calibrate(api, owner, contract, refTime) {
	const [few, more] = await Promise.all(
		SAMPLE_ROUNDS.map((rounds) => gasFor(api, owner, contract, rounds)),
	);
	const perRound = (more.refTime - few.refTime) / BigInt(SAMPLE_ROUNDS[1] - SAMPLE_ROUNDS[0]);
	const rounds = Number((refTime - few.refTime) / perRound);
	const needed = await gasFor(api, owner, contract, rounds);
	say(`a call of ${rounds} rounds needs ${needed.refTime / 1_000_000n} µs of gas`);
	const gas = {
		refTime: withMargin(needed.refTime),
		proofSize: withMargin(needed.proofSize),
	};
	return { input: inputOf(rounds), gas };
}

// Uploads and instantiates the contract. Each `call()` of the answer makes a transaction that uses
// about `refTime` picoseconds of gas. `send` sends the deployment and gives back its events.
/**
 * @type {(
 *   api: Api,
 *   owner: Account,
 *   refTime: bigint,
 *   send?: (api: Api, call: Call, signer: Account) => Promise<{ events: any[] }>,
 * ) => Promise<{ call(): Call }>}
 */
export async function deployGasBurner(api, owner, refTime, send = submitOk) {
	const { address } = await deployWat(api, owner, "gas-burner", SOURCE, { send });
	const { input, gas } = await calibrate(api, owner, address, refTime);
	return { call: () => api.tx.contracts.call(address, 0, gas, null, input) };
}
