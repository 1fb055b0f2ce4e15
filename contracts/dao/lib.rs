// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Members decide together over the BTR of the contract: they pay it out, vote with it in the
//! chain's referenda, admit members and remove them.
//!
//! - A member has one vote. A proposal passes if, when `voting_period` is over, `quorum_percent` of
//!   its electorate have voted, and more for it than against it.
//! - The electorate of a proposal consists of the members at the time it was made. Members who join
//!   later have no vote on it. Members who are removed cannot vote any more, but the votes that
//!   they cast stay, and so does the size of the electorate. So the outcome is fixed when the
//!   voting period ends, whatever is executed after it.
//! - A decision that was not executed within another voting period is void.
//! - The members who propose and vote put down the deposits for the storage of a proposal. The
//!   deposits that it frees when it ends go to the member who ends it.

#![cfg_attr(not(feature = "std"), no_std, no_main)]
// The derived encoding of enums casts.
#![allow(clippy::cast_possible_truncation)]

pub mod events;
mod runtime_call;
#[cfg(test)]
mod tests;
pub mod types;

/// Members decide together over the BTR of the contract.
#[ink::contract]
mod dao {
	use crate::{
		events::{Closed, Executed, Funded, Proposed, Voted},
		runtime_call::{AccountVote, ConvictionVotingCall, RuntimeCall, Vote},
		types::{
			Action, Error, Member, Proposal, MAX_MEMBERS, MAX_OPEN, MAX_TITLE_BYTES,
			MAX_VOTING_PERIOD,
		},
	};
	use ink::{
		prelude::{string::String, vec, vec::Vec},
		storage::Mapping,
	};

	/// The DAO.
	#[ink(storage)]
	pub struct Dao {
		voting_period: BlockNumber,
		quorum_percent: u8,
		members: Vec<Member>,
		/// The number of proposals made so far, which is the number of the next one. No number is
		/// given twice.
		proposal_count: u32,
		/// The numbers of the open proposals and their proposers, so that shares are counted
		/// without reading the proposals.
		open: Vec<(u32, AccountId)>,
		proposals: Mapping<u32, Proposal>,
	}

	impl Dao {
		/// Creates a DAO with the caller as its first member. BTR that is sent along funds it.
		///
		/// - `voting_period`: the time for votes, 1 to 10,512,000 blocks of 3 s.
		/// - `quorum_percent`: the share of the members that has to vote, 1 to 100 per cent.
		#[ink(constructor, payable)]
		pub fn new(voting_period: BlockNumber, quorum_percent: u8) -> Result<Self, Error> {
			if voting_period == 0 || voting_period > MAX_VOTING_PERIOD {
				return Err(Error::InvalidVotingPeriod);
			}
			if quorum_percent == 0 || quorum_percent > 100 {
				return Err(Error::InvalidQuorum);
			}
			let dao = Self {
				voting_period,
				quorum_percent,
				members: vec![Member { account: Self::env().caller(), votes_from: 0 }],
				proposal_count: 0,
				open: Vec::new(),
				proposals: Mapping::default(),
			};
			dao.note_funds();
			Ok(dao)
		}

		/// Takes in BTR. Plain transfers to the DAO's address work as well.
		#[ink(message, payable)]
		pub fn fund(&mut self) {
			self.note_funds();
		}

		/// Proposes `action` under a title of at most 128 bytes. Only members may propose. Returns
		/// the number of the proposal.
		///
		/// At most 64 proposals are open at the same time; each member may have an equal share of
		/// them.
		#[ink(message)]
		pub fn propose(&mut self, action: Action, title: String) -> Result<u32, Error> {
			let proposer = self.ensure_member()?.account;
			if title.len() > MAX_TITLE_BYTES {
				return Err(Error::TitleTooLong);
			}
			if let Action::VoteInReferendum { aye, conviction, .. } = action {
				Vote::new(aye, conviction).ok_or(Error::InvalidConviction)?;
			}
			let id = self.open(proposer)?;
			let ends = self.env().block_number().saturating_add(self.voting_period);
			let proposal = Proposal {
				proposer,
				title: title.clone(),
				action: action.clone(),
				ends,
				expires: ends.saturating_add(self.voting_period),
				electorate: u32::try_from(self.members.len()).unwrap_or(u32::MAX),
				ayes: Vec::new(),
				nays: Vec::new(),
			};
			self.proposals.insert(id, &proposal);
			self.env().emit_event(Proposed { id, by: proposer, title, action, ends });
			Ok(id)
		}

		/// Votes for or against a proposal. Only accounts that have been members since it was made
		/// may vote, each once.
		#[ink(message)]
		pub fn vote(&mut self, id: u32, approve: bool) -> Result<(), Error> {
			let Member { account: voter, votes_from } = self.ensure_member()?;
			let mut proposal = self.ensure_open(id)?;
			if id < votes_from {
				return Err(Error::JoinedLater);
			}
			if self.env().block_number() >= proposal.ends {
				return Err(Error::VotingEnded);
			}
			if proposal.has_vote_of(&voter) {
				return Err(Error::AlreadyVoted);
			}
			if approve {
				proposal.ayes.push(voter);
			} else {
				proposal.nays.push(voter);
			}
			self.proposals.insert(id, &proposal);
			self.env().emit_event(Voted { id, by: voter, approve });
			Ok(())
		}

		/// Executes a proposal that passed. Any member may call it, once the voting period is over
		/// and for as long again.
		///
		/// If it fails, nothing has changed, and it can be tried again.
		#[ink(message)]
		pub fn execute(&mut self, id: u32) -> Result<(), Error> {
			let member = self.ensure_member()?.account;
			let proposal = self.ensure_ended(id)?;
			if !proposal.passes(self.quorum_percent) {
				return Err(Error::NotPassed);
			}
			if self.env().block_number() >= proposal.expires {
				return Err(Error::Expired);
			}
			self.forget(id);
			self.perform(proposal.action)?;
			self.env().emit_event(Executed { id, by: member });
			Ok(())
		}

		/// Removes a proposal that did not pass, or that nobody executed in time. Any member may
		/// call it.
		#[ink(message)]
		pub fn close(&mut self, id: u32) -> Result<(), Error> {
			let member = self.ensure_member()?.account;
			let proposal = self.ensure_ended(id)?;
			let expired = self.env().block_number() >= proposal.expires;
			if proposal.passes(self.quorum_percent) && !expired {
				return Err(Error::StillExecutable);
			}
			self.forget(id);
			self.env().emit_event(Closed { id, by: member });
			Ok(())
		}

		/// Returns the open proposal with this number, if there is one.
		#[ink(message)]
		pub fn proposal(&self, id: u32) -> Option<Proposal> {
			self.proposals.get(id)
		}

		/// Returns the number of all proposals ever made. They are numbered from 0.
		#[ink(message)]
		pub fn proposal_count(&self) -> u32 {
			self.proposal_count
		}

		/// Returns the numbers of the open proposals, the oldest first.
		#[ink(message)]
		pub fn open_proposals(&self) -> Vec<u32> {
			self.open.iter().map(|(id, _)| *id).collect()
		}

		/// Returns the members.
		#[ink(message)]
		pub fn members(&self) -> Vec<AccountId> {
			self.members.iter().map(|member| member.account).collect()
		}

		/// Returns the time for votes, in blocks.
		#[ink(message)]
		pub fn voting_period(&self) -> BlockNumber {
			self.voting_period
		}

		/// Returns the share of a proposal's electorate that has to vote, in per cent.
		#[ink(message)]
		pub fn quorum_percent(&self) -> u8 {
			self.quorum_percent
		}

		fn note_funds(&self) {
			let value = self.env().transferred_value();
			if value > 0 {
				self.env().emit_event(Funded { from: self.env().caller(), value });
			}
		}

		fn ensure_member(&self) -> Result<Member, Error> {
			let caller = self.env().caller();
			let member = self.members.iter().find(|member| member.account == caller);
			member.cloned().ok_or(Error::NotMember)
		}

		fn ensure_open(&self, id: u32) -> Result<Proposal, Error> {
			self.proposals.get(id).ok_or(Error::UnknownProposal)
		}

		fn ensure_ended(&self, id: u32) -> Result<Proposal, Error> {
			let proposal = self.ensure_open(id)?;
			if self.env().block_number() < proposal.ends {
				return Err(Error::VotingNotEnded);
			}
			Ok(proposal)
		}

		/// Gives `proposer` a number for a new proposal.
		fn open(&mut self, proposer: AccountId) -> Result<u32, Error> {
			let own = self.open.iter().filter(|(_, who)| *who == proposer).count();
			let share = MAX_OPEN.checked_div(self.members.len()).unwrap_or_default();
			if self.open.len() >= MAX_OPEN || own >= share {
				return Err(Error::TooManyProposals);
			}
			let id = self.proposal_count;
			self.proposal_count = id.checked_add(1).ok_or(Error::TooManyProposals)?;
			self.open.push((id, proposer));
			Ok(id)
		}

		fn forget(&mut self, id: u32) {
			self.open.retain(|(open, _)| *open != id);
			self.proposals.remove(id);
		}

		fn perform(&mut self, action: Action) -> Result<(), Error> {
			match action {
				Action::Pay { to, amount } => {
					self.env().transfer(to, amount).map_err(|_| Error::PaymentFailed)
				},
				Action::AddMember(account) => self.add_member(account),
				Action::RemoveMember(account) => self.remove_member(account),
				Action::VoteInReferendum { index, aye, conviction, balance } => {
					let vote = Vote::new(aye, conviction).ok_or(Error::InvalidConviction)?;
					let vote = AccountVote::Standard { vote, balance };
					let call = ConvictionVotingCall::Vote { poll_index: index, vote };
					self.env()
						.call_runtime(&RuntimeCall::ConvictionVoting(call))
						.map_err(|_| Error::RuntimeCallFailed)
				},
			}
		}

		fn add_member(&mut self, account: AccountId) -> Result<(), Error> {
			if self.members.iter().any(|member| member.account == account) {
				return Err(Error::AlreadyMember);
			}
			if self.members.len() >= MAX_MEMBERS {
				return Err(Error::TooManyMembers);
			}
			self.members.push(Member { account, votes_from: self.proposal_count });
			Ok(())
		}

		fn remove_member(&mut self, account: AccountId) -> Result<(), Error> {
			let known = self.members.iter().position(|member| member.account == account);
			let index = known.ok_or(Error::UnknownMember)?;
			if self.members.len() == 1 {
				return Err(Error::LastMember);
			}
			self.members.remove(index);
			Ok(())
		}
	}
}
