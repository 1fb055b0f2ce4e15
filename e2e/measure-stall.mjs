// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The pace of a chain while finality stands still, by the length of the tail that is not final, which
// the back-off of the authors (node/src/consensus/authoring.rs) is decided by. It reads the blocks
// that are there, measures and never fails on a figure.
//
//   node measure-stall.mjs [WS_URL] [LAST_FINAL]
//     ws://127.0.0.1:9944, and the last block that is final there. After a revival give the block that
//     was the last final one before it.

import { ApiPromise, WsProvider } from "@polkadot/api";

const url = process.argv[2] ?? "ws://127.0.0.1:9944";
// Up to 50 blocks nobody waits, from 58 on all wait for as long as they ever do.
const BANDS = [
	[1, 50],
	[51, 58],
	[59, 100],
	[101, Infinity],
];

/** @type {Api} */
const api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
const numberOf = (header) => header.number.toNumber();

async function timeOf(number) {
	const at = await api.at(await api.rpc.chain.getBlockHash(number));
	return (await at.query.timestamp.now()).toNumber();
}

async function lastFinal() {
	return numberOf(await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead()));
}

const final = process.argv[3] === undefined ? await lastFinal() : Number(process.argv[3]);
const best = numberOf(await api.rpc.chain.getHeader());
const times = [];
for (let number = final; number <= best; number += 1) {
	times.push(await timeOf(number));
}
console.log(`last final block ${final}, best block ${best}`);
console.log("blocks after the last final one   blocks   seconds a block   longest");
for (const [from, to] of BANDS) {
	const waits = times.slice(from - 1, Math.min(to, best - final) + 1);
	const steps = waits.slice(1).map((time, place) => (time - waits[place]) / 1_000);
	if (steps.length === 0) {
		continue;
	}
	const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
	const band = `${from} to ${to === Infinity ? best - final : to}`;
	console.log(
		`${band.padEnd(33)} ${String(steps.length).padStart(6)} ${mean.toFixed(1).padStart(17)}` +
			`${String(Math.max(...steps)).padStart(10)}`,
	);
}
await api.disconnect();
