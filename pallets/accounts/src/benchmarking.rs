// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! One benchmark for each call, at its worst case.

use crate::{BalanceOf, Call, Config, Pallet, Reference, MAX_REFERENCE_BYTES};
use alloc::vec;
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::traits::fungible::{Inspect, Mutate},
	frame_system::RawOrigin,
	sp_runtime::traits::{One, Saturating, StaticLookup},
};

#[benchmarks]
mod benchmarks {
	use super::*;

	/// Pays a new account, with the longest reference.
	#[benchmark]
	fn transfer_with_reference() -> Result<(), BenchmarkError> {
		let from: T::AccountId = whitelisted_caller();
		let to: T::AccountId = account("payee", 0, 0);
		let value = T::Currency::minimum_balance().max(One::one());
		let endowment: BalanceOf<T> = value.saturating_mul(10u32.into());
		T::Currency::mint_into(&from, endowment)?;
		let reference = Reference::try_from(vec![7u8; MAX_REFERENCE_BYTES as usize])
			.map_err(|_| BenchmarkError::Stop("a reference of the largest size"))?;

		#[extrinsic_call]
		_(RawOrigin::Signed(from), T::Lookup::unlookup(to.clone()), value, reference);

		assert_eq!(T::Currency::balance(&to), value);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
