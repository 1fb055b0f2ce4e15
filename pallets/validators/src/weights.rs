// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Weights of the calls and hooks of this pallet. A runtime measures them: scripts/weights.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of calls and hooks.
pub trait WeightInfo {
	/// Bond, set keys, validate.
	fn join() -> Weight;
	/// Chill, unbond, and the list of leavers.
	fn leave() -> Weight;
	/// Set keys.
	fn rotate_keys() -> Weight;
	/// Validate.
	fn rejoin() -> Weight;
	/// One value.
	fn set_election_limits() -> Weight;
	/// A look at `n` candidates, of whom a ninth are too many.
	fn make_room(n: u32) -> Weight;
	/// The end of an epoch of `n` validators, of whom a third is chilled.
	fn close_epoch(n: u32) -> Weight;
	/// A look at how far the payouts of an era are in which `n` validators had points.
	fn resume_payouts(n: u32) -> Weight;
	/// This pallet's part in paying one page.
	fn pay_page() -> Weight;
	/// Purge keys and withdraw the stake of one leaver, who was slashed in 32 eras.
	fn release() -> Weight;
}

/// For tests.
const TEST_WORK: Weight = Weight::from_parts(20_000_000, 0);

/// For tests.
impl WeightInfo for () {
	fn join() -> Weight {
		TEST_WORK
	}
	fn leave() -> Weight {
		TEST_WORK
	}
	fn rotate_keys() -> Weight {
		TEST_WORK
	}
	fn rejoin() -> Weight {
		TEST_WORK
	}
	fn set_election_limits() -> Weight {
		TEST_WORK
	}
	fn make_room(n: u32) -> Weight {
		TEST_WORK.saturating_mul(n.into())
	}
	fn close_epoch(n: u32) -> Weight {
		TEST_WORK.saturating_mul(n.into())
	}
	fn resume_payouts(_: u32) -> Weight {
		TEST_WORK
	}
	fn pay_page() -> Weight {
		TEST_WORK
	}
	fn release() -> Weight {
		TEST_WORK
	}
}
