// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Staking by nomination, and in pools.

use super::Address;
use ink::{prelude::vec::Vec, primitives::AccountId};

/// Staking by nomination.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum StakingCall {
	/// A new stake.
	#[codec(index = 0)]
	Bond {
		/// The amount.
		#[codec(compact)]
		value: u128,
		/// The destination of rewards.
		payee: RewardDestination,
	},
	/// An addition to the stake.
	#[codec(index = 1)]
	BondExtra {
		/// The highest amount to add.
		#[codec(compact)]
		max_additional: u128,
	},
	/// The unbonding of stake, which can be withdrawn after the unbonding time.
	#[codec(index = 2)]
	Unbond {
		/// The amount.
		#[codec(compact)]
		value: u128,
	},
	/// The withdrawal of BTR that has unbonded.
	#[codec(index = 3)]
	WithdrawUnbonded {
		/// The number of slashing spans of the stake, or more: 0 if it was never slashed.
		num_slashing_spans: u32,
	},
	/// The nomination of validators.
	#[codec(index = 5)]
	Nominate {
		/// The validators that the multisig stands behind.
		targets: Vec<Address>,
	},
	/// The end of all nominations.
	#[codec(index = 6)]
	Chill,
	/// A change of the destination of rewards.
	#[codec(index = 7)]
	SetPayee {
		/// The destination of rewards from now on.
		payee: RewardDestination,
	},
	/// The return of unbonding BTR to the stake.
	#[codec(index = 19)]
	Rebond {
		/// The amount.
		#[codec(compact)]
		value: u128,
	},
}

/// Staking in a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum NominationPoolsCall {
	/// A new stake in a pool.
	#[codec(index = 0)]
	Join {
		/// The amount.
		#[codec(compact)]
		amount: u128,
		/// The number of the pool.
		pool_id: u32,
	},
	/// An addition to the stake.
	#[codec(index = 1)]
	BondExtra {
		/// The source of the BTR.
		extra: BondExtra,
	},
	/// The payout of the multisig's rewards.
	#[codec(index = 2)]
	ClaimPayout,
	/// The unbonding of stake, which can be withdrawn after the unbonding time.
	#[codec(index = 3)]
	Unbond {
		/// The member: the address of the multisig.
		member_account: Address,
		/// The amount, in points of the pool.
		#[codec(compact)]
		unbonding_points: u128,
	},
	/// The withdrawal of BTR that has unbonded.
	#[codec(index = 5)]
	WithdrawUnbonded {
		/// The member: the address of the multisig.
		member_account: Address,
		/// The number of slashing spans of the pool, or more: 0 if it was never slashed.
		num_slashing_spans: u32,
	},
}

/// The destination of staking rewards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum RewardDestination {
	/// The multisig, as an addition to its stake.
	#[codec(index = 0)]
	Staked,
	/// The multisig, as BTR that it can spend.
	#[codec(index = 1)]
	Stash,
	/// The account named here.
	#[codec(index = 3)]
	Account(AccountId),
	/// No account: the multisig receives no rewards.
	#[codec(index = 4)]
	None,
}

/// The source of the BTR that a member adds to a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum BondExtra {
	/// The amount named here, of the BTR that the multisig holds.
	#[codec(index = 0)]
	FreeBalance(u128),
	/// All rewards that were not claimed.
	#[codec(index = 1)]
	Rewards,
}
