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
	/// Forget up to 64 pauses, and begin `c`.
	fn pause(c: u32) -> Weight;
	/// End `c` pauses.
	fn resume(c: u32) -> Weight;
	/// Enter safe mode.
	fn safe_mode() -> Weight;
	/// Jail `d` validators of 500, change what staking elects, and store what is to follow.
	fn revive(d: u32) -> Weight;
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
	fn pause(c: u32) -> Weight {
		Weight::from_parts(20_000_000, 0).saturating_mul(u64::from(c).saturating_add(64))
	}
	fn resume(c: u32) -> Weight {
		Weight::from_parts(20_000_000, 0).saturating_mul(u64::from(c).saturating_add(1))
	}
	fn safe_mode() -> Weight {
		Weight::from_parts(20_000_000, 0)
	}
	fn revive(d: u32) -> Weight {
		Weight::from_parts(100_000_000, 0).saturating_mul(u64::from(d).saturating_add(1))
	}
	fn alarms() -> Weight {
		Weight::from_parts(10_000_000, 0)
	}
	fn alarm() -> Weight {
		Weight::from_parts(10_000_000, 0)
	}
}
