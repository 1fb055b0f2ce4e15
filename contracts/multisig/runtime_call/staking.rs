// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Staking by nomination, and in pools.

use super::Address;
use ink::{prelude::vec::Vec, primitives::AccountId};

/// Staking by nomination.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum StakingCall {
	/// Begin to stake.
	#[codec(index = 0)]
	Bond {
		/// How much.
		#[codec(compact)]
		value: u128,
		/// Where rewards go.
		payee: RewardDestination,
	},
	/// Stake more.
	#[codec(index = 1)]
	BondExtra {
		/// How much more, at most.
		#[codec(compact)]
		max_additional: u128,
	},
	/// Begin to take stake back. It is free after the unbonding time.
	#[codec(index = 2)]
	Unbond {
		/// How much.
		#[codec(compact)]
		value: u128,
	},
	/// Free what has unbonded.
	#[codec(index = 3)]
	WithdrawUnbonded {
		/// How often the stake was slashed, at least. Mostly 0.
		num_slashing_spans: u32,
	},
	/// Stand behind these validators.
	#[codec(index = 5)]
	Nominate {
		/// The validators.
		targets: Vec<Address>,
	},
	/// Stand behind no validator any more.
	#[codec(index = 6)]
	Chill,
	/// Send rewards elsewhere.
	#[codec(index = 7)]
	SetPayee {
		/// Where rewards go from now on.
		payee: RewardDestination,
	},
	/// Stake again what is unbonding.
	#[codec(index = 19)]
	Rebond {
		/// How much.
		#[codec(compact)]
		value: u128,
	},
}

/// Staking in a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum NominationPoolsCall {
	/// Stake in a pool.
	#[codec(index = 0)]
	Join {
		/// How much.
		#[codec(compact)]
		amount: u128,
		/// The number of the pool.
		pool_id: u32,
	},
	/// Stake more.
	#[codec(index = 1)]
	BondExtra {
		/// From where.
		extra: BondExtra,
	},
	/// Take the rewards.
	#[codec(index = 2)]
	ClaimPayout,
	/// Begin to take stake back. It is free after the unbonding time.
	#[codec(index = 3)]
	Unbond {
		/// The member: the address of the multisig.
		member_account: Address,
		/// How much, in points of the pool.
		#[codec(compact)]
		unbonding_points: u128,
	},
	/// Free what has unbonded.
	#[codec(index = 5)]
	WithdrawUnbonded {
		/// The member: the address of the multisig.
		member_account: Address,
		/// How often the pool was slashed, at least. Mostly 0.
		num_slashing_spans: u32,
	},
}

/// Where staking rewards go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum RewardDestination {
	/// To the multisig, and staked.
	#[codec(index = 0)]
	Staked,
	/// To the multisig.
	#[codec(index = 1)]
	Stash,
	/// To this account.
	#[codec(index = 3)]
	Account(AccountId),
	/// Nowhere.
	#[codec(index = 4)]
	None,
}

/// What a member adds to a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum BondExtra {
	/// This much of what the multisig holds.
	#[codec(index = 0)]
	FreeBalance(u128),
	/// All rewards that were not claimed.
	#[codec(index = 1)]
	Rewards,
}
