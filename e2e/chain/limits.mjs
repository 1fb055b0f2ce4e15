// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The numbers that the suites hold the network to, in one place.
// Bounds are counted in blocks; waits only guard against a run that hangs.

// Blocks by which the finalised head may trail the best head in a healthy network.
export const FINALITY_BOUND = 4;

// Blocks within which a validator of the set must have authored one. With four validators the
// chance to miss 60 slots in a row is below 1 in 30 million.
export const AUTHORING_BOUND = 60;

// Slot time of the `local` network: turns bounds in blocks into generous waits.
export const SLOT_MS = 3_000;

// How long `blocks` blocks may take before a wait gives up: six times the slot time, and less than a
// suite may take, which would tell nothing of what it waited for.
/** @type {(blocks: number) => number} */
export const patienceFor = (blocks) => Math.min(Math.max(60_000, blocks * SLOT_MS * 6), 600_000);

// The most blocks that the best chain may grow by while finality stands still during an upgrade, as any
// node sees it. The operators have compiled the new runtime before, or all nodes would stop to do it
// (ADR 0022). Alone on a machine it is one block (`scripts/bench upgrade`); a busy one, as in CI, gives a
// node several blocks at once, and tells it afterwards that they are final.
export const UNFINALIZED_BOUND = 3;
