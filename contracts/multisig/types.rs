// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Owners, proposals and errors, and the rules that need no chain.

use crate::call::Call;
use ink::{env::ReturnErrorCode, prelude::vec::Vec, primitives::AccountId};

/// The most owners that a multisig has.
pub const MAX_OWNERS: usize = 16;
/// The most proposals that are open at the same time. Each owner may have an equal share of them
/// open, so that none can keep the others from proposing.
pub const MAX_OPEN: usize = 64;

/// The reason why a message was refused. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Error {
	/// A multisig must have 1 to 16 owners.
	InvalidOwnerCount,
	/// An account is named twice as an owner.
	DuplicateOwner,
	/// The multisig cannot be an owner of itself.
	OwnOwner,
	/// The threshold must be at least 1 and at most the number of owners.
	InvalidThreshold,
	/// Only an owner may do this.
	NotOwner,
	/// Only the multisig itself may do this, by a proposal that calls this message.
	OnlyByProposal,
	/// No open proposal has this number.
	UnknownProposal,
	/// The caller has confirmed the proposal already.
	AlreadyConfirmed,
	/// The caller has not confirmed the proposal.
	NotConfirmed,
	/// Fewer owners than the threshold have confirmed the proposal.
	NotEnoughConfirmations,
	/// Only the submitter may cancel the proposal; or any owner, if the submitter is no longer an
	/// owner; or the multisig itself.
	NotSubmitter,
	/// The caller has as many open proposals as an owner may have, or 64 are open already.
	TooManyProposals,
	/// The call has more than 4,096 bytes, or a reference of more than 64.
	CallTooLarge,
	/// The transfer failed: the multisig cannot spend that much, or it is too little to open the
	/// receiver's account.
	TransferFailed,
	/// The account to call is not a contract.
	NotAContract,
	/// The called contract refused the call, and has undone what it did.
	CallReverted,
	/// The called contract stopped: it ran out of gas, or has an error.
	CallTrapped,
	/// The chain refused the runtime call: it is not open to contracts, or it failed. Contracts are
	/// not told why. A dry run of the same call from an account of your own shows the reason.
	RuntimeCallFailed,
}

impl Error {
	/// Returns the error for the failure of a call to a contract.
	pub fn of_call(code: ReturnErrorCode) -> Self {
		match code {
			ReturnErrorCode::CalleeReverted => Self::CallReverted,
			ReturnErrorCode::TransferFailed => Self::TransferFailed,
			ReturnErrorCode::NotCallable => Self::NotAContract,
			_ => Self::CallTrapped,
		}
	}
}

/// The owners, and the number of confirmations that a proposal needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Policy {
	/// The owners: 1 to 16 accounts, each once.
	pub owners: Vec<AccountId>,
	/// The number of owners that have to confirm a proposal.
	pub threshold: u32,
}

impl Policy {
	/// Checks owners and threshold, and returns them as a policy. `multisig` is the account of the
	/// contract.
	pub fn new(owners: Vec<AccountId>, threshold: u32, multisig: AccountId) -> Result<Self, Error> {
		if owners.is_empty() || owners.len() > MAX_OWNERS {
			return Err(Error::InvalidOwnerCount);
		}
		if owners.contains(&multisig) {
			return Err(Error::OwnOwner);
		}
		let mut sorted = owners.clone();
		sorted.sort_unstable();
		sorted.dedup();
		if sorted.len() < owners.len() {
			return Err(Error::DuplicateOwner);
		}
		match usize::try_from(threshold) {
			Ok(needed) if needed > 0 && needed <= owners.len() => Ok(Self { owners, threshold }),
			_ => Err(Error::InvalidThreshold),
		}
	}

	/// Returns `true` if enough of the present owners are among `confirmations`.
	pub fn is_met_by(&self, confirmations: &[AccountId]) -> bool {
		let count = confirmations.iter().filter(|who| self.owners.contains(who)).count();
		usize::try_from(self.threshold).is_ok_and(|needed| count >= needed)
	}

	/// Returns the number of proposals that an owner may have open.
	fn share(&self) -> usize {
		MAX_OPEN.checked_div(self.owners.len()).unwrap_or_default()
	}
}

/// A call that an owner submitted, and its confirmations.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Proposal {
	/// The owner who submitted it.
	pub submitter: AccountId,
	/// The call to make.
	pub call: Call,
	/// The accounts that confirmed it. Those that are no longer owners do not count.
	pub confirmations: Vec<AccountId>,
}

/// The register of open proposals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Register {
	/// The number of the next proposal. No number is given twice.
	next: u32,
	/// The numbers of the open proposals and their submitters, so that shares are counted without
	/// reading the proposals.
	open: Vec<(u32, AccountId)>,
}

impl Register {
	/// Gives `submitter` a number for a new proposal.
	pub fn open(&mut self, submitter: AccountId, policy: &Policy) -> Result<u32, Error> {
		let own = self.open.iter().filter(|(_, who)| *who == submitter).count();
		if self.open.len() >= MAX_OPEN || own >= policy.share() {
			return Err(Error::TooManyProposals);
		}
		let id = self.next;
		self.next = id.checked_add(1).ok_or(Error::TooManyProposals)?;
		self.open.push((id, submitter));
		Ok(id)
	}

	/// Forgets a proposal.
	pub fn close(&mut self, id: u32) {
		self.open.retain(|(open, _)| *open != id);
	}

	/// Returns the numbers of the open proposals, the oldest first.
	pub fn ids(&self) -> Vec<u32> {
		self.open.iter().map(|(id, _)| *id).collect()
	}
}
