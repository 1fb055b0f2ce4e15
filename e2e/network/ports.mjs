// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Free ports for nodes that start beside the network, and a check that the fixed ones are free.

import { once } from "node:events";
import { createServer } from "node:net";

export async function listen(port = 0, host = "127.0.0.1") {
	const server = createServer();
	server.listen(port, host);
	await once(server, "listening");
	return server;
}

// Three different ports: all are held until the last one is known.
export async function freePorts() {
	const servers = await Promise.all([listen(), listen(), listen()]);
	const [rpcPort, p2pPort, prometheusPort] = servers.map((server) => server.address().port);
	await Promise.all(servers.map((server) => once(server.close(), "close")));
	return { rpcPort, p2pPort, prometheusPort };
}

export async function isFree(port) {
	try {
		const server = await listen(port);
		await once(server.close(), "close");
		return true;
	} catch {
		return false;
	}
}
