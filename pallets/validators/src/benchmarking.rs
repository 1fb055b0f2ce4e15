// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Benchmarks of calls and hooks at their worst.

use crate::{
	eligibility::JailTerm,
	liveness::{Record, EXPECTED_BLOCKS},
	membership::MOST_SPANS,
	Call, Config, ElectionLimit, Jail, Leavers, LeaversOf, LivenessRecords, NextPayout,
	NextRelease, NominatedStake, Pallet, PayoutProgress,
};
use alloc::{collections::BTreeMap, vec::Vec};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{traits::Get, weights::WeightMeter, BoundedBTreeMap},
	frame_system::RawOrigin,
	pallet_session,
	pallet_staking::{
		self, benchmarking::add_slashing_spans, testing_utils, ActiveEraInfo, RewardDestination,
		ValidatorPrefs,
	},
	sp_runtime::Perbill,
};

/// Session keys for benchmarks.
pub trait KeysOf<AccountId, Keys> {
	/// Returns new keys of an account, and the proof that it owns them.
	fn generate(owner: &AccountId) -> (Keys, Vec<u8>);
}

/// Makes an account with enough to be a validator. Returns it, and the bond to offer.
fn founder<T: Config>(seed: u32) -> (T::AccountId, crate::BalanceOf<T>) {
	let who = testing_utils::create_funded_user::<T>("founder", seed, 10_000);
	let bond = pallet_staking::asset::existential_deposit::<T>()
		.max(pallet_staking::MinValidatorBond::<T>::get())
		* 10u32.into();
	pallet_staking::asset::set_stakeable_balance::<T>(&who, bond * 10u32.into());
	pallet_session::Pallet::<T>::ensure_can_pay_key_deposit(&who)
		.expect("the key deposit can be minted");
	(who, bond)
}

/// Makes a validator that has joined.
fn joined<T: Config>(seed: u32) -> T::AccountId {
	let (who, bond) = founder::<T>(seed);
	let (keys, proof) = T::BenchmarkKeys::generate(&who);
	Pallet::<T>::do_join(who.clone(), bond, Perbill::from_percent(5), keys, proof)
		.expect("the account can pay; qed");
	who
}

/// Removes the limits on the number of candidates.
fn no_limits<T: Config>() {
	pallet_staking::MaxValidatorsCount::<T>::kill();
	ElectionLimit::<T>::mutate(|limits| limits.targets = u32::MAX);
}

/// Makes a candidate whose keys nobody looks at.
fn joined_without_keys<T: Config>(seed: u32) -> T::AccountId {
	let (who, bond) = founder::<T>(seed);
	let origin = || RawOrigin::Signed(who.clone()).into();
	pallet_staking::Pallet::<T>::bond(origin(), bond, RewardDestination::Staked)
		.expect("the account can pay; qed");
	pallet_staking::Pallet::<T>::validate(origin(), ValidatorPrefs::default())
		.expect("the bond is large enough; qed");
	who
}

/// The largest set that a revival looks at.
const LARGEST_SET: u32 = 500;

impl<T: Config> Pallet<T> {
	/// Makes the largest set of validators, all of them candidates, of which `count` have been
	/// silent for long. Returns the silent ones.
	pub fn make_dead(count: u32) -> Vec<T::AccountId> {
		no_limits::<T>();
		let set: Vec<_> = (0..LARGEST_SET).map(|seed| joined_without_keys::<T>(seed)).collect();
		let (keys, _) = T::BenchmarkKeys::generate(&set[0]);
		for (place, who) in set.iter().enumerate() {
			pallet_session::NextKeys::<T>::insert(who, keys.clone());
			let silent_blocks = if (place as u32) < count { u32::MAX } else { 0 };
			let record = Record { silent_blocks, ..Default::default() };
			LivenessRecords::<T>::insert(who, record);
		}
		pallet_session::Validators::<T>::put(&set);
		pallet_staking::ValidatorCount::<T>::put(LARGEST_SET);
		set.into_iter().take(count as usize).collect()
	}
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn join() {
		let (who, bond) = founder::<T>(0);
		let (keys, proof) = T::BenchmarkKeys::generate(&who);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), bond, Perbill::from_percent(5), keys, proof);
		assert!(Pallet::<T>::is_candidate(&who));
	}

	#[benchmark]
	fn leave() {
		let who = joined::<T>(0);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(Pallet::<T>::is_leaving(&who));
	}

	#[benchmark]
	fn rotate_keys() {
		let who = joined::<T>(0);
		let (keys, proof) = T::BenchmarkKeys::generate(&who);
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), keys.clone(), proof);
		assert!(pallet_session::NextKeys::<T>::get(&who) == Some(keys));
	}

	#[benchmark]
	fn rejoin() {
		let who = joined::<T>(0);
		let preferences = pallet_staking::Validators::<T>::get(&who);
		pallet_staking::Pallet::<T>::chill(RawOrigin::Signed(who.clone()).into())
			.expect("it validates; qed");
		Jail::<T>::insert(&who, JailTerm { until: 0, preferences: Some(preferences) });
		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));
		assert!(Pallet::<T>::is_candidate(&who));
	}

	#[benchmark]
	fn set_election_limits() {
		#[extrinsic_call]
		_(RawOrigin::Root, 1_000, 100);
		assert_eq!(crate::ElectionLimit::<T>::get().voters, 1_000);
	}

	/// Measures `n` candidates with keys, as many too many as enter in a block, and nominations for
	/// all of them.
	#[benchmark]
	fn make_room(n: Linear<100, 1_125>) {
		no_limits::<T>();
		let known = pallet_staking::Validators::<T>::count();
		let candidates: Vec<_> = (known..n).map(|seed| joined_without_keys::<T>(seed)).collect();
		let (keys, _) = T::BenchmarkKeys::generate(&candidates[0]);
		for who in &candidates {
			pallet_session::NextKeys::<T>::insert(who, keys.clone());
		}
		let nominated: BTreeMap<_, _> = candidates.into_iter().map(|who| (who, 1)).collect();
		NominatedStake::<T>::put(
			BoundedBTreeMap::try_from(nominated).expect("as many as have places; qed"),
		);
		let targets = (n - n / 9).max(known);
		ElectionLimit::<T>::mutate(|limits| limits.targets = targets);
		#[block]
		{
			Pallet::<T>::make_room();
		}
		assert_eq!(pallet_staking::Validators::<T>::count(), targets);
	}

	/// Measures `n` validators, of which as many are jailed as the network can spare.
	#[benchmark]
	fn close_epoch(n: Linear<4, 500>) {
		no_limits::<T>();
		let validators: Vec<_> = (0..n).map(|seed| joined_without_keys::<T>(seed)).collect();
		let suspects = (n - 1) / 3;
		for (place, who) in validators.iter().enumerate() {
			let record = if (place as u32) < suspects {
				Record { blocks: 0, silent_epochs: 100, silent_blocks: EXPECTED_BLOCKS * n }
			} else {
				Record { blocks: 1, ..Default::default() }
			};
			LivenessRecords::<T>::insert(who, record);
		}
		let (keys, _) = T::BenchmarkKeys::generate(&validators[0]);
		let queued: Vec<_> = validators.iter().map(|who| (who.clone(), keys.clone())).collect();
		for who in &validators {
			pallet_session::NextKeys::<T>::insert(who, keys.clone());
		}
		pallet_session::QueuedKeys::<T>::put(queued);
		pallet_session::Validators::<T>::put(validators);
		#[block]
		{
			Pallet::<T>::close_epoch();
		}
		let spared = T::MinimumCandidates::get().saturating_sub(n - suspects);
		let expected = suspects.saturating_sub(spared);
		assert!(Jail::<T>::iter().count() as u32 >= expected);
	}

	/// Measures the last look at an era in which `n` validators had points and all are paid.
	#[benchmark]
	fn resume_payouts(n: Linear<1, 1_000>) {
		pallet_staking::ActiveEra::<T>::put(ActiveEraInfo { index: 1, start: None });
		let points = (0..n).map(|seed| (account("validator", seed, 0), 20));
		pallet_staking::ErasRewardPoints::<T>::insert(
			0,
			pallet_staking::EraRewardPoints { total: 20 * n, individual: points.collect() },
		);
		NextPayout::<T>::put(0);
		#[block]
		{
			Pallet::<T>::pay(&mut WeightMeter::new());
		}
		assert!(PayoutProgress::<T>::get().is_none());
		assert_eq!(NextPayout::<T>::get(), 1);
	}

	/// Measures a page that was already paid by hand: what remains is this pallet's part.
	#[benchmark]
	fn pay_page() {
		let who: T::AccountId = account("validator", 0, 0);
		let points = core::iter::once((who.clone(), 20));
		pallet_staking::ActiveEra::<T>::put(ActiveEraInfo { index: 1, start: None });
		pallet_staking::ErasRewardPoints::<T>::insert(
			0,
			pallet_staking::EraRewardPoints { total: 20, individual: points.collect() },
		);
		#[block]
		{
			Pallet::<T>::pay_page(0, &who, 0);
		}
	}

	#[benchmark]
	fn release() {
		let who = joined::<T>(0);
		add_slashing_spans::<T>(&who, MOST_SPANS);
		Pallet::<T>::do_leave(who.clone()).expect("it has joined; qed");
		let era = Leavers::<T>::get(&who).expect("it leaves; qed");
		pallet_staking::CurrentEra::<T>::put(era);
		pallet_staking::ActiveEra::<T>::put(ActiveEraInfo { index: era, start: None });
		NextRelease::<T>::put(era);
		NextPayout::<T>::put(era);
		#[block]
		{
			Pallet::<T>::release_next();
		}
		assert!(!LeaversOf::<T>::contains_key(era, &who));
		assert!(!Pallet::<T>::has_keys(&who));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
