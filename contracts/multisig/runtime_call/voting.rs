// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Votes in referenda.

use super::Address;

/// Votes in referenda. A class is the number of a track.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum ConvictionVotingCall {
	/// Vote, or change a vote.
	#[codec(index = 0)]
	Vote {
		/// The number of the referendum.
		#[codec(compact)]
		poll_index: u32,
		/// How, and with how much.
		vote: AccountVote,
	},
	/// Let another account vote with the multisig's BTR on all referenda of a track.
	///
	/// The gas limit has to cover 512 votes of that account. What it has fewer is not charged.
	#[codec(index = 1)]
	Delegate {
		/// The track.
		class: u16,
		/// Who votes.
		to: Address,
		/// How long the BTR stays locked afterwards, for how much weight.
		conviction: Conviction,
		/// With how much.
		balance: u128,
	},
	/// Take that back. Needs the same gas limit.
	#[codec(index = 2)]
	Undelegate {
		/// The track.
		class: u16,
	},
	/// Unlock what votes of an account lock no more.
	#[codec(index = 3)]
	Unlock {
		/// The track.
		class: u16,
		/// The account, of whomever.
		target: Address,
	},
	/// Take a vote back.
	#[codec(index = 4)]
	RemoveVote {
		/// The track. Needed once the referendum has ended.
		class: Option<u16>,
		/// The number of the referendum.
		index: u32,
	},
}

/// How a vote is cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum AccountVote {
	/// For or against.
	#[codec(index = 0)]
	Standard {
		/// Which, and with what conviction.
		vote: Vote,
		/// With how much.
		balance: u128,
	},
	/// Both, without conviction.
	#[codec(index = 1)]
	Split {
		/// How much for.
		aye: u128,
		/// How much against.
		nay: u128,
	},
	/// Both, and neither, without conviction.
	#[codec(index = 2)]
	SplitAbstain {
		/// How much for.
		aye: u128,
		/// How much against.
		nay: u128,
		/// How much for neither.
		abstain: u128,
	},
}

/// For or against, and with what conviction: one byte, the highest bit of which means aye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Vote {
	/// Against, with a tenth of the weight and no lock.
	#[codec(index = 0)]
	Nay,
	/// Against, locked for one period.
	#[codec(index = 1)]
	Nay1x,
	/// Against, locked for 2 periods.
	#[codec(index = 2)]
	Nay2x,
	/// Against, locked for 4 periods.
	#[codec(index = 3)]
	Nay3x,
	/// Against, locked for 8 periods.
	#[codec(index = 4)]
	Nay4x,
	/// Against, locked for 16 periods.
	#[codec(index = 5)]
	Nay5x,
	/// Against, locked for 32 periods.
	#[codec(index = 6)]
	Nay6x,
	/// For, with a tenth of the weight and no lock.
	#[codec(index = 128)]
	Aye,
	/// For, locked for one period.
	#[codec(index = 129)]
	Aye1x,
	/// For, locked for 2 periods.
	#[codec(index = 130)]
	Aye2x,
	/// For, locked for 4 periods.
	#[codec(index = 131)]
	Aye3x,
	/// For, locked for 8 periods.
	#[codec(index = 132)]
	Aye4x,
	/// For, locked for 16 periods.
	#[codec(index = 133)]
	Aye5x,
	/// For, locked for 32 periods.
	#[codec(index = 134)]
	Aye6x,
}

/// The weight of delegated BTR, and how long it stays locked afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Conviction {
	/// A tenth of the weight, no lock.
	#[codec(index = 0)]
	None,
	/// Locked for one period.
	#[codec(index = 1)]
	Locked1x,
	/// Twice the weight, locked for 2 periods.
	#[codec(index = 2)]
	Locked2x,
	/// Three times the weight, locked for 4 periods.
	#[codec(index = 3)]
	Locked3x,
	/// Four times the weight, locked for 8 periods.
	#[codec(index = 4)]
	Locked4x,
	/// Five times the weight, locked for 16 periods.
	#[codec(index = 5)]
	Locked5x,
	/// Six times the weight, locked for 32 periods.
	#[codec(index = 6)]
	Locked6x,
}
