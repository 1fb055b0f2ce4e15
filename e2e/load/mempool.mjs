// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The transactions that wait, as a node tells of them.

import { rpc } from "../chain/rpc.mjs";
import { readMetrics } from "../network/metrics.mjs";

export const LANES = ["operations", "governance", "payments", "contracts", "other"];

// As many as the node tells at a time.
const MOST = 1_000;
export const FEW = 5;

/** @type {(node: AnyNode) => Promise<any>} */
export const mempoolStatus = (node) => rpc(node, "mempool_status");

// In the order in which the author of the next block takes them.
/** @type {(node: AnyNode, lane?: string | null, limit?: number | null) => Promise<any[]>} */
export const mempoolPending = (node, lane = null, limit = null) =>
	rpc(node, "mempool_pending", lane, limit);

/** @type {(status: { lanes: any[] }, name: string) => any} */
export const laneOf = ({ lanes }, name) => lanes.find(({ lane }) => lane === name);

// What the node tells at one moment: `calls` are the first contract calls.
/** @type {(node: NetworkNode) => Promise<any>} */
export async function mempoolSnapshot(node) {
	const [status, pending, calls, metrics] = await Promise.all([
		mempoolStatus(node),
		mempoolPending(node, null, MOST),
		mempoolPending(node, "contracts", FEW),
		readMetrics(node),
	]);
	return { status, pending, calls, metrics };
}
