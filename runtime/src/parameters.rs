// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What governance can change without an upgrade, with the values that hold until it does.
//!
//! `parameters.setParameter` changes one value. Codec indices are storage keys: never reuse one.

use crate::{
	constants::money::{DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM, MICRO_BTR},
	Balance, Runtime, RuntimeOrigin,
};
use pallet_fee_policy::policy::{FeeSplit, LaneShares, PriceCurve};
use pallet_validators::emission::EmissionCurve;
use polkadot_sdk::{
	frame_support::{
		dynamic_params::{dynamic_pallet_params, dynamic_params},
		traits::EnsureOriginWithArg,
	},
	frame_system, pallet_parameters,
	sp_runtime::Permill,
};

/// The parameters, grouped by the part of the chain that reads them.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Transaction fees.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod fees {
		/// Fee for each byte of a transaction, in base units.
		#[codec(index = 0)]
		pub static ByteFee: Balance = MICRO_BTR;

		/// How the fee level follows the fullness of blocks.
		#[codec(index = 1)]
		pub static Price: PriceCurve = PriceCurve::standard();

		/// Who gets a fee; what neither author nor treasury gets is burned.
		#[codec(index = 2)]
		pub static Split: FeeSplit = FeeSplit::standard();

		/// Each lane's guaranteed share of the normal weight of a block; at most 100 % together.
		#[codec(index = 3)]
		pub static Lanes: LaneShares = LaneShares::standard();
	}

	/// Smart contracts.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod contracts {
		/// Deposit that a contract's caller locks for each new storage item, in base units.
		#[codec(index = 0)]
		pub static DepositPerItem: Balance = DEPOSIT_PER_ITEM;

		/// Deposit that a contract's caller locks for each new byte of storage, in base units.
		#[codec(index = 1)]
		pub static DepositPerByte: Balance = DEPOSIT_PER_BYTE;
	}

	/// Validators and their rewards.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod staking {
		/// How much BTR is emitted, year by year, and the treasury's share of it.
		#[codec(index = 0)]
		pub static Emission: EmissionCurve = EmissionCurve::standard();

		/// The share of a block that paying rewards may take of what is left; at most 50 %.
		#[codec(index = 1)]
		pub static PayoutShare: Permill = Permill::from_percent(20);

		/// The whole epochs without a block after which a validator is chilled, if it should have
		/// authored at least 20 blocks meanwhile; 0 chills nobody.
		#[codec(index = 2)]
		pub static OfflineEpochs: u32 = 2;

		/// So many candidates stay, however silent they are.
		#[codec(index = 3)]
		pub static MinimumCandidates: u32 = 4;
	}
}

/// Who may change a parameter: the root origin, that is, a referendum on the root track.
pub struct ParameterAdmin;

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for ParameterAdmin {
	type Success = ();

	fn try_origin(
		origin: RuntimeOrigin,
		_key: &RuntimeParametersKey,
	) -> Result<Self::Success, RuntimeOrigin> {
		frame_system::ensure_root(origin.clone()).map_err(|_| origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Fees(dynamic_params::fees::Parameters::ByteFee(
			dynamic_params::fees::ByteFee,
			Some(MICRO_BTR),
		))
	}
}
