// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The accounts that may bring contracts onto the chain.

use crate::AccountId;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{frame_support::BoundedVec, sp_runtime::traits::ConstU32};
use scale_info::TypeInfo;

/// The list of accounts. Every upload reads it, so it stays short.
type Listed = BoundedVec<AccountId, ConstU32<64>>;

/// The accounts that may do something with contracts.
#[derive(
	Clone, Debug, Eq, PartialEq, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum ContractAccess {
	/// Every account.
	#[codec(index = 0)]
	Anyone,
	/// The listed accounts, at most 64.
	#[codec(index = 1)]
	Listed(Listed),
	/// No account, until governance decides otherwise.
	#[codec(index = 2)]
	Nobody,
}

impl ContractAccess {
	/// Tells whether `who` is among the accounts.
	pub fn allows(&self, who: &AccountId) -> bool {
		match self {
			Self::Anyone => true,
			Self::Listed(accounts) => accounts.contains(who),
			Self::Nobody => false,
		}
	}
}
