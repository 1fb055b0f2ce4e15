// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The lengths of epochs, eras, bonds and the delay of slashes on the network of the suites. An era of
// the preset `local` takes three minutes; here elections, payouts, bonds and slashes come within a
// minute or two.

// The fields of `validators.timing` in the genesis.
export const TIMING = { epochSlots: 10, epochsPerEra: 1, bondingEras: 2, slashDeferEras: 1 };

// Blocks in which so many epochs are over, at most: empty slots make them fewer.
/** @type {(count: number) => number} */
export const blocksOfEpochs = (count) => count * TIMING.epochSlots;

export const ERA_BLOCKS = blocksOfEpochs(TIMING.epochsPerEra);

// The lengths that the running chain has, as its metadata tells them.
/** @type {(api: Api) => Timing} */
export function timingOf({ consts: { babe, staking } }) {
	const epochsPerEra = staking.sessionsPerEra.toNumber();
	return {
		epochSlots: babe.epochDuration.toNumber(),
		epochsPerEra,
		bondingEras: staking.bondingDuration.toNumber(),
		slashDeferEras: staking.slashDeferDuration.toNumber(),
	};
}
