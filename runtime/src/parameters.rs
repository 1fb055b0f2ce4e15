// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The values that governance can change without an upgrade, with the defaults that hold until it
//! does.
//!
//! `parameters.setParameter` changes one value. Codec indices are storage keys: never reuse one.

mod amounts;
mod contract_access;

pub use amounts::AmountWithin;
pub use contract_access::ContractAccess;

use crate::{
	constants::money::{BTR, DEPOSIT_PER_BYTE, DEPOSIT_PER_ITEM, MICRO_BTR, MILLI_BTR},
	Runtime,
};
use pallet_fee_policy::policy::{FeeSplit, LaneShares, PriceCurve};
use pallet_validators::emission::EmissionCurve;
use polkadot_sdk::{
	frame_support::dynamic_params::{dynamic_pallet_params, dynamic_params},
	pallet_parameters,
	sp_runtime::Permill,
};

/// The price of a byte: at most 1,000 times the default, hence 0.15 BTR for the bytes of a
/// transfer.
pub type BytePrice = AmountWithin<0, MILLI_BTR>;
/// The deposit for a storage item: from a hundredth of the default to a thousand times the default.
pub type ItemDeposit = AmountWithin<{ DEPOSIT_PER_ITEM / 100 }, { 20 * BTR }>;
/// The deposit for a byte of storage: from a hundredth of the default to a thousand times the
/// default.
pub type ByteDeposit = AmountWithin<{ DEPOSIT_PER_BYTE / 100 }, { 100 * MILLI_BTR }>;

#[allow(missing_docs)] // the macros make types for keys and values
/// The parameters, grouped by the part of the chain that reads them.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Runtime>)]
pub mod dynamic_params {
	use super::*;

	/// Transaction fees.
	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod fees {
		/// The fee for each byte of a transaction at fee level 1, in base units; at most 0.001 BTR.
		#[codec(index = 0)]
		pub static ByteFee: BytePrice = BytePrice::clamped(MICRO_BTR);

		/// The course of the fee level, which follows the fullness of blocks.
		#[codec(index = 1)]
		pub static Price: PriceCurve = PriceCurve::standard();

		/// The split of fees between author and treasury; the rest is burned.
		#[codec(index = 2)]
		pub static Split: FeeSplit = FeeSplit::standard();

		/// Each lane's guaranteed share of the room of a block; at most 100 % together.
		#[codec(index = 3)]
		pub static Lanes: LaneShares = LaneShares::standard();
	}

	/// Smart contracts.
	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod contracts {
		/// The deposit that a contract's caller locks for each new storage item, in base units;
		/// 0.0002 to 20 BTR.
		#[codec(index = 0)]
		pub static DepositPerItem: ItemDeposit = ItemDeposit::clamped(DEPOSIT_PER_ITEM);

		/// The deposit that a contract's caller locks for each new byte of storage, in base units;
		/// 0.000001 to 0.1 BTR.
		#[codec(index = 1)]
		pub static DepositPerByte: ByteDeposit = ByteDeposit::clamped(DEPOSIT_PER_BYTE);

		/// The accounts that may upload the code of contracts: anyone, up to 64 listed accounts, or
		/// nobody.
		#[codec(index = 2)]
		pub static UploadAccess: ContractAccess = ContractAccess::Anyone;

		/// The accounts that may make a contract of uploaded code: anyone, up to 64 listed
		/// accounts, or nobody. Contracts may make contracts, whoever calls them.
		#[codec(index = 3)]
		pub static InstantiateAccess: ContractAccess = ContractAccess::Anyone;
	}

	/// Validators and their rewards.
	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod staking {
		/// The BTR that is emitted, year by year, and the treasury's share of it.
		#[codec(index = 0)]
		pub static Emission: EmissionCurve = EmissionCurve::standard();

		/// The share of a block that payouts of rewards may take of the room left in it; at most
		/// 50 %.
		#[codec(index = 1)]
		pub static PayoutShare: Permill = Permill::from_percent(20);

		/// The number of whole epochs without a block after which a validator is jailed, if it
		/// should have authored at least 20 blocks meanwhile; 0 jails nobody.
		#[codec(index = 2)]
		pub static OfflineEpochs: u32 = 2;

		/// The number of eligible candidates that stay, however silent they are.
		#[codec(index = 3)]
		pub static MinimumCandidates: u32 = 4;
	}
}

#[cfg(feature = "runtime-benchmarks")]
impl Default for RuntimeParameters {
	fn default() -> Self {
		RuntimeParameters::Fees(dynamic_params::fees::Parameters::ByteFee(
			dynamic_params::fees::ByteFee,
			Some(BytePrice::clamped(MICRO_BTR)),
		))
	}
}
