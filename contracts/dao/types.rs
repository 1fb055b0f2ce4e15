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

/// The reason why a message was refused. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Error {
	/// The voting period must be 1 to 10,512,000 blocks.
	InvalidVotingPeriod,
	/// The quorum must be 1 to 100 per cent.
	InvalidQuorum,
	/// Only a member may do this.
	NotMember,
	/// The title has more than 128 bytes.
	TitleTooLong,
	/// The conviction must be 0 to 6.
	InvalidConviction,
	/// The caller has as many open proposals as a member may have, or 64 are open already.
	TooManyProposals,
	/// No open proposal has this number.
	UnknownProposal,
	/// The caller became a member after this was proposed.
	JoinedLater,
	/// The caller has voted already.
	AlreadyVoted,
	/// The voting period is over.
	VotingEnded,
	/// The voting period is not over yet.
	VotingNotEnded,
	/// Too few members voted, or not more for the proposal than against it.
	NotPassed,
	/// The proposal passed, but was not executed in time.
	Expired,
	/// The proposal passed and can still be executed.
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
	/// The last member cannot be removed.
	LastMember,
	/// The chain refused the vote: the referendum is not open to votes, the DAO has less BTR than
	/// it votes with, or contracts may not vote.
	RuntimeCallFailed,
}

/// An action that a DAO can decide on. Amounts are base units: 10^12 are 1 BTR.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub enum Action {
	/// A payment. A contract that is paid is not called.
	Pay {
		/// The account that is paid.
		to: AccountId,
		/// The amount.
		amount: u128,
	},
	/// The admission of a member.
	AddMember(AccountId),
	/// The removal of a member.
	RemoveMember(AccountId),
	/// A vote in a referendum of the chain, with BTR that the DAO holds. The BTR can be spent again
	/// when the referendum is over and the lock has passed: anybody can free it with
	/// `convictionVoting.removeOtherVote` and `convictionVoting.unlock`.
	VoteInReferendum {
		/// The number of the referendum.
		index: u32,
		/// `true` for a vote in favour, `false` for one against.
		aye: bool,
		/// The conviction, 0 to 6: the weight, and how long the BTR stays locked if the vote is on
		/// the winning side.
		conviction: u8,
		/// The amount that the DAO votes with.
		balance: u128,
	},
}

/// A member of the DAO.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Member {
	/// The account of the member.
	pub account: AccountId,
	/// The number of the first proposal that the member may vote on.
	pub votes_from: u32,
}

/// An action that a member proposed, and the votes on it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Proposal {
	/// The member who proposed it.
	pub proposer: AccountId,
	/// The title.
	pub title: String,
	/// The action to decide on.
	pub action: Action,
	/// The block at which voting ends. Votes are taken before it; from it on the proposal can be
	/// executed, if it passed.
	pub ends: u32,
	/// The block at which a decision becomes void: the proposal can be executed before it.
	pub expires: u32,
	/// The number of members at the time of the proposal.
	pub electorate: u32,
	/// The accounts that voted for it.
	pub ayes: Vec<AccountId>,
	/// The accounts that voted against it.
	pub nays: Vec<AccountId>,
}

impl Proposal {
	/// Returns `true` if `who` has voted.
	pub fn has_vote_of(&self, who: &AccountId) -> bool {
		self.ayes.contains(who) || self.nays.contains(who)
	}

	/// Returns `true` if at least `quorum_percent` of the electorate voted, and more for the
	/// proposal than against it.
	pub fn passes(&self, quorum_percent: u8) -> bool {
		let turnout = u64::try_from(self.ayes.len().saturating_add(self.nays.len()));
		let needed = u64::from(self.electorate).saturating_mul(quorum_percent.into());
		self.ayes.len() > self.nays.len()
			&& turnout.is_ok_and(|turnout| turnout.saturating_mul(100) >= needed)
	}
}
