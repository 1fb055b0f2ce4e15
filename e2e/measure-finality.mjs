// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The finality and the forks of a running network, watched for some minutes, which ADR 0003 is decided
// by. It measures and never fails on a figure. It names the heights that took longest, to be
// looked up in the logs of the validators (`-lgrandpa=debug,afg=trace`).
//
//   node measure-finality.mjs [MINUTES] [WS_URL]      10 minutes of ws://127.0.0.1:9944

import { ApiPromise, WsProvider } from "@polkadot/api";

const minutes = Number(process.argv[2] ?? 10);
const url = process.argv[3] ?? "ws://127.0.0.1:9944";
const SLOT_MS = 3_000;
const SLOWEST = 10;

if (!(minutes > 0)) {
	console.error("error: give a number of minutes, such as 10");
	process.exit(2);
}

// Once, and no second time: a network that does not run will not run a moment later.
async function connectOnce() {
	const provider = new WsProvider(url, false);
	const answered = new Promise((resolve) => {
		provider.on("connected", () => resolve(true));
		provider.on("error", () => resolve(false));
	});
	await provider.connect();
	if (!(await answered)) {
		console.error(`error: no node answers at ${url}: start a network with scripts/devnet`);
		process.exit(2);
	}
	return ApiPromise.create({ provider, noInitWarn: true });
}

// First seen, by hash; the hashes of each height; and how long each height took to be final.
const seen = new Map();
const byHeight = new Map();
const lags = [];
const behind = [];
let best = 0;

function noteBlock(header) {
	const number = header.number.toNumber();
	const hash = header.hash.toHex();
	if (seen.has(hash)) {
		return;
	}
	seen.set(hash, { number, parent: header.parentHash.toHex(), at: Date.now() });
	byHeight.set(number, (byHeight.get(number) ?? new Set()).add(hash));
	best = Math.max(best, number);
}

// One message may stand for several blocks: all of them are final now.
function noteFinal(header) {
	const now = Date.now();
	behind.push(best - header.number.toNumber());
	for (let hash = header.hash.toHex(); seen.has(hash) && !seen.get(hash).final;) {
		const block = seen.get(hash);
		block.final = true;
		block.lag = now - block.at;
		lags.push(block.lag);
		hash = block.parent;
	}
}

const quantile = (values, q) =>
	[...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))];

function report(elapsed) {
	const slots = Math.round(elapsed / SLOT_MS);
	const heights = byHeight.size;
	const forks = [...byHeight.values()].filter((hashes) => hashes.size > 1).length;
	const perThousand = (count) => ((1_000 * count) / slots).toFixed(1);
	const seconds = (q) => `${(quantile(lags, q) / 1000).toFixed(2)} s`;
	console.log(`slots                    ${slots}`);
	console.log(`heights                  ${heights}`);
	console.log(`forks per 1,000 slots    ${perThousand(forks)}`);
	console.log(`no new height, per 1,000 ${perThousand(Math.max(0, slots - heights))}`);
	console.log(`finality lag p50 / p99   ${seconds(0.5)} / ${seconds(0.99)}`);
	console.log(`blocks behind p50 / max  ${quantile(behind, 0.5)} / ${Math.max(...behind)}`);
	reportSlowest();
}

function reportSlowest() {
	const final = [...seen].filter(([, block]) => block.final);
	final.sort(([, one], [, other]) => other.lag - one.lag);
	console.log("the slowest: height, lag, first seen (UTC), blocks at this height, hash");
	for (const [hash, { number, at, lag }] of final.slice(0, SLOWEST)) {
		const time = new Date(at).toISOString().slice(11, 23);
		const blocks = byHeight.get(number).size;
		console.log(`  ${number}  ${(lag / 1000).toFixed(2)} s  ${time}  ${blocks}  ${hash}`);
	}
}

const api = await connectOnce();
const start = Date.now();
await api.rpc.chain.subscribeAllHeads(noteBlock);
await api.rpc.chain.subscribeFinalizedHeads(noteFinal);
console.log(`watching ${url} for ${minutes} minutes`);
setTimeout(async () => {
	report(Date.now() - start);
	await api.disconnect();
}, minutes * 60_000);
