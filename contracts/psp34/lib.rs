// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A collection of non-fungible tokens by the standard PSP-34 with its metadata, with minting and
//! burning.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

mod attributes;
mod ledger;
mod standard;
#[cfg(test)]
mod tests;

/// A collection of non-fungible tokens by the standard PSP-34. The account that deploys it owns the
/// collection, creates the tokens and sets their attributes.
#[ink::contract]
mod psp34 {
	use crate::{
		attributes::Attributes,
		ledger::{Ledger, Token},
		standard::{Approval, AttributeSet, Id, PSP34Error, PSP34Metadata, Transfer, PSP34},
	};
	use ink::{
		prelude::{string::String, vec::Vec},
		storage::Mapping,
	};

	/// The most operators that one token has, apart from those of all tokens of its owner.
	pub(crate) const MAX_OPERATORS: usize = 8;

	/// The collection. The ledger holds its tokens, and `attributes` their descriptions.
	#[ink(storage)]
	pub struct Psp34 {
		/// The account that creates tokens and sets attributes.
		owner: AccountId,
		ledger: Ledger,
		/// The operators who may transfer all tokens of an owner, by owner and operator.
		operators: Mapping<(AccountId, AccountId), ()>,
		attributes: Attributes,
	}

	impl Psp34 {
		/// Creates a collection without tokens. Its name and symbol are attributes of the
		/// collection's own identifier, under the keys `name` and `symbol`.
		///
		/// Fails with `Custom` if one of them has more than 256 bytes.
		#[ink(constructor)]
		pub fn new(name: String, symbol: String) -> Result<Self, PSP34Error> {
			let mut collection = Self {
				owner: Self::env().caller(),
				ledger: Ledger::default(),
				operators: Mapping::new(),
				attributes: Attributes::default(),
			};
			let id = collection.collection_id();
			collection.put_attribute(id.clone(), b"name".to_vec(), name.into_bytes())?;
			collection.put_attribute(id, b"symbol".to_vec(), symbol.into_bytes())?;
			Ok(collection)
		}

		/// Creates the token `id` for `to`. Only the owner of the collection may call it.
		///
		/// Fails with `TokenExists` if the identifier is taken, as the collection's own is, and
		/// with `Custom` if it has more than 32 bytes or if the caller is not the owner.
		#[ink(message)]
		pub fn mint(&mut self, to: AccountId, id: Id) -> Result<(), PSP34Error> {
			self.ensure_collection_owner()?;
			if !Ledger::is_short(&id) {
				return Err(custom("an identifier has at most 32 bytes"));
			}
			if self.ledger.get(&id).is_some() || id == self.collection_id() {
				return Err(PSP34Error::TokenExists);
			}
			self.ledger.create(&id, to);
			self.env().emit_event(Transfer { from: None, to: Some(to), id });
			Ok(())
		}

		/// Destroys the token `id` and its attributes. Only its owner may call it. The identifier
		/// is free again.
		///
		/// Fails with `TokenNotExists`, and with `NotApproved` if the caller is not its owner.
		#[ink(message)]
		pub fn burn(&mut self, id: Id) -> Result<(), PSP34Error> {
			let owner = self.own_token(&id)?.owner;
			self.ledger.remove(&id, owner);
			self.attributes.clear(&id);
			self.env().emit_event(Transfer { from: Some(owner), to: None, id });
			Ok(())
		}

		/// Sets an attribute of the token `id`, or of the collection if `id` is its own identifier.
		/// Only the owner of the collection may call it.
		///
		/// A key has up to 32 bytes, a value up to 256, a token up to 8 attributes. Fails with
		/// `TokenNotExists`, and with `Custom` if a limit is exceeded or if the caller is not the
		/// owner.
		#[ink(message)]
		pub fn set_attribute(
			&mut self,
			id: Id,
			key: Vec<u8>,
			data: Vec<u8>,
		) -> Result<(), PSP34Error> {
			self.ensure_collection_owner()?;
			if id != self.collection_id() {
				self.token(&id)?;
			}
			self.put_attribute(id, key, data)
		}

		fn put_attribute(&mut self, id: Id, key: Vec<u8>, data: Vec<u8>) -> Result<(), PSP34Error> {
			self.attributes.set(&id, &key, &data).map_err(custom)?;
			self.env().emit_event(AttributeSet { id, key, data });
			Ok(())
		}

		fn ensure_collection_owner(&self) -> Result<(), PSP34Error> {
			if self.env().caller() == self.owner {
				Ok(())
			} else {
				Err(custom("only the owner of the collection may do this"))
			}
		}

		fn token(&self, id: &Id) -> Result<Token, PSP34Error> {
			self.ledger.get(id).ok_or(PSP34Error::TokenNotExists)
		}

		/// Returns the token, if the caller owns it.
		fn own_token(&self, id: &Id) -> Result<Token, PSP34Error> {
			let token = self.token(id)?;
			if token.owner == self.env().caller() {
				Ok(token)
			} else {
				Err(PSP34Error::NotApproved)
			}
		}

		fn add_operator(&mut self, id: &Id, operator: AccountId) -> Result<(), PSP34Error> {
			let mut token = self.own_token(id)?;
			if token.operators.contains(&operator) {
				return Ok(());
			}
			if token.operators.len() >= MAX_OPERATORS {
				return Err(custom("a token has at most 8 operators"));
			}
			token.operators.push(operator);
			self.ledger.update(id, &token);
			Ok(())
		}

		fn remove_operator(&mut self, id: &Id, operator: AccountId) -> Result<(), PSP34Error> {
			let mut token = self.own_token(id)?;
			if self.operators.contains((token.owner, operator)) {
				return Err(custom("the operator is approved for all tokens"));
			}
			token.operators.retain(|other| *other != operator);
			self.ledger.update(id, &token);
			Ok(())
		}
	}

	impl PSP34 for Psp34 {
		/// Returns the collection's own identifier: the bytes of the contract's account.
		#[ink(message)]
		fn collection_id(&self) -> Id {
			Id::Bytes(AsRef::<[u8]>::as_ref(&self.env().account_id()).to_vec())
		}

		/// Returns the number of tokens that exist.
		#[ink(message)]
		fn total_supply(&self) -> u128 {
			self.ledger.total_supply()
		}

		/// Returns the number of tokens that `owner` owns.
		#[ink(message)]
		fn balance_of(&self, owner: AccountId) -> u32 {
			self.ledger.balance_of(owner)
		}

		/// Returns the owner of the token `id`; none if there is no such token.
		#[ink(message)]
		fn owner_of(&self, id: Id) -> Option<AccountId> {
			self.ledger.get(&id).map(|token| token.owner)
		}

		/// Returns `true` if `operator` may transfer the token `id` of `owner`; without `id`, if it
		/// may transfer all tokens of `owner`.
		#[ink(message)]
		fn allowance(&self, owner: AccountId, operator: AccountId, id: Option<Id>) -> bool {
			let of_all = self.operators.contains((owner, operator));
			match id.map(|id| self.ledger.get(&id)) {
				None => of_all,
				Some(Some(token)) => {
					token.owner == owner && (of_all || token.operators.contains(&operator))
				},
				Some(None) => false,
			}
		}

		/// Allows `operator` to transfer the token `id` of the caller, or takes that permission
		/// back. Without `id` the permission is for all tokens of the caller, later ones included.
		///
		/// The permission for one token ends when the token changes hands. A token has up to 8
		/// operators.
		///
		/// Fails with `SelfApprove` if `operator` is the caller, with `TokenNotExists`, with
		/// `NotApproved` if the caller does not own the token, and with `Custom` if there are too
		/// many operators, or if the permission for one token is to be taken back while the
		/// operator has one for all.
		#[ink(message)]
		fn approve(
			&mut self,
			operator: AccountId,
			id: Option<Id>,
			approved: bool,
		) -> Result<(), PSP34Error> {
			let owner = self.env().caller();
			if owner == operator {
				return Err(PSP34Error::SelfApprove);
			}
			match (&id, approved) {
				(Some(id), true) => self.add_operator(id, operator)?,
				(Some(id), false) => self.remove_operator(id, operator)?,
				(None, true) => {
					self.operators.insert((owner, operator), &());
				},
				(None, false) => self.operators.remove((owner, operator)),
			}
			self.env().emit_event(Approval { owner, operator, id, approved });
			Ok(())
		}

		/// Gives the token `id` to `to`. Only its owner and approved operators may call it. `data`
		/// is ignored.
		///
		/// Fails with `TokenNotExists`, and with `NotApproved` if the caller is none of these.
		#[ink(message)]
		#[allow(unused_variables)]
		fn transfer(&mut self, to: AccountId, id: Id, data: Vec<u8>) -> Result<(), PSP34Error> {
			let Token { owner, operators } = self.token(&id)?;
			let caller = self.env().caller();
			if caller != owner
				&& !operators.contains(&caller)
				&& !self.operators.contains((owner, caller))
			{
				return Err(PSP34Error::NotApproved);
			}
			self.ledger.transfer(&id, owner, to);
			self.env().emit_event(Transfer { from: Some(owner), to: Some(to), id });
			Ok(())
		}
	}

	impl PSP34Metadata for Psp34 {
		/// Returns the value of the attribute `key` of the token `id`, or of the collection if `id`
		/// is its own identifier; none if it was not set.
		#[ink(message)]
		fn get_attribute(&self, id: Id, key: Vec<u8>) -> Option<Vec<u8>> {
			if Ledger::is_short(&id) {
				self.attributes.get(&id, &key)
			} else {
				None
			}
		}
	}

	fn custom(reason: &str) -> PSP34Error {
		PSP34Error::Custom(String::from(reason))
	}
}
