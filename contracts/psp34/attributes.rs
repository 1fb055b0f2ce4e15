// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The attributes of the tokens: a short list for each token, in one cell, so that it is removed
//! with the token.

use crate::standard::Id;
use ink::{prelude::vec::Vec, storage::Mapping};

/// The most attributes of one token, and of the collection.
pub const MAX_ATTRIBUTES: usize = 8;

/// The longest name of an attribute, in bytes.
pub const MAX_KEY_BYTES: usize = 32;

/// The longest value of an attribute, in bytes.
pub const MAX_VALUE_BYTES: usize = 256;

/// A name and its value.
type Attribute = (Vec<u8>, Vec<u8>);

/// The attributes of all tokens.
#[ink::storage_item]
#[derive(Debug, Default)]
pub struct Attributes {
	by_id: Mapping<Id, Vec<Attribute>>,
}

impl Attributes {
	/// Returns the value of an attribute. The caller makes sure that `id` is short enough for a
	/// key.
	pub fn get(&self, id: &Id, key: &[u8]) -> Option<Vec<u8>> {
		let attributes = self.by_id.get(id)?;
		attributes.into_iter().find(|(name, _)| name == key).map(|(_, value)| value)
	}

	/// Adds an attribute or replaces its value. Fails with a text for the user if key or value is
	/// too long, or if there are too many attributes.
	pub fn set(&mut self, id: &Id, key: &[u8], value: &[u8]) -> Result<(), &'static str> {
		if key.len() > MAX_KEY_BYTES {
			return Err("a key has at most 32 bytes");
		}
		if value.len() > MAX_VALUE_BYTES {
			return Err("a value has at most 256 bytes");
		}
		let mut attributes = self.by_id.get(id).unwrap_or_default();
		let is_full = attributes.len() >= MAX_ATTRIBUTES;
		match attributes.iter_mut().find(|(name, _)| name == key) {
			Some((_, old)) => *old = value.to_vec(),
			None if is_full => return Err("a token has at most 8 attributes"),
			None => attributes.push((key.to_vec(), value.to_vec())),
		}
		self.by_id.insert(id, &attributes);
		Ok(())
	}

	/// Forgets all attributes of a token.
	pub fn clear(&mut self, id: &Id) {
		self.by_id.remove(id);
	}
}
