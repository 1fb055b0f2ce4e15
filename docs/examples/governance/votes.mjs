// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Votes as the chain takes them.

import { units } from "../shared/amounts.mjs";

// Returns the name of a conviction of 0 to 6.
/** @type {(times?: string | number) => string} */
export const conviction = (times = 1) => (Number(times) ? `Locked${times}x` : "None");

// Returns a vote for or against, with an amount in base units.
/** @type {(aye: boolean, balance: bigint, times?: string | number) => any} */
export const standardVote = (aye, balance, times) => ({
	Standard: { vote: { aye, conviction: conviction(times) }, balance },
});

// Votes by their word on the command line, with whole BTR.
/** @type {Record<string, (btr: string, times?: string) => any>} */
export const VOTES = {
	aye: (btr, times) => standardVote(true, units(btr), times),
	nay: (btr, times) => standardVote(false, units(btr), times),
	abstain: (btr) => ({ SplitAbstain: { aye: 0, nay: 0, abstain: units(btr) } }),
};
