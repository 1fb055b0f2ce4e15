// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls of the chain that a multisig can make, encoded as the chain decodes them. The chain
//! opens all of them to contracts.
//!
//! The indices of pallets and calls never change on the chain, and none of these calls goes away:
//! deployed contracts rely on both.

mod staking;
#[cfg(test)]
mod tests;
mod voting;

pub use staking::{BondExtra, NominationPoolsCall, RewardDestination, StakingCall};
pub use voting::{AccountVote, Conviction, ConvictionVotingCall, Vote};

use ink::{prelude::vec::Vec, primitives::AccountId};

/// A call of the chain. The multisig signs it: it pays, votes and stakes with what it holds.
///
/// Amounts are base units: 10^12 are 1 BTR.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum RuntimeCall {
	/// Payments.
	#[codec(index = 10)]
	Balances(BalancesCall),
	/// Payments with a reference.
	#[codec(index = 13)]
	Accounts(AccountsCall),
	/// Staking by nomination.
	#[codec(index = 20)]
	Staking(StakingCall),
	/// Staking in a pool.
	#[codec(index = 22)]
	NominationPools(NominationPoolsCall),
	/// Votes in referenda.
	#[codec(index = 43)]
	ConvictionVoting(ConvictionVotingCall),
}

/// Payments.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum BalancesCall {
	/// A payment of `value` to `dest`. A contract's account stays alive in any case.
	#[codec(index = 0)]
	TransferAllowDeath {
		/// The account that is paid.
		dest: Address,
		/// The amount.
		#[codec(compact)]
		value: u128,
	},
	/// A payment of `value` to `dest` that keeps the existential deposit.
	#[codec(index = 3)]
	TransferKeepAlive {
		/// The account that is paid.
		dest: Address,
		/// The amount.
		#[codec(compact)]
		value: u128,
	},
}

/// Payments with a reference.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum AccountsCall {
	/// A payment of `value` to `dest` with a reference, such as the number of an invoice.
	#[codec(index = 0)]
	TransferWithReference {
		/// The account that is paid.
		dest: Address,
		/// The amount: more than zero.
		#[codec(compact)]
		value: u128,
		/// The reference: 1 to 64 bytes that everybody can read forever.
		reference: Vec<u8>,
	},
}

/// An account as calls name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Address {
	/// The identifier of the account.
	#[codec(index = 0)]
	Id(AccountId),
}
