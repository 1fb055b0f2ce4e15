// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The session keys of a validator: the files that hold them, what the chain expects of them, and
//! other nodes that sign with them.

pub mod arguments;
pub mod duty;
pub mod files;
pub mod hold;

use polkadot_sdk::sp_core::{
	crypto::{key_types, KeyTypeId, SecretStringError},
	ed25519, sr25519, Pair,
};

/// A kind of session key. Each has one scheme of signatures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
	/// The key that seals blocks, with sr25519.
	Babe,
	/// The key that votes for finality, with ed25519.
	Grandpa,
	/// The key that signs the addresses by which others find the node, with sr25519.
	AuthorityDiscovery,
}

impl Kind {
	/// The kinds of this chain, in the order that they have in a set of session keys.
	pub const ALL: [Self; 3] = [Self::Babe, Self::Grandpa, Self::AuthorityDiscovery];

	/// Returns the type by which keystores tell the kinds apart.
	pub fn id(self) -> KeyTypeId {
		match self {
			Self::Babe => key_types::BABE,
			Self::Grandpa => key_types::GRANDPA,
			Self::AuthorityDiscovery => key_types::AUTHORITY_DISCOVERY,
		}
	}

	/// Returns the kind with this type. None if this chain has no such session keys.
	pub fn of(id: KeyTypeId) -> Option<Self> {
		Self::ALL.into_iter().find(|kind| kind.id() == id)
	}

	/// Returns the name that the guides use.
	pub fn name(self) -> &'static str {
		match self {
			Self::Babe => "babe",
			Self::Grandpa => "grandpa",
			Self::AuthorityDiscovery => "authority discovery",
		}
	}

	/// Returns the name of the kind's scheme, as `--scheme` has it.
	pub fn scheme(self) -> &'static str {
		match self {
			Self::Grandpa => "ed25519",
			Self::Babe | Self::AuthorityDiscovery => "sr25519",
		}
	}

	/// Returns the public key of a secret phrase or seed, with its derivation path.
	pub fn public(
		self,
		secret: &str,
		password: Option<&str>,
	) -> Result<[u8; 32], SecretStringError> {
		match self {
			Self::Grandpa => {
				ed25519::Pair::from_string(secret, password).map(|pair| pair.public().0)
			},
			Self::Babe | Self::AuthorityDiscovery => {
				sr25519::Pair::from_string(secret, password).map(|pair| pair.public().0)
			},
		}
	}
}
