// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// How soon blocks are final, by the distance between four validators and by how they vote, measured: the
// ways to vote take turns, each on a network of its own in network namespaces, at each distance. It
// measures and never fails on a figure.
//
//   node measure-distances.mjs [MINUTES] [ROUNDS]      1.5 minutes each and 1 round unless said otherwise

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

import { ApiPromise, WsProvider } from "@polkadot/api";

import { watchFinality } from "./bench/chain-facts.mjs";
import { quantile } from "./bench/statistics.mjs";
import { say, waitFor } from "./chain/waiting.mjs";
import { benchBinary, nodeBinary, runtimeCache } from "./network/locations.mjs";

const minutes = Number(process.argv[2] ?? 1.5);
const rounds = Number(process.argv[3] ?? 1);
if (!(minutes > 0) || !(rounds > 0)) {
	console.error("error: give a number of minutes and of rounds, such as 1.5 1");
	process.exit(2);
}

// From one validator to another, in milliseconds, with the share of packets that get lost.
const DISTANCES = [
	{ delay: 0, loss: 0 },
	{ delay: 50, loss: 0.01 },
	{ delay: 150, loss: 0.01 },
	{ delay: 300, loss: 0.01 },
];
const WAYS = {
	"100 ms": ["--gossip-duration", "100"],
	"333 ms": ["--gossip-duration", "333"],
	"333 ms, two blocks behind": ["--gossip-duration", "333", "--vote-behind-best", "2"],
};
const NODES = 4;
const WARM_BLOCKS = 4;
const STARTS_WITHIN_MS = 180_000;

// Starts the network and gives back its first node, when all answer.
async function start(folder, { delay, loss }, args) {
	const options = ["--folder", folder, "--delay", delay, "--loss", loss].map(String);
	const child = spawn(benchBinary(), ["network", ...options, "--", "--pool-limit", "8192", ...args], {
		stdio: ["pipe", "pipe", "inherit"],
		env: {
			...process.env,
			BATARA_NODE: nodeBinary(),
			BATARA_RUNTIME_CACHE_PATH: runtimeCache(),
		},
	});
	const urls = [];
	for await (const line of createInterface({ input: child.stdout })) {
		urls.push(...(line.match(/ws:\/\/\S+/g) ?? []));
		if (urls.length === NODES) {
			break;
		}
	}
	return { child, url: urls[0] };
}

async function lookAtFinal(api) {
	const header = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
	const number = header.number.toNumber();
	return { done: number >= WARM_BLOCKS, seen: `final ${number}` };
}

async function measure(distance, args) {
	const folder = mkdtempSync(join(tmpdir(), "batara-measure-"));
	const { child, url } = await start(join(folder, "network"), distance, args);
	try {
		const api = await ApiPromise.create({ provider: new WsProvider(url), noInitWarn: true });
		await waitFor("blocks to be final", () => lookAtFinal(api), { timeout: STARTS_WITHIN_MS });
		const finality = await watchFinality(api);
		await new Promise((done) => setTimeout(done, minutes * 60_000));
		const lags = finality.stop();
		await api.disconnect();
		return lags;
	} finally {
		child.stdin.end();
		await once(child, "close");
		rmSync(folder, { recursive: true, force: true });
	}
}

const lags = new Map();
for (let round = 1; round <= rounds; round += 1) {
	for (const distance of DISTANCES) {
		for (const [way, args] of Object.entries(WAYS)) {
			const key = `${distance.delay} ms | ${100 * distance.loss} % | ${way}`;
			say(`round ${round}: ${key}`);
			lags.set(key, [...(lags.get(key) ?? []), ...(await measure(distance, args))]);
		}
	}
}
const seconds = (values, part) => (quantile(values, part) / 1000).toFixed(2);
console.log(
	"| Delay | Loss | Gossip duration | Blocks | Final after, p50 | p99 |\n|---|---|---|---|---|---|",
);
for (const [key, values] of lags) {
	const cells = [values.length, `${seconds(values, 0.5)} s`, `${seconds(values, 0.99)} s`];
	console.log(`| ${key} | ${cells.join(" | ")} |`);
}
process.exit(0);
