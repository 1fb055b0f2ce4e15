// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The people who launch a chain by docs/guides/launch-your-own-chain.md: four operators with keys and a
// machine each, and a coordinator who makes the chain spec of what they send.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { freshFolder, startLoneNode } from "../network/lone-node.mjs";
import { freePorts } from "../network/ports.mjs";
import { blockOf, runBlock } from "./commands.mjs";

const GUIDE = "launch-your-own-chain";
const CHAIN_ID = "my_chain";
// The machines of the first two operators.
export const BOOT_NODES = 2;

// The one block with this text.
/** @type {(text: string, options: Parameters<typeof runBlock>[1]) => ReturnType<typeof runBlock>} */
export const followBlock = (text, options) => runBlock(blockOf(GUIDE, text), options);

// Blocks of one shell session on the machine of a node, which has ports of its own here.
/**
 * @type {(
 *   node: Ports,
 *   texts: string[],
 *   options: Parameters<typeof runBlock>[1],
 * ) => ReturnType<typeof runBlock>}
 */
export function followOn(node, texts, options) {
	const block = texts
		.map((text) => blockOf(GUIDE, text))
		.join("")
		.replaceAll("127.0.0.1:9944", `127.0.0.1:${node.rpcPort}`)
		.replaceAll("127.0.0.1:9615", `127.0.0.1:${node.prometheusPort}`);
	return runBlock(block, options);
}

const fieldsOf = (text, name) =>
	[...text.matchAll(new RegExp(`^ *${name}: +(.+)$`, "gm"))].map(([, value]) => value);

// What an operator sends to the coordinator, and the session phrase, which the machine needs.
/** @type {(number: number, variables: Record<string, string>) => Promise<Operator>} */
export async function makeOperator(number, variables) {
	const folder = freshFolder();
	const options = { cwd: folder, variables };
	const { stdout: phrases } = await followBlock("--words 24", options);
	const { stdout: keys } = await followBlock("--scheme ed25519 grandpa", options);
	const { stderr: peerId } = await followBlock("generate-node-key --chain dev", options);
	const [babe, grandpa, discovery] = fieldsOf(keys, "SS58 Address");
	return {
		number,
		folder,
		variables,
		stash: fieldsOf(phrases, "SS58 Address")[0],
		keys: { babe, grandpa, discovery },
		publicKeys: fieldsOf(keys, "Public key \\(hex\\)").map((key) => key.slice(2)),
		session: fieldsOf(phrases, "Secret phrase")[1],
		peerId: peerId.trim(),
		ports: await freePorts(),
	};
}

const replace = (placeholder, value) => `s|${placeholder}|${value}|`;

function valuesOf({ number, stash, keys }) {
	return [
		replace(`<stash account of validator ${number}>`, stash),
		replace(`<babe key of validator ${number}, sr25519>`, keys.babe),
		replace(`<grandpa key of validator ${number}, ed25519>`, keys.grandpa),
		replace(`<authority discovery key of validator ${number}, sr25519>`, keys.discovery),
	];
}

// The file of values for `sed`. Each of `owners` gets 10 BTR.
/** @type {(operators: Operator[], rest: { holder: string, owners: string[] }) => string} */
export function valuesFile(operators, { holder, owners }) {
	const bootNodes = operators
		.slice(0, BOOT_NODES)
		.map(({ ports, peerId }) => `"/dns/localhost/tcp/${ports.p2pPort}/p2p/${peerId}"`);
	const lines = owners.map((owner) => `["${owner}", 10000000000000],`);
	return [
		...operators.flatMap(valuesOf),
		replace("<account that holds the rest of the issuance>", holder),
		replace('"balances": \\[$', `&${lines.join(" ")}`),
		replace('"name": "Bataranetwork Staging"', '"name": "My Chain"'),
		replace('"id": "batara_staging"', `"id": "${CHAIN_ID}"`),
		replace('"protocolId": "batara_staging"', '"protocolId": "mychain"'),
		replace('"bootNodes": \\[\\]', `"bootNodes": [${bootNodes.join(", ")}]`),
		"",
	].join("\n");
}

// Does what the guide has an operator do on the machine, and tells the names of the keystore's files.
/**
 * @type {(
 *   operator: Operator,
 *   spec: string,
 * ) => Promise<{ arguments: string[], keystore: string[] }>}
 */
export async function prepareMachine(operator, spec) {
	const base = join(operator.folder, "machine");
	const data = join(base, "chains", CHAIN_ID);
	const arguments_ = ["--chain", spec, "--base-path", base];
	const variables = { ...operator.variables, SPEC: arguments_.join(" "), DATA: data };
	mkdirSync(base);
	await followBlock("rm node-key", { cwd: operator.folder, variables });
	const { stdout } = await followBlock("key insert $SPEC", {
		cwd: operator.folder,
		variables,
		input: `${operator.session}\n`,
	});
	return { arguments: arguments_, keystore: stdout.trim().split(/\s+/) };
}

// It signs at once: otherwise a validator of a live chain listens for a minute first. Four machines on
// one say nothing about the hardware of either.
/** @type {(operator: Operator, machine: { arguments: string[] }) => Promise<LoneNode>} */
export function startMachine({ ports, number }, machine) {
	const options = ["--no-hardware-benchmarks", "--name", `operator-${number}`];
	return startLoneNode([...machine.arguments, "--validator", ...options], ports);
}
