// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! One benchmark for each call and hook, and the cost of charging a transaction, beside upstream's
//! adapter in the same run.

use crate::{
	charge::Charge, lanes::Taken, profile::Profile, split::DistributeFee, sponsorship::Scope,
	BalanceOf, BlockHistory, BlockUsage, Call, Config, CreditOf, Pallet, SponsorshipOf,
	Sponsorships,
};
use alloc::vec;
use batara_primitives::lanes::Lane;
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		dispatch::{DispatchInfo, PostDispatchInfo},
		traits::{
			fungible::{Inspect, Mutate},
			Get, NoDrop,
		},
		weights::Weight,
	},
	frame_system::{self, pallet_prelude::BlockNumberFor, RawOrigin},
	pallet_transaction_payment::{
		self as payment, FungibleAdapter, OnChargeTransaction, TxCreditHold,
	},
	sp_runtime::{
		traits::{Dispatchable, Saturating, StaticLookup, Zero},
		transaction_validity::TransactionValidityError,
	},
};

type Stock<T> = FungibleAdapter<<T as Config>::Currency, DistributeFee<T>>;

/// Makes an account with plenty of BTR.
fn rich<T: Config>(name: &'static str, index: u32) -> T::AccountId {
	let who = account(name, index, 0);
	let plenty = T::MinimumBudget::get()
		.saturating_add(T::SponsorshipDeposit::get())
		.saturating_add(T::Currency::minimum_balance())
		.saturating_mul(1_000u32.into());
	T::Currency::set_balance(&who, plenty);
	who
}

fn lookup<T: Config>(who: &T::AccountId) -> <T::Lookup as StaticLookup>::Source {
	T::Lookup::unlookup(who.clone())
}

fn expires<T: Config>() -> BlockNumberFor<T> {
	frame_system::Pallet::<T>::block_number().saturating_add(100u32.into())
}

fn sponsorship<T: Config>(sponsor: T::AccountId, scope: Scope<T::AccountId>) -> SponsorshipOf<T> {
	let budget = T::MinimumBudget::get();
	SponsorshipOf::<T> {
		sponsor,
		budget,
		per_transaction: budget,
		expires: expires::<T>(),
		scope,
		deposit: 0u32.into(),
	}
}

/// Fills a list to its last place. Returns the last sponsor, which is the one that pays, and the
/// beneficiary.
fn full_list<T: Config>() -> Result<(T::AccountId, T::AccountId), BenchmarkError> {
	let beneficiary: T::AccountId = account("beneficiary", 0, 0);
	let last = T::MaxSponsorships::get().saturating_sub(1);
	for index in 0..last {
		let scope = Scope::Contract(account("contract", index, 0));
		Pallet::<T>::do_sponsor(
			beneficiary.clone(),
			sponsorship::<T>(rich::<T>("sponsor", index), scope),
		)?;
	}
	let payer = rich::<T>("payer", 0);
	Pallet::<T>::do_sponsor(beneficiary.clone(), sponsorship::<T>(payer.clone(), Scope::Any))?;
	Ok((payer, beneficiary))
}

/// Makes a block in which every lane was used with every number of digits of the tip rate.
fn busy_block<T: Config>() {
	Pallet::<T>::open_block(frame_system::Pallet::<T>::block_number());
	BlockUsage::<T>::mutate(|usage| {
		for lane in Lane::ALL {
			*usage.used.get_mut(lane) = 1;
			for digits in 0..64u32 {
				usage.tips.get_mut(lane).note(1u64.checked_shl(digits).unwrap_or(0));
			}
		}
	});
}

/// Opens a block that a transaction has entered already: nearly all transactions find it so.
fn open_used_block<T: Config>() {
	Pallet::<T>::open_block(frame_system::Pallet::<T>::block_number());
	let (call, info, tip) = transaction::<T>();
	assert!(admit::<T>(&call, &info, tip).is_ok());
}

/// Lets a transaction into its lanes.
fn admit<T: Config>(
	call: &T::RuntimeCall,
	info: &DispatchInfo,
	tip: BalanceOf<T>,
) -> Result<Taken, TransactionValidityError> {
	let limits = Pallet::<T>::limits();
	let size = Pallet::<T>::size_of(&limits, call, info);
	let room = size.room(&limits);
	let profile = Profile::of::<_, T::InspectCall>(call, room);
	Pallet::<T>::entrance(call, info)?;
	Pallet::<T>::admit(&limits, &profile, size, Pallet::<T>::tip_rate(&limits, room, tip))
}

fn transaction<T: Config>() -> (T::RuntimeCall, DispatchInfo, BalanceOf<T>) {
	let call = frame_system::Call::<T>::remark { remark: vec![] }.into();
	let info = DispatchInfo { call_weight: Weight::from_parts(100, 0), ..Default::default() };
	(call, info, T::Currency::minimum_balance())
}

#[benchmarks(where
	T::RuntimeCall: Dispatchable<Info = DispatchInfo, PostInfo = PostDispatchInfo>,
	T::OnChargeTransaction: TxCreditHold<T, Credit = NoDrop<CreditOf<T>>>,
)]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn sponsor() -> Result<(), BenchmarkError> {
		let (_, beneficiary) = full_list::<T>()?;
		let late = rich::<T>("late", 0);
		let budget = T::MinimumBudget::get().saturating_mul(2u32.into());

		#[extrinsic_call]
		_(
			RawOrigin::Signed(late.clone()),
			lookup::<T>(&beneficiary),
			budget,
			budget,
			expires::<T>(),
			Scope::Contract(late.clone()),
		);

		assert!(Sponsorships::<T>::get(&beneficiary).iter().any(|one| one.sponsor == late));
		Ok(())
	}

	#[benchmark]
	fn top_up() -> Result<(), BenchmarkError> {
		let (payer, beneficiary) = full_list::<T>()?;
		let amount = T::MinimumBudget::get();

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), lookup::<T>(&beneficiary), amount);

		let budgets = Sponsorships::<T>::get(&beneficiary);
		assert!(budgets.iter().any(|one| one.budget > amount));
		Ok(())
	}

	#[benchmark]
	fn withdraw() -> Result<(), BenchmarkError> {
		let (payer, beneficiary) = full_list::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(payer.clone()), lookup::<T>(&beneficiary));

		assert!(!Sponsorships::<T>::get(&beneficiary).iter().any(|one| one.sponsor == payer));
		Ok(())
	}

	#[benchmark]
	fn decline() -> Result<(), BenchmarkError> {
		let (payer, beneficiary) = full_list::<T>()?;

		#[extrinsic_call]
		_(RawOrigin::Signed(beneficiary.clone()), lookup::<T>(&payer));

		assert!(!Sponsorships::<T>::get(&beneficiary).iter().any(|one| one.sponsor == payer));
		Ok(())
	}

	#[benchmark]
	fn clear_expired() -> Result<(), BenchmarkError> {
		let (payer, beneficiary) = full_list::<T>()?;
		frame_system::Pallet::<T>::set_block_number(expires::<T>());
		let anybody: T::AccountId = whitelisted_caller();

		#[extrinsic_call]
		_(RawOrigin::Signed(anybody), lookup::<T>(&payer), lookup::<T>(&beneficiary));

		assert!(!Sponsorships::<T>::get(&beneficiary).iter().any(|one| one.sponsor == payer));
		Ok(())
	}

	#[benchmark]
	fn on_initialize() {
		#[block]
		{
			Pallet::<T>::open_block(frame_system::Pallet::<T>::block_number());
		}
	}

	#[benchmark]
	fn on_finalize() {
		busy_block::<T>();
		let now = frame_system::Pallet::<T>::block_number();

		#[block]
		{
			Pallet::<T>::close_block(now);
		}

		assert_eq!(BlockHistory::<T>::iter().count(), 1);
	}

	/// Measures what the lanes do for a transaction, before its call and after it, in the busiest
	/// block.
	#[benchmark]
	fn lanes() {
		busy_block::<T>();
		let (call, info, tip) = transaction::<T>();
		let admitted;

		#[block]
		{
			admitted = admit::<T>(&call, &info, tip);
			let taken = admitted.as_ref().copied().unwrap_or_default();
			Pallet::<T>::give_back(&Pallet::<T>::limits(), &taken, 1);
		}

		assert!(admitted.is_ok());
	}

	/// Measures what a sponsor at the end of a full list adds, before the call and after it.
	#[benchmark]
	fn sponsored() -> Result<(), BenchmarkError> {
		let (payer, beneficiary) = full_list::<T>()?;
		let (call, _, fee) = transaction::<T>();
		let profile = Profile::of::<_, T::InspectCall>(&call, 100);
		let mut drawn_from = None;

		#[block]
		{
			if let Some((found, credit)) = Pallet::<T>::charge_sponsor(&beneficiary, &profile, fee)
			{
				payment::Pallet::<T>::deposit_txfee(credit);
				Pallet::<T>::settle_with_sponsor(&beneficiary, &found, Zero::zero());
				drawn_from = Some(found);
			}
		}

		assert_eq!(drawn_from, Some(payer));
		Ok(())
	}

	/// Measures upstream's adapter, the other side of the comparison.
	#[benchmark(extra)]
	fn withdraw_fee_stock() {
		let who = rich::<T>("payer", 0);
		let (call, info, fee) = transaction::<T>();
		open_used_block::<T>();
		let secured;

		#[block]
		{
			secured = <Stock<T> as OnChargeTransaction<T>>::withdraw_fee(
				&who,
				&call,
				&info,
				fee,
				0u32.into(),
			);
		}

		assert!(secured.is_ok());
	}

	/// Measures our adapter for a sender that pays for itself.
	#[benchmark(extra)]
	fn withdraw_fee() {
		let who = rich::<T>("payer", 0);
		let (call, info, fee) = transaction::<T>();
		open_used_block::<T>();
		let secured;

		#[block]
		{
			secured = <Pallet<T> as OnChargeTransaction<T>>::withdraw_fee(
				&who,
				&call,
				&info,
				fee,
				0u32.into(),
			);
		}

		assert!(secured.is_ok_and(|charge: Charge<T>| !charge.is_sponsored()));
	}

	/// Measures our adapter with the sponsorship that pays at the end of a full list.
	#[benchmark(extra)]
	fn withdraw_fee_sponsored() -> Result<(), BenchmarkError> {
		let (_, beneficiary) = full_list::<T>()?;
		let (call, info, fee) = transaction::<T>();
		open_used_block::<T>();
		let secured;

		#[block]
		{
			secured = <Pallet<T> as OnChargeTransaction<T>>::withdraw_fee(
				&beneficiary,
				&call,
				&info,
				fee,
				0u32.into(),
			);
		}

		assert!(secured.is_ok_and(|charge: Charge<T>| charge.is_sponsored()));
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
