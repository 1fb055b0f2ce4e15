// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers
// Usage: node scripts/network.mjs ports FILE
//          Are the ports of this zombienet file free?
//        node scripts/network.mjs watch FILE DIR GROUP
//          Follows the network that runs in this folder and process group.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";

const POLL_MS = 2_000;
const FIRST_FINAL_BLOCK_S = 300;
const REPORT_MS = 60_000;

// The usual development accounts. Which of them hold tokens is read from the genesis.
const DEV_ACCOUNTS = {
	"//Alice": "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
	"//Bob": "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
	"//Charlie": "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y",
	"//Dave": "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy",
	"//Eve": "5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw",
	"//Ferdie": "5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL",
};

const [command, file, dir, group] = process.argv.slice(2);
// The parser that the zombienet runner uses: both read the file alike.
const toml = createRequire(new URL("../zombienet/package.json", import.meta.url))("toml");
const { relaychain } = parse(file);
const nodes = relaychain.nodes;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const run = (program, ...args) =>
	execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

function fail(message) {
	console.error(`error: ${message}`);
	process.exit(1);
}

function parse(path) {
	try {
		return toml.parse(readFileSync(path, "utf8"));
	} catch (error) {
		return fail(`${path}, line ${error.location?.start.line}: ${error.message}`);
	}
}

// --- ports ---

function isFree(port) {
	return new Promise((resolve) => {
		const server = createServer();
		server.once("error", () => resolve(false));
		server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
	});
}

function holderOf(port) {
	try {
		const found = run("ss", "-Hltnp", `sport = :${port}`).match(/\(\("(.+?)",pid=(\d+)/);
		return found ? `${found[1]} (process ${found[2]})` : "another process";
	} catch {
		return "another process";
	}
}

async function checkPorts() {
	for (const node of nodes) {
		for (const key of ["rpc_port", "prometheus_port", "p2p_port"]) {
			const port = node[key];
			if (!port)
				fail(`${file}: node ${node.name} has no ${key}; scripts/devnet needs fixed ports`);
			if (!(await isFree(port))) {
				const use = key.replace("_port", "").toUpperCase();
				fail(
					`port ${port} (${use} of ${node.name}) is in use by ${holderOf(port)}: ` +
						`stop it, or change ${key} in ${file}`,
				);
			}
		}
	}
}

// --- watch ---

function commandLines() {
	return run("ps", "-A", "-ww", "-o", "pid=,pgid=,stat=,args=")
		.split("\n")
		.map((line) => line.trim().split(/\s+/))
		.filter(([, pgid, stat]) => pgid === group && !stat.startsWith("Z"))
		.map(([pid, , , ...args]) => ({ pid, line: args.join(" ") }));
}

function readLog(log) {
	return existsSync(log) ? readFileSync(log, "utf8").replace(/\x1b\[[0-9;]*m/g, "") : "";
}

function lastLines(log) {
	return readLog(log)
		.trimEnd()
		.split("\n")
		.slice(-15)
		.map((line) => `    ${line}`)
		.join("\n");
}

// The runner prints an error in the genesis and goes on with a chain spec that is edited by half.
function checkGenesis() {
	const error = readLog(`${dir}/zombienet.log`).match(/Unexpected error:.*/);
	if (error) fail(`zombienet could not edit the genesis of ${relaychain.chain}: ${error[0]}`);
}

const started = new Set();

// A node that was there and is gone has stopped; without the runner nobody collects the logs.
function checkProcesses() {
	const processes = commandLines();
	if (!processes.some(({ pid }) => pid === group)) {
		const log = `${dir}/zombienet.log`;
		fail(`the zombienet runner stopped. The end of ${log}:\n${lastLines(log)}`);
	}
	for (const { name } of nodes) {
		if (processes.some(({ line }) => line.includes(` --name ${name} `))) {
			started.add(name);
		} else if (started.has(name)) {
			const log = `${dir}/${name}.log`;
			fail(`node ${name} has stopped. The end of ${log}:\n${lastLines(log)}`);
		}
	}
}

async function rpc(method, ...params) {
	const answer = await fetch(`http://127.0.0.1:${nodes[0].rpc_port}`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
		signal: AbortSignal.timeout(5_000),
	});
	return /** @type {any} */ (await answer.json()).result;
}

async function heights() {
	try {
		const best = await rpc("chain_getHeader");
		const final = await rpc("chain_getHeader", await rpc("chain_getFinalizedHead"));
		return { best: Number(best.number), final: Number(final.number) };
	} catch {
		return undefined;
	}
}

function fundedAccounts() {
	const spec = JSON.parse(readFileSync(`${dir}/${relaychain.chain}-plain.json`, "utf8"));
	const { patch, config } = spec.genesis.runtimeGenesis;
	const balances = new Map((patch ?? config).balances.balances);
	const { tokenDecimals = 12, tokenSymbol = "" } = spec.properties ?? {};
	return Object.entries(DEV_ACCOUNTS)
		.filter(([, address]) => balances.has(address))
		.map(([uri, address]) => {
			const amount = (Number(balances.get(address)) / 10 ** tokenDecimals).toLocaleString("en");
			return `  ${uri.padEnd(9)} ${address}  ${amount} ${tokenSymbol}`;
		});
}

function printGuide() {
	const url = `ws://127.0.0.1:${nodes[0].rpc_port}`;
	const rows = nodes.map((node) =>
		[
			`  ${node.name.padEnd(9)} ws://127.0.0.1:${node.rpc_port}`,
			`metrics http://127.0.0.1:${node.prometheus_port}/metrics`,
			`log ${dir}/${node.name}.log`,
		].join("   "),
	);
	console.log(`
The network is running.

Nodes
${rows.join("\n")}

Polkadot.js Apps
  https://polkadot.js.org/apps/?rpc=${encodeURIComponent(url)}#/explorer

Accounts with tokens (development keys: everybody knows them)
${fundedAccounts().join("\n") || "  none of the development accounts: see the genesis"}
  and the validators' stashes (//Alice//stash, ...); the whole genesis: ${dir}/${relaychain.chain}-plain.json

Chain spec for more nodes: ${dir}/${relaychain.chain}.json
Stop with Ctrl-C. The next start begins at block 0 again.
`);
}

// If the script that started this one was killed outright, the network is stopped from here.
function checkParent(parent) {
	if (process.ppid === parent) return;
	process.kill(-group, "SIGKILL");
	process.exit(1);
}

async function watch() {
	const parent = process.ppid;
	const begin = Date.now();
	let guided = false;
	let reported = { at: 0, text: "" };
	for (;;) {
		checkParent(parent);
		checkProcesses();
		const seconds = Math.round((Date.now() - begin) / 1000);
		if (!guided) checkGenesis();
		const chain = await heights();
		const ready = existsSync(`${dir}/zombie.json`);
		const text = chain
			? `best block ${chain.best}, final ${chain.final}`
			: "waiting for the first node to answer";
		const due = guided ? REPORT_MS : 0;
		if (text !== reported.text && Date.now() - reported.at >= due) {
			console.log(
				`${String(seconds).padStart(4)} s  ${started.size} of ${nodes.length} nodes started, ${text}`,
			);
			reported = { at: Date.now(), text };
		}
		if (!guided && ready && chain && chain.final > 0) {
			console.log(`==> the first block is final after ${seconds} s`);
			printGuide();
			guided = true;
		}
		if (!guided && seconds > FIRST_FINAL_BLOCK_S) {
			fail(`no block became final within ${FIRST_FINAL_BLOCK_S} s; the logs are in ${dir}/`);
		}
		await sleep(POLL_MS);
	}
}

await (command === "ports" ? checkPorts() : watch());
