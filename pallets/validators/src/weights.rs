// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the calls and hooks of this pallet cost.
//!
//! Not measured yet. Calls cost what pallet-staking 50 and pallet-session 50 measured for the calls
//! that they are made of, and 20 us for their own work; hooks are estimated from the storage that
//! they touch. A runtime replaces them by what the bencher measures.

use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{traits::Get, weights::Weight},
	frame_system,
	pallet_session::{self, WeightInfo as _},
	pallet_staking::{self, WeightInfo as _},
};

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
	/// The end of an epoch of `n` validators, of whom a third is chilled.
	fn close_epoch(n: u32) -> Weight;
	/// A look at how far the payouts are, and the points of 1,000 validators.
	fn resume_payouts() -> Weight;
	/// This pallet's part in paying one page.
	fn pay_page() -> Weight;
	/// Purge keys and withdraw the stake of one leaver.
	fn release() -> Weight;
}

/// This pallet's own work in a call, in picoseconds.
const OWN_WORK_PS: u64 = 20_000_000;
/// To decode one of the validators' points, in picoseconds.
const POINT_PS: u64 = 100_000;
/// To judge one validator, in picoseconds.
const JUDGE_PS: u64 = 3_000_000;
/// Validators with points that an era can have.
const MAX_POINTS: u64 = 1_000;

/// Weights with the database prices of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);

type Staking<T> = pallet_staking::weights::SubstrateWeight<T>;
type Session<T> = pallet_session::weights::SubstrateWeight<T>;

fn own<T: frame_system::Config>(reads: u64, writes: u64) -> Weight {
	Weight::from_parts(OWN_WORK_PS, 0)
		.saturating_add(T::DbWeight::get().reads_writes(reads, writes))
}

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn join() -> Weight {
		Staking::<T>::bond()
			.saturating_add(Session::<T>::set_keys())
			.saturating_add(Staking::<T>::validate())
			.saturating_add(own::<T>(0, 0))
	}

	fn leave() -> Weight {
		Staking::<T>::chill()
			.saturating_add(Staking::<T>::unbond())
			.saturating_add(Staking::<T>::set_payee())
			.saturating_add(own::<T>(6, 4))
	}

	fn rotate_keys() -> Weight {
		Session::<T>::set_keys().saturating_add(own::<T>(1, 0))
	}

	fn rejoin() -> Weight {
		Staking::<T>::validate().saturating_add(own::<T>(4, 1))
	}

	fn set_election_limits() -> Weight {
		own::<T>(0, 1)
	}

	fn close_epoch(n: u32) -> Weight {
		let chilled = u64::from(n).div_ceil(3);
		own::<T>(5, 0)
			.saturating_add(Weight::from_parts(JUDGE_PS, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(n.into(), n.into()))
			.saturating_add(Staking::<T>::chill().saturating_mul(chilled))
			.saturating_add(T::DbWeight::get().reads_writes(chilled, chilled))
	}

	fn resume_payouts() -> Weight {
		own::<T>(5, 4).saturating_add(Weight::from_parts(POINT_PS, 0).saturating_mul(MAX_POINTS))
	}

	fn pay_page() -> Weight {
		own::<T>(2, 1)
	}

	fn release() -> Weight {
		Session::<T>::purge_keys()
			.saturating_add(Staking::<T>::withdraw_unbonded_kill(32))
			.saturating_add(own::<T>(10, 6))
	}
}

/// For tests.
impl WeightInfo for () {
	fn join() -> Weight {
		Weight::from_parts(OWN_WORK_PS, 0)
	}
	fn leave() -> Weight {
		Weight::from_parts(OWN_WORK_PS, 0)
	}
	fn rotate_keys() -> Weight {
		Weight::from_parts(OWN_WORK_PS, 0)
	}
	fn rejoin() -> Weight {
		Weight::from_parts(OWN_WORK_PS, 0)
	}
	fn set_election_limits() -> Weight {
		Weight::from_parts(OWN_WORK_PS, 0)
	}
	fn close_epoch(n: u32) -> Weight {
		Weight::from_parts(JUDGE_PS, 0).saturating_mul(n.into())
	}
	fn resume_payouts() -> Weight {
		Weight::from_parts(OWN_WORK_PS, 0)
	}
	fn pay_page() -> Weight {
		Weight::from_parts(OWN_WORK_PS, 0)
	}
	fn release() -> Weight {
		Weight::from_parts(OWN_WORK_PS, 0)
	}
}
