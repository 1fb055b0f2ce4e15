// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! An account of several owners. One of them submits a call, enough of them confirm it, and one
//! executes it: a payment, the call of a contract, or a call of the chain, with which the multisig
//! votes and stakes.
//!
//! - The owners who submit and confirm a proposal put down the deposits for its storage; the owner
//!   who executes it puts down the deposit for the storage of a called contract. The deposits that
//!   a proposal frees when it ends go to the owner who ends it.
//! - All state is in cells of its own, and none in the contract's root. ink! writes the root back
//!   when a message ends, over what a call of the contract to itself has changed meanwhile:
//!   `change_owners` would have no effect.

#![cfg_attr(not(feature = "std"), no_std, no_main)]
// The derived encoding of enums casts.
#![allow(clippy::cast_possible_truncation)]

pub mod call;
pub mod events;
pub mod runtime_call;
#[cfg(test)]
mod tests;
pub mod types;

/// An account of several owners, which makes the calls that enough of them have confirmed.
#[ink::contract]
mod multisig {
	use crate::{
		call::{call_contract, Call},
		events::{Cancelled, Confirmed, Deposited, Executed, OwnersChanged, Revoked, Submitted},
		types::{Error, Policy, Proposal, Register},
	};
	use ink::{
		env::CallFlags,
		prelude::vec::Vec,
		storage::{Lazy, Mapping},
	};

	/// The multisig.
	#[ink(storage)]
	#[derive(Default)]
	pub struct Multisig {
		policy: Lazy<Policy>,
		register: Lazy<Register>,
		proposals: Mapping<u32, Proposal>,
	}

	impl Multisig {
		/// Creates a multisig of 1 to 16 `owners`, of whom `threshold` have to confirm each call.
		/// BTR that is sent along is a deposit.
		#[ink(constructor, payable)]
		pub fn new(owners: Vec<AccountId>, threshold: u32) -> Result<Self, Error> {
			let mut multisig = Self::default();
			multisig.policy.set(&Policy::new(owners, threshold, Self::env().account_id())?);
			multisig.note_deposit();
			Ok(multisig)
		}

		/// Takes in BTR. Plain transfers to the multisig's address work as well.
		#[ink(message, payable)]
		pub fn deposit(&mut self) {
			self.note_deposit();
		}

		/// Proposes `call`. Only owners may submit. Returns the number of the proposal. Submitting
		/// does not confirm: the submitter has to confirm as well.
		///
		/// At most 64 proposals are open at the same time; each owner may have an equal share of
		/// them.
		#[ink(message)]
		pub fn submit(&mut self, call: Call) -> Result<u32, Error> {
			let (submitter, policy) = self.ensure_owner()?;
			if !call.fits() {
				return Err(Error::CallTooLarge);
			}
			let mut register = self.register.get_or_default();
			let id = register.open(submitter, &policy)?;
			self.register.set(&register);
			self.proposals.insert(id, &Proposal { submitter, call, confirmations: Vec::new() });
			self.env().emit_event(Submitted { id, by: submitter });
			Ok(id)
		}

		/// Confirms a proposal. Only owners may confirm, each once.
		#[ink(message)]
		pub fn confirm(&mut self, id: u32) -> Result<(), Error> {
			let (owner, policy) = self.ensure_owner()?;
			let mut proposal = self.ensure_open(id)?;
			if proposal.confirmations.contains(&owner) {
				return Err(Error::AlreadyConfirmed);
			}
			// There are never more than owners.
			proposal.confirmations.retain(|who| policy.owners.contains(who));
			proposal.confirmations.push(owner);
			self.proposals.insert(id, &proposal);
			self.env().emit_event(Confirmed { id, by: owner });
			Ok(())
		}

		/// Takes the caller's confirmation of a proposal back.
		#[ink(message)]
		pub fn revoke(&mut self, id: u32) -> Result<(), Error> {
			let (owner, _) = self.ensure_owner()?;
			let mut proposal = self.ensure_open(id)?;
			if !proposal.confirmations.contains(&owner) {
				return Err(Error::NotConfirmed);
			}
			proposal.confirmations.retain(|who| *who != owner);
			self.proposals.insert(id, &proposal);
			self.env().emit_event(Revoked { id, by: owner });
			Ok(())
		}

		/// Executes a proposal that enough owners have confirmed. Any owner may call it.
		///
		/// If it fails, nothing has changed, and the proposal stays open.
		#[ink(message)]
		pub fn execute(&mut self, id: u32) -> Result<(), Error> {
			let (owner, policy) = self.ensure_owner()?;
			let proposal = self.ensure_open(id)?;
			if !policy.is_met_by(&proposal.confirmations) {
				return Err(Error::NotEnoughConfirmations);
			}
			// First, so that nothing that is called meets a proposal that could be executed again.
			self.close(id);
			self.perform(proposal.call)?;
			self.env().emit_event(Executed { id, by: owner });
			Ok(())
		}

		/// Cancels a proposal. The submitter may cancel it; any owner, if the submitter is no
		/// longer an owner; and the multisig itself, by a proposal that calls this message.
		#[ink(message)]
		pub fn cancel(&mut self, id: u32) -> Result<(), Error> {
			let caller = self.env().caller();
			let submitter = self.ensure_open(id)?.submitter;
			if caller != self.env().account_id() {
				let (_, policy) = self.ensure_owner()?;
				if caller != submitter && policy.owners.contains(&submitter) {
					return Err(Error::NotSubmitter);
				}
			}
			self.close(id);
			self.env().emit_event(Cancelled { id, by: caller });
			Ok(())
		}

		/// Changes owners and threshold. Only the multisig itself may call it: submit a `Contract`
		/// call with the multisig as callee.
		///
		/// Open proposals stay. Confirmations of former owners do not count any more.
		#[ink(message)]
		pub fn change_owners(
			&mut self,
			owners: Vec<AccountId>,
			threshold: u32,
		) -> Result<(), Error> {
			let multisig = self.env().account_id();
			if self.env().caller() != multisig {
				return Err(Error::OnlyByProposal);
			}
			let policy = Policy::new(owners, threshold, multisig)?;
			self.policy.set(&policy);
			let Policy { owners, threshold } = policy;
			self.env().emit_event(OwnersChanged { owners, threshold });
			Ok(())
		}

		/// Returns the owners.
		#[ink(message)]
		pub fn owners(&self) -> Vec<AccountId> {
			self.policy.get_or_default().owners
		}

		/// Returns the number of owners that have to confirm a proposal.
		#[ink(message)]
		pub fn threshold(&self) -> u32 {
			self.policy.get_or_default().threshold
		}

		/// Returns the open proposal with this number, if there is one.
		#[ink(message)]
		pub fn proposal(&self, id: u32) -> Option<Proposal> {
			self.proposals.get(id)
		}

		/// Returns the numbers of the open proposals, the oldest first.
		#[ink(message)]
		pub fn open_proposals(&self) -> Vec<u32> {
			self.register.get_or_default().ids()
		}

		fn note_deposit(&self) {
			let value = self.env().transferred_value();
			if value > 0 {
				self.env().emit_event(Deposited { from: self.env().caller(), value });
			}
		}

		fn ensure_owner(&self) -> Result<(AccountId, Policy), Error> {
			let caller = self.env().caller();
			let policy = self.policy.get_or_default();
			if !policy.owners.contains(&caller) {
				return Err(Error::NotOwner);
			}
			Ok((caller, policy))
		}

		fn ensure_open(&self, id: u32) -> Result<Proposal, Error> {
			self.proposals.get(id).ok_or(Error::UnknownProposal)
		}

		fn close(&mut self, id: u32) {
			let mut register = self.register.get_or_default();
			register.close(id);
			self.register.set(&register);
			self.proposals.remove(id);
		}

		fn perform(&self, call: Call) -> Result<(), Error> {
			match call {
				Call::Transfer { dest, value } => {
					self.env().transfer(dest, value).map_err(|_| Error::TransferFailed)
				},
				Call::Contract { callee, selector, input, value, gas } => {
					// Others must not come back while the call runs; the multisig calls itself to
					// change its owners.
					let flags = if callee == self.env().account_id() {
						CallFlags::ALLOW_REENTRY
					} else {
						CallFlags::empty()
					};
					let input = [&selector[..], &input].concat();
					call_contract(flags, &callee, gas, value, &input).map_err(Error::of_call)
				},
				Call::Runtime(call) => {
					self.env().call_runtime(&call).map_err(|_| Error::RuntimeCallFailed)
				},
			}
		}
	}
}
