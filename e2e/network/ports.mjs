// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Free ports for nodes that start beside the network, and a check that the fixed ones are free.

import { once } from "node:events";
import { createServer } from "node:net";

/** @type {(port?: number, host?: string) => Promise<import("node:net").Server>} */
export async function listen(port = 0, host = "127.0.0.1") {
	const server = createServer();
	server.listen(port, host);
	await once(server, "listening");
	return server;
}

// The port that a server of `listen` has.
/** @type {(server: import("node:net").Server) => number} */
export const portOf = (server) => /** @type {import("node:net").AddressInfo} */ (server.address()).port;

// Below the ports that the system gives to connections, which may take one between its test and the
// start of a node, and above those of the networks. Each process has a range of its own.
const FIRST = 12_000;
const RANGE = 100;
const RANGES = 180;
let last = FIRST + (process.pid % RANGES) * RANGE;

async function nextFree() {
	last += 1;
	const port = last;
	return (await isFree(port)) ? port : nextFree();
}

// Three different ports.
/** @type {() => Promise<Ports>} */
export async function freePorts() {
	const rpcPort = await nextFree();
	const p2pPort = await nextFree();
	const prometheusPort = await nextFree();
	return { rpcPort, p2pPort, prometheusPort };
}

/** @type {(port: number) => Promise<boolean>} */
export async function isFree(port) {
	try {
		const server = await listen(port);
		await once(server.close(), "close");
		return true;
	} catch {
		return false;
	}
}
