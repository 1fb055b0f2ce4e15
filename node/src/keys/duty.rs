// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The comparison, once an epoch, of this validator's session keys with those that the chain
//! expects.

use super::{files, Kind};
use crate::{
	prometheus::register,
	types::{FullBackend, FullClient},
};
use batara_runtime::{opaque::Block, AccountId, Hash, Header, Runtime, SessionKeys};
use codec::Decode;
use futures::StreamExt;
use polkadot_sdk::{
	pallet_session::{KeyOwner, QueuedKeys},
	sc_client_api::{BlockchainEvents, StorageProvider},
	sp_api::{ApiError, ProvideRuntimeApi},
	sp_authority_discovery::AuthorityDiscoveryApi,
	sp_consensus::SyncOracle,
	sp_consensus_babe::{digests::CompatibleDigestItem, BabeApi},
	sp_consensus_grandpa::GrandpaApi,
	sp_core::{storage::StorageKey, ByteArray},
	sp_keystore::KeystorePtr,
	sp_runtime::traits::{Header as _, OpaqueKeys},
	substrate_prometheus_endpoint::{GaugeVec, Opts, PrometheusError, Registry, U64},
};
use sc_service::config::KeystoreConfig;
use std::sync::Arc;

/// The guide that says what to do.
const GUIDE: &str = "docs/guides/run-a-validator.md#session-keys";

/// A validator's look at its own keys.
pub struct Duty {
	client: Arc<FullClient>,
	keystore: KeystorePtr,
	files: KeystoreConfig,
	/// The number of kinds of this validator's keys in the set that signs now, and in the next one.
	in_set: GaugeVec<U64>,
}

impl Duty {
	/// Reads the chain from `client`, the keys from `keystore` and its files.
	pub fn new(
		client: Arc<FullClient>,
		keystore: KeystorePtr,
		files: KeystoreConfig,
		registry: Option<&Registry>,
	) -> Result<Self, PrometheusError> {
		let in_set = GaugeVec::new(
			Opts::new(
				"batara_session_keys",
				"Kinds of session keys of this validator, of three, in the set of validators: that \
				which signs now, and the queued one of the next session",
			),
			&["set"],
		)?;
		Ok(Self { client, keystore, files, in_set: register(in_set, registry)? })
	}

	/// Looks at the first block after the start, and then at the first one of each epoch.
	pub async fn watch(self, sync: impl SyncOracle) {
		let mut blocks = self.client.import_notification_stream();
		let mut is_due = true;
		while let Some(block) = blocks.next().await {
			is_due |= begins_epoch(&block.header);
			if is_due && block.is_new_best && !sync.is_major_syncing() {
				is_due = false;
				self.look(block.hash);
			}
		}
	}

	fn look(&self, at: Hash) {
		for fault in files::faults_of(&self.files) {
			log::warn!("A session key cannot sign: {fault}. Insert the right one: {GUIDE}");
		}
		match self.standing(at) {
			Ok(standing) => {
				let count = |keys: [bool; 3]| keys.into_iter().filter(|is_there| *is_there).count();
				for (set, keys) in [("active", standing.active), ("queued", standing.queued)] {
					self.in_set.with_label_values(&[set]).set(count(keys) as u64);
				}
				if let Some(advice) = standing.advice() {
					log::warn!("{advice}");
				}
			},
			Err(error) => log::debug!("cannot read which session keys the chain expects: {error}"),
		}
	}

	/// Reads what the chain knows of the keys in the keystore.
	fn standing(&self, at: Hash) -> Result<Standing, ApiError> {
		let own = Kind::ALL.map(|kind| self.keystore.keys(kind.id()).unwrap_or_default());
		let active = self.active_keys(at)?;
		let queued = self.queued_keys(at);
		let is_in = |sets: &[Vec<Vec<u8>>; 3]| {
			std::array::from_fn(|kind| own[kind].iter().any(|key| sets[kind].contains(key)))
		};
		Ok(Standing {
			active: is_in(&active),
			queued: is_in(&queued),
			owner: Kind::ALL
				.into_iter()
				.zip(&own)
				.flat_map(|(kind, keys)| keys.iter().map(move |key| (kind, key)))
				.find_map(|(kind, key)| self.owner(at, kind, key)),
		})
	}

	/// Returns the public keys that sign now, by kind.
	fn active_keys(&self, at: Hash) -> Result<[Vec<Vec<u8>>; 3], ApiError> {
		let api = self.client.runtime_api();
		let babe = api.current_epoch(at)?.authorities;
		let grandpa = api.grandpa_authorities(at)?;
		let discovery = api.authorities(at)?;
		Ok([
			babe.iter().map(|(key, _)| key.to_raw_vec()).collect(),
			grandpa.iter().map(|(key, _)| key.to_raw_vec()).collect(),
			discovery.iter().map(ByteArray::to_raw_vec).collect(),
		])
	}

	/// Returns the public keys of the next session, by kind; none if a later runtime keeps them in
	/// another form.
	fn queued_keys(&self, at: Hash) -> [Vec<Vec<u8>>; 3] {
		let queued: Vec<(AccountId, SessionKeys)> =
			self.read(at, QueuedKeys::<Runtime>::hashed_key().to_vec()).unwrap_or_default();
		Kind::ALL
			.map(|kind| queued.iter().map(|(_, keys)| keys.get_raw(kind.id()).to_vec()).collect())
	}

	/// Returns the account that has registered the key.
	fn owner(&self, at: Hash, kind: Kind, key: &[u8]) -> Option<AccountId> {
		self.read(at, KeyOwner::<Runtime>::hashed_key_for((kind.id(), key.to_vec())))
	}

	fn read<Value: Decode>(&self, at: Hash, key: Vec<u8>) -> Option<Value> {
		let client: &dyn StorageProvider<Block, FullBackend> = &*self.client;
		let value = client.storage(at, &StorageKey(key)).ok().flatten()?;
		Value::decode(&mut &value.0[..]).ok()
	}
}

/// Tells whether the block is the first one of an epoch: it announces the next.
fn begins_epoch(header: &Header) -> bool {
	header.digest().logs().iter().any(|log| log.as_next_epoch_descriptor().is_some())
}

/// The standing of the keys of this node on chain, by kind.
#[derive(Clone, Default)]
struct Standing {
	active: [bool; 3],
	queued: [bool; 3],
	/// The account that has registered one of the keys.
	owner: Option<AccountId>,
}

impl Standing {
	/// Returns what the operator has to know. None if all keys sign, now or in the next session.
	fn advice(&self) -> Option<String> {
		let is_in = |kind: usize| self.active[kind] || self.queued[kind];
		let (here, missing): (Vec<_>, Vec<_>) = (0..3).partition(|kind| is_in(*kind));
		let names = |kinds: &[usize]| {
			kinds.iter().map(|kind| Kind::ALL[*kind].name()).collect::<Vec<_>>().join(", ")
		};
		if missing.is_empty() {
			return None;
		}
		if !here.is_empty() {
			return Some(format!(
				"The chain expects this validator to sign with keys that it has not: its {} key is in \
				the set of validators, its {} key is not. It does half of its work, and may be jailed. \
				Make new keys with author_rotateKeysWithOwner and set them with \
				validators.rotateKeys: {GUIDE}",
				names(&here),
				names(&missing),
			));
		}
		Some(match &self.owner {
			Some(owner) => format!(
				"None of the session keys of this validator is in the set of validators, nor in the \
				next one: {owner}, which has registered them, is not elected. It authors when an \
				election chooses it; if it was jailed, after validators.rejoin: \
				docs/guides/become-a-validator.md#check",
			),
			None => format!(
				"None of the session keys of this validator is in the set of validators, nor in the \
				next one, and no account has registered them: it authors nothing. Send their public \
				keys with validators.join, or validators.rotateKeys if its account validates with \
				other keys: {GUIDE}",
			),
		})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const NONE: [bool; 3] = [false; 3];
	const ALL: [bool; 3] = [true; 3];

	fn advice(active: [bool; 3], queued: [bool; 3], owner: Option<AccountId>) -> Option<String> {
		Standing { active, queued, owner }.advice()
	}

	#[test]
	fn keys_that_sign_now_or_next_need_no_advice() {
		let owner = || Some(AccountId::new([1; 32]));
		assert_eq!(advice(ALL, ALL, owner()), None);
		assert_eq!(advice(ALL, NONE, owner()), None);
		assert_eq!(advice(NONE, ALL, owner()), None);
		assert_eq!(advice([true, false, true], [false, true, false], owner()), None);
	}

	#[test]
	fn some_keys_of_three_are_told_by_name() {
		let advice = advice([true, false, true], NONE, Some(AccountId::new([1; 32]))).unwrap();
		assert!(advice.contains("its babe, authority discovery key is in"), "{advice}");
		assert!(advice.contains("its grandpa key is not"), "{advice}");
	}

	#[test]
	fn keys_of_a_candidate_that_is_not_elected_name_the_account() {
		let owner = AccountId::new([1; 32]);
		let advice = advice(NONE, NONE, Some(owner.clone())).unwrap();
		assert!(advice.contains(&owner.to_string()), "{advice}");
	}

	#[test]
	fn keys_that_nobody_has_registered_are_told() {
		assert!(advice(NONE, NONE, None).unwrap().contains("validators.join"));
	}
}
