// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Members, proposals and errors, and the rules that need no chain.

use ink::{
	prelude::{string::String, vec::Vec},
	primitives::AccountId,
};

/// The most members that a DAO has.
pub const MAX_MEMBERS: usize = 32;
/// The most proposals that are open at the same time. Each member may have an equal share of them
/// open, so that none can keep the others from proposing.
pub const MAX_OPEN: usize = 64;
/// The most bytes of a title.
pub const MAX_TITLE_BYTES: usize = 128;
/// The longest time for votes, in blocks: a year of blocks of 3 s.
pub const MAX_VOTING_PERIOD: u32 = 10_512_000;

/// Why a message was refused. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Error {
	/// Votes are taken for 1 to 10,512,000 blocks.
	InvalidVotingPeriod,
	/// The quorum is 1 to 100 per cent.
	InvalidQuorum,
	/// Only a member may do this.
	NotMember,
	/// The title has more than 128 bytes.
	TitleTooLong,
	/// Convictions are 0 to 6.
	InvalidConviction,
	/// The caller has as many open proposals as a member may have, or there are 64.
	TooManyProposals,
	/// No open proposal has this number.
	UnknownProposal,
	/// The caller became a member after this was proposed.
	JoinedLater,
	/// The caller has voted already.
	AlreadyVoted,
	/// The time for votes is over.
	VotingEnded,
	/// Votes are still taken.
	VotingNotEnded,
	/// Too few voted, or not more for it than against it.
	NotPassed,
	/// It passed, but was not executed in time.
	Expired,
	/// It passed and can still be executed.
	StillExecutable,
	/// The payment failed: the DAO cannot spend that much, or it is too little to open the
	/// receiver's account.
	PaymentFailed,
	/// The account is a member already.
	AlreadyMember,
	/// A DAO has at most 32 members.
	TooManyMembers,
	/// The account is not a member.
	UnknownMember,
	/// The last member stays.
	LastMember,
	/// The chain refused the vote: the referendum is not open to votes, the DAO has less BTR than
	/// it votes with, or contracts may not vote.
	RuntimeCallFailed,
}

/// What a DAO can do. Amounts are base units: 10^12 are 1 BTR.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub enum Action {
	/// Pay somebody. A contract that is paid is not called.
	Pay {
		/// Who is paid.
		to: AccountId,
		/// How much.
		amount: u128,
	},
	/// Take somebody in.
	AddMember(AccountId),
	/// Put somebody out.
	RemoveMember(AccountId),
	/// Vote in a referendum of the chain, with BTR that the DAO holds. It can be spent again when
	/// the referendum is over and the lock has passed: anybody frees it with
	/// `convictionVoting.removeOtherVote` and `convictionVoting.unlock`.
	VoteInReferendum {
		/// The number of the referendum.
		index: u32,
		/// For or against.
		aye: bool,
		/// 0 to 6: the weight, and how long the BTR stays locked if the vote is on the winning side.
		conviction: u8,
		/// With how much.
		balance: u128,
	},
}

/// Who decides.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Member {
	/// The account.
	pub account: AccountId,
	/// The first proposal that the member votes on.
	pub votes_from: u32,
}

/// Something that a member proposes to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Proposal {
	/// Who proposed it.
	pub proposer: AccountId,
	/// What it is about.
	pub title: String,
	/// What to do.
	pub action: Action,
	/// Votes are taken before this block; from it on the proposal can be executed.
	pub ends: u32,
	/// If it passed it can be executed before this block.
	pub expires: u32,
	/// How many members there were when it was proposed.
	pub electorate: u32,
	/// Who voted for it.
	pub ayes: Vec<AccountId>,
	/// Who voted against it.
	pub nays: Vec<AccountId>,
}

impl Proposal {
	/// Whether `who` has voted.
	pub fn has_vote_of(&self, who: &AccountId) -> bool {
		self.ayes.contains(who) || self.nays.contains(who)
	}

	/// Whether so many voted that `quorum_percent` of the electorate did, and more for it than
	/// against it.
	pub fn passes(&self, quorum_percent: u8) -> bool {
		let turnout = u64::try_from(self.ayes.len().saturating_add(self.nays.len()));
		let needed = u64::from(self.electorate).saturating_mul(quorum_percent.into());
		self.ayes.len() > self.nays.len()
			&& turnout.is_ok_and(|turnout| turnout.saturating_mul(100) >= needed)
	}
}
