// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Votes in referenda.

use super::Address;

/// Votes in referenda. A class is the number of a track.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum ConvictionVotingCall {
	/// A vote, or a change of a vote.
	#[codec(index = 0)]
	Vote {
		/// The number of the referendum.
		#[codec(compact)]
		poll_index: u32,
		/// The vote and its amount.
		vote: AccountVote,
	},
	/// A delegation: another account votes with the multisig's BTR on all referenda of a track.
	///
	/// The gas limit has to cover 512 votes of that account. If it has fewer, only those are
	/// charged.
	#[codec(index = 1)]
	Delegate {
		/// The track.
		class: u16,
		/// The account that votes.
		to: Address,
		/// The weight of the BTR, and how long it stays locked afterwards.
		conviction: Conviction,
		/// The amount to vote with.
		balance: u128,
	},
	/// The end of a delegation. Needs the same gas limit as the delegation.
	#[codec(index = 2)]
	Undelegate {
		/// The track.
		class: u16,
	},
	/// The release of BTR that the votes of an account no longer lock.
	#[codec(index = 3)]
	Unlock {
		/// The track.
		class: u16,
		/// The account to release it for: the multisig or any other.
		target: Address,
	},
	/// The removal of a vote.
	#[codec(index = 4)]
	RemoveVote {
		/// The track. Needed once the referendum has ended.
		class: Option<u16>,
		/// The number of the referendum.
		index: u32,
	},
}

/// The form in which a vote is cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum AccountVote {
	/// A vote for or against.
	#[codec(index = 0)]
	Standard {
		/// The side and the conviction.
		vote: Vote,
		/// The amount of the vote.
		balance: u128,
	},
	/// Votes both in favour and against, without conviction.
	#[codec(index = 1)]
	Split {
		/// The amount in favour.
		aye: u128,
		/// The amount against.
		nay: u128,
	},
	/// Votes in favour, against and for neither side, without conviction.
	#[codec(index = 2)]
	SplitAbstain {
		/// The amount in favour.
		aye: u128,
		/// The amount against.
		nay: u128,
		/// The amount for neither side.
		abstain: u128,
	},
}

/// The side and the conviction of a vote: one byte, whose highest bit means aye.
///
/// The lock begins when the referendum ends, if the vote is on the winning side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Vote {
	/// A vote against, with a tenth of the weight and no lock.
	#[codec(index = 0)]
	Nay,
	/// A vote against, locked for one period.
	#[codec(index = 1)]
	Nay1x,
	/// A vote against, locked for 2 periods.
	#[codec(index = 2)]
	Nay2x,
	/// A vote against, locked for 4 periods.
	#[codec(index = 3)]
	Nay3x,
	/// A vote against, locked for 8 periods.
	#[codec(index = 4)]
	Nay4x,
	/// A vote against, locked for 16 periods.
	#[codec(index = 5)]
	Nay5x,
	/// A vote against, locked for 32 periods.
	#[codec(index = 6)]
	Nay6x,
	/// A vote in favour, with a tenth of the weight and no lock.
	#[codec(index = 128)]
	Aye,
	/// A vote in favour, locked for one period.
	#[codec(index = 129)]
	Aye1x,
	/// A vote in favour, locked for 2 periods.
	#[codec(index = 130)]
	Aye2x,
	/// A vote in favour, locked for 4 periods.
	#[codec(index = 131)]
	Aye3x,
	/// A vote in favour, locked for 8 periods.
	#[codec(index = 132)]
	Aye4x,
	/// A vote in favour, locked for 16 periods.
	#[codec(index = 133)]
	Aye5x,
	/// A vote in favour, locked for 32 periods.
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
	/// The full weight, locked for one period.
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
