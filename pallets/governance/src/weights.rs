// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the calls of this pallet cost. A runtime measures it: scripts/weights.

use polkadot_sdk::frame_support::weights::Weight;

/// The weights of calls.
pub trait WeightInfo {
	/// Note two preimages, submit, set the title, place the decision deposit. The call has `s`
	/// bytes.
	fn propose(s: u32) -> Weight;
	/// One value.
	fn set_track() -> Weight;
	/// One value.
	fn authorize_upgrade() -> Weight;
	/// Look for an alarm that is due in a block without any.
	fn alarms() -> Weight;
	/// Find and remove an alarm, without its call.
	fn alarm() -> Weight;
}

/// For tests.
impl WeightInfo for () {
	fn propose(s: u32) -> Weight {
		Weight::from_parts(5_000, 0)
			.saturating_mul(s.into())
			.saturating_add(Weight::from_parts(400_000_000, 0))
	}
	fn set_track() -> Weight {
		Weight::from_parts(6_000_000, 0)
	}
	fn authorize_upgrade() -> Weight {
		Weight::from_parts(5_000_000, 0)
	}
	fn alarms() -> Weight {
		Weight::from_parts(10_000_000, 0)
	}
	fn alarm() -> Weight {
		Weight::from_parts(10_000_000, 0)
	}
}
