// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Benchmarks of the calls at their worst.

use crate::{
	alarms::ReferendaCallOf,
	emergency::{
		CallName, CallNames, Closing, Name, Revive, Stashes, MAX_DEAD, MAX_PAUSED, MAX_SETS,
	},
	proposing::{Kind, Title, MAX_TITLE},
	tracks::{DefaultTerms, Terms, Track},
	Alarms, AlarmsSince, BalanceOf, Call, Config, FinalitySets, LastClosing, Pallet, PausedCalls,
	Revival, TermsOf, TrackTerms,
};
use alloc::{boxed::Box, vec};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		traits::{
			schedule::DispatchTime, Contains, Currency, EnsureOrigin, Get, GetCallMetadata,
			SafeMode, StorePreimage,
		},
		BoundedVec,
	},
	frame_system::{self, pallet_prelude::BlockNumberFor, RawOrigin},
	pallet_referenda::{
		self, DecidingCount, ReferendumCount, ReferendumIndex, ReferendumInfoFor, TrackQueue,
		VotesOf,
	},
	sp_runtime::traits::{Bounded, Hash, One, SaturatedConversion, Zero},
};

type QueueOf<T> =
	BoundedVec<(ReferendumIndex, VotesOf<T, ()>), <T as pallet_referenda::Config>::MaxQueued>;
type DepositCurrency<T> = <T as pallet_referenda::Config>::Currency;

/// Returns an account that can pay for the longest preimage.
fn rich<T: Config>() -> T::AccountId {
	let who: T::AccountId = whitelisted_caller();
	let plenty = BalanceOf::<T>::max_value() / 4u32.into();
	DepositCurrency::<T>::make_free_balance_be(&who, plenty);
	who
}

/// Makes a root track on which a referendum would be decided at once, if it were not for the
/// longest queue.
fn crowded_root_track<T: Config>() {
	let root = Track::Root;
	let terms = Terms { prepare_period: Zero::zero(), ..Pallet::<T>::terms(root) };
	TrackTerms::<T>::insert(root.id(), terms);
	DecidingCount::<T>::insert(root.id(), terms.max_deciding);
	// One place is left, so that the new one moves none out.
	let waiting = T::MaxQueued::get().saturating_sub(1);
	let queue = (0..waiting).map(|place| (u32::MAX.saturating_sub(place), Zero::zero()));
	let queue: QueueOf<T> = BoundedVec::truncate_from(queue.collect());
	TrackQueue::<T>::insert(root.id(), queue);
}

/// Returns a call that does nothing, and has `length` bytes in it.
fn remark<T: Config>(length: u32) -> Kind<T> {
	let remark = vec![7; length.saturated_into()];
	let call: <T as frame_system::Config>::RuntimeCall =
		frame_system::Call::<T>::remark { remark }.into();
	Kind::Call(Box::new(call.into()))
}

fn emergency<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	let origin = T::EmergencyOrigin::try_successful_origin();
	origin.map_err(|()| BenchmarkError::Weightless)
}

/// Returns a call name of the greatest length.
fn long_name(index: u32) -> CallName {
	let mut name = [b'n'; 64];
	name.iter_mut().zip(index.to_le_bytes()).for_each(|(place, byte)| *place = byte);
	CallName {
		pallet: Name::truncate_from(name.to_vec()),
		call: Name::truncate_from(name.to_vec()),
	}
}

/// Returns as many calls as there are that can be paused, at most `count`.
fn open_calls<T: Config>(count: u32) -> CallNames {
	type CallsOf<T> = <T as frame_system::Config>::RuntimeCall;
	let name = |name: &str| Name::truncate_from(name.as_bytes().to_vec());
	let calls = CallsOf::<T>::get_module_names()
		.iter()
		.flat_map(|pallet| {
			let calls = CallsOf::<T>::get_call_names(pallet).iter();
			calls.map(|call| CallName { pallet: name(pallet), call: name(call) })
		})
		.filter(|call| !T::AlwaysOpen::contains(call))
		.take(count.saturated_into());
	CallNames::truncate_from(calls.collect())
}

#[benchmarks]
mod benches {
	use super::*;

	/// Proposes a call of `s` bytes; Preimage stores at most 4 MiB. Title and call are new, so that
	/// deposits are taken for both.
	#[benchmark]
	fn propose(s: Linear<1, 4_000_000>) {
		let who = rich::<T>();
		crowded_root_track::<T>();
		let title: Title = BoundedVec::truncate_from(vec![b't'; MAX_TITLE.saturated_into()]);
		let kind = Box::new(remark::<T>(s));
		let index = ReferendumCount::<T>::get();
		#[extrinsic_call]
		_(RawOrigin::Signed(who), title, kind, DispatchTime::After(Zero::zero()));
		assert!(ReferendumInfoFor::<T>::contains_key(index));
		let queue = TrackQueue::<T>::get(Track::Root.id());
		assert!(queue.iter().any(|(waiting, _)| *waiting == index));
	}

	#[benchmark]
	fn set_track() {
		let terms: TermsOf<T> = T::DefaultTerms::of(Track::Killer);
		#[extrinsic_call]
		_(RawOrigin::Root, Track::Killer, terms);
		assert_eq!(TrackTerms::<T>::get(Track::Killer.id()), Some(terms));
	}

	#[benchmark]
	fn authorize_upgrade() -> Result<(), BenchmarkError> {
		let origin =
			T::UpgradeOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let code_hash = T::Hashing::hash(b"code");
		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, code_hash);
		assert!(frame_system::Pallet::<T>::authorized_upgrade().is_some());
		Ok(())
	}

	/// Pauses calls when all earlier pauses are over.
	#[benchmark]
	fn pause(c: Linear<1, 64>) -> Result<(), BenchmarkError> {
		for index in 0..MAX_PAUSED {
			PausedCalls::<T>::insert(long_name(index), BlockNumberFor::<T>::zero());
		}
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		let calls = open_calls::<T>(c);
		let count: u32 = calls.len().saturated_into();
		#[extrinsic_call]
		_(emergency::<T>()?, calls, 1u32.into());
		assert_eq!(PausedCalls::<T>::count(), count);
		Ok(())
	}

	/// Resumes calls while as many others stay paused as can.
	#[benchmark]
	fn resume(c: Linear<1, 64>) -> Result<(), BenchmarkError> {
		frame_system::Pallet::<T>::set_block_number(1u32.into());
		for index in 0..MAX_PAUSED {
			PausedCalls::<T>::insert(long_name(index), BlockNumberFor::<T>::from(9u32));
		}
		let (since, until) = (1u32.into(), 9u32.into());
		LastClosing::<T>::put(Closing { since, until, safe_mode_until: Zero::zero() });
		let names = (0..c).map(long_name).collect();
		#[extrinsic_call]
		_(emergency::<T>()?, CallNames::truncate_from(names));
		assert_eq!(PausedCalls::<T>::count(), MAX_PAUSED - c);
		Ok(())
	}

	#[benchmark]
	fn safe_mode() -> Result<(), BenchmarkError> {
		#[extrinsic_call]
		_(emergency::<T>()?, 1u32.into());
		assert!(T::SafeMode::is_entered());
		Ok(())
	}

	/// Brings finality back in the largest set, where fewer than 167 dead would be too few.
	#[benchmark]
	fn revive(d: Linear<167, 500>) -> Result<(), BenchmarkError> {
		let dead = Stashes::truncate_from(T::Revive::make_dead(d));
		let validator_count = MAX_DEAD.saturating_sub(d).max(1);
		let (delay, _) = T::RevivalDelays::get();
		let sets = (0..MAX_SETS).map(|set| (set.into(), set.into())).collect();
		FinalitySets::<T>::put(BoundedVec::truncate_from(sets));
		let now: BlockNumberFor<T> = MAX_SETS.into();
		frame_system::Pallet::<T>::set_block_number(now);
		let (best, set_id) = ((MAX_SETS - 2).into(), (MAX_SETS - 1).into());
		#[extrinsic_call]
		_(emergency::<T>()?, dead, validator_count, delay, best, set_id);
		assert!(Revival::<T>::exists());
		Ok(())
	}

	#[benchmark]
	fn alarms() {
		#[block]
		{
			Pallet::<T>::ring(1u32.into());
		}
		assert_eq!(AlarmsSince::<T>::get(), Some(2u32.into()));
	}

	/// Makes the call of an alarm that wakes nobody: the referendum does not exist.
	#[benchmark]
	fn alarm() -> Result<(), BenchmarkError> {
		let call = pallet_referenda::Call::<T>::nudge_referendum { index: 0 };
		let call =
			<T as pallet_referenda::Config>::Preimages::bound(ReferendaCallOf::<T>::from(call))?;
		Alarms::<T>::insert(BlockNumberFor::<T>::one(), [0; 4], call);
		#[block]
		{
			Pallet::<T>::ring(1u32.into());
		}
		assert_eq!(Alarms::<T>::iter().count(), 0);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
