// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The hold on a validator that has just started: it signs nothing while another node signs with
//! its keys.
//!
//! Two nodes with the same keys sign two blocks for one slot, and are slashed. The second one can
//! notice in time: as long as it has made no block itself, a new block with its own seal comes from
//! the other. It then waits for an epoch without such a block. Once it signs, too, it can only tell.
//! Blocks of slots before its start do not count: a node that was killed and starts again sees its
//! own last ones.

use crate::types::FullClient;
use batara_runtime::Header;
use futures::StreamExt;
use futures_timer::Delay;
use polkadot_sdk::{
	sc_client_api::BlockchainEvents,
	sp_blockchain::HeaderBackend,
	sp_consensus::{BlockOrigin, SyncOracle},
	sp_consensus_babe::{
		digests::CompatibleDigestItem, AuthorityId, AuthorityPair, Slot, SlotDuration,
	},
	sp_core::{crypto::key_types::BABE, Pair},
	sp_keystore::KeystorePtr,
	sp_runtime::traits::Header as _,
	sp_timestamp::Timestamp,
};
use std::{
	sync::{
		atomic::{AtomicBool, AtomicU64, Ordering},
		Arc, OnceLock,
	},
	time::{Duration, Instant},
};

/// The time between two looks whether the voter may start.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// The hold that keeps a validator from signing.
pub struct Hold {
	slots: Slots,
	listens_until: Option<Instant>,
	released: AtomicBool,
	/// Set once there is a first block: `true` if the chain began when this node did.
	is_launch: OnceLock<bool>,
	slot_duration: SlotDuration,
	client: Arc<FullClient>,
	sync: Arc<dyn SyncOracle + Send + Sync>,
}

impl Hold {
	/// Returns a hold that listens for `listen` slots from now on, and for an epoch after each
	/// block of another node.
	pub fn new(
		client: Arc<FullClient>,
		sync: Arc<dyn SyncOracle + Send + Sync>,
		slot_duration: SlotDuration,
		listen: u64,
		epoch: u64,
	) -> Self {
		let now = *Slot::from_timestamp(Timestamp::current(), slot_duration);
		// Where the clock is behind, its last own blocks would look like those of another node.
		let best = client.header(client.info().best_hash).ok().flatten();
		let started = best.as_ref().and_then(slot_of).map_or(now, |best| best.max(now));
		let listen_for = Duration::from_millis(slot_duration.as_millis().saturating_mul(listen));
		Self {
			slots: Slots::new(started, listen, epoch),
			// By the time that passes: a clock may be set meanwhile.
			listens_until: Instant::now().checked_add(listen_for),
			released: AtomicBool::new(false),
			is_launch: OnceLock::new(),
			slot_duration,
			client,
			sync,
		}
	}

	fn now(&self) -> u64 {
		*Slot::from_timestamp(Timestamp::current(), self.slot_duration)
	}

	/// Tells whether nothing may be signed now.
	fn is_on(&self) -> bool {
		let listens = self.listens_until.is_some_and(|until| Instant::now() < until);
		(listens && !self.is_launch()) || self.slots.is_held(self.now())
	}

	/// Tells whether the chain began with this node: nobody has signed anything on it before.
	fn is_launch(&self) -> bool {
		if self.client.info().best_number == 0 {
			return true;
		}
		*self.is_launch.get_or_init(|| {
			let first = self.client.hash(1).ok().flatten();
			let header = first.and_then(|hash| self.client.header(hash).ok().flatten());
			header.as_ref().and_then(slot_of).is_some_and(|slot| self.slots.began_with(slot))
		})
	}

	/// Waits until the node may vote: it has peers, has seen their blocks up to now, and has seen
	/// none of another node with its keys.
	pub async fn released(&self) {
		if self.is_on() {
			log::info!(
				"Listening for another node with the keys of this one: signs nothing for {} slots \
				({} s)",
				self.slots.listen,
				self.slot_duration.as_millis().saturating_mul(self.slots.listen) / 1_000,
			);
		}
		loop {
			while !self.has_heard_all() || self.is_on() {
				Delay::new(LOOK_AGAIN).await;
			}
			self.released.store(true, Ordering::SeqCst);
			// A block may have come in between.
			if !self.is_on() {
				break;
			}
			self.released.store(false, Ordering::SeqCst);
		}
		if self.slots.was_held() {
			log::info!("The other node with the keys of this one is silent: begins to sign");
		} else if self.slots.listen > 0 {
			log::info!("Heard no other node with the keys of this one: begins to sign");
		}
	}

	/// Tells whether the node has seen what there is. Before the first block there is nothing to
	/// vote for either.
	fn has_heard_all(&self) -> bool {
		let has_blocks = self.client.info().best_number > 0;
		has_blocks && !self.sync.is_offline() && !self.sync.is_major_syncing()
	}

	/// Looks for the seals of these keys on blocks that others make, for as long as the node runs.
	///
	/// Until this node has made a block it signs nothing after such a block. Ends if the block comes
	/// after the voter has started, which cannot be told to pause: the node has to stop. Once this
	/// node has made a block, or if it `signs_at_once`, both are slashed whatever it does: it says
	/// so, and goes on.
	pub async fn watch(self: Arc<Self>, keystore: KeystorePtr, signs_at_once: bool) {
		let mut signs = signs_at_once;
		let mut tells_again = 0;
		// Read to the end: each notice pins the state of its block in the database.
		let mut blocks = self.client.every_import_notification_stream();
		while let Some(block) = blocks.next().await {
			if block.origin == BlockOrigin::Own {
				signs = true;
				continue;
			}
			let Some(slot) = self.slot_of_another(&block.header, &keystore) else { continue };
			if signs {
				if slot >= tells_again {
					tell(&block.header, slot, TOO_LATE);
					tells_again = slot.saturating_add(self.slots.epoch);
				}
				continue;
			}
			if self.slots.note(slot) {
				tell(&block.header, slot, IN_TIME);
			}
			if self.released.load(Ordering::SeqCst) {
				log::error!("The node stops: it has begun to vote before it heard of the other");
				return;
			}
		}
		std::future::pending::<()>().await;
	}

	/// Returns the slot of a block that another node has sealed with the keys of this one.
	fn slot_of_another(&self, header: &Header, keystore: &KeystorePtr) -> Option<u64> {
		slot_of(header).filter(|slot| self.slots.counts(*slot))?;
		let keys = keystore.sr25519_public_keys(BABE);
		slot_sealed_by(header, keys.into_iter().map(Into::into))
	}
}

/// The consequence where this node has made no block yet.
const IN_TIME: &str = "This one signs nothing until an epoch has passed without such a block \
	(--force-authoring would sign all the same)";
/// The consequence where this node signs, too.
const TOO_LATE: &str =
	"This one signs, too: two blocks in one slot are reported, and the validator \
	is slashed";

fn tell(header: &Header, slot: u64, consequence: &str) {
	log::error!(
		"Another node signs with the session keys of this one: block #{} ({}) of slot {slot} has \
			its seal, and was made elsewhere after this node had started. Two nodes with the same \
			keys are slashed. {consequence}. Stop the other node, or make new keys for this one: \
			docs/guides/run-a-validator.md#one-key-set-one-node",
		header.number(),
		header.hash(),
	);
}

/// The answer "not synced" to the author of blocks for as long as nothing may be signed.
impl SyncOracle for Hold {
	fn is_major_syncing(&self) -> bool {
		self.sync.is_major_syncing() || self.is_on()
	}

	fn is_offline(&self) -> bool {
		self.sync.is_offline()
	}
}

/// Returns the slot of a block if one of the keys has sealed it.
fn slot_sealed_by(header: &Header, keys: impl IntoIterator<Item = AuthorityId>) -> Option<u64> {
	let mut unsealed = header.clone();
	let seal = unsealed.digest_mut().pop()?.as_babe_seal()?;
	let slot = slot_of(&unsealed)?;
	let hash = unsealed.hash();
	keys.into_iter().any(|key| AuthorityPair::verify(&seal, hash, &key)).then_some(slot)
}

/// Returns the slot of a block.
fn slot_of(header: &Header) -> Option<u64> {
	let claim = header.digest().logs().iter().find_map(|log| log.as_babe_pre_digest())?;
	Some(*claim.slot())
}

/// The slots in which nothing is signed.
struct Slots {
	started: u64,
	listen: u64,
	held_until: AtomicU64,
	epoch: u64,
}

impl Slots {
	fn new(started: u64, listen: u64, epoch: u64) -> Self {
		Self { started, listen, held_until: AtomicU64::new(0), epoch }
	}

	/// Tells whether a chain whose first block is of slot `first` began with this node: at most
	/// `listen` slots before it.
	fn began_with(&self, first: u64) -> bool {
		first.saturating_add(self.listen) >= self.started
	}

	fn is_held(&self, now: u64) -> bool {
		now < self.held_until.load(Ordering::SeqCst)
	}

	/// Tells whether there was ever a block of another node with the keys.
	fn was_held(&self) -> bool {
		self.held_until.load(Ordering::SeqCst) > 0
	}

	/// Tells whether a block of this slot was made after the start.
	fn counts(&self, slot: u64) -> bool {
		slot > self.started
	}

	/// Notes a block of another node with the keys. Returns whether there is something to tell: it
	/// is the first such block after an epoch without one.
	fn note(&self, slot: u64) -> bool {
		if !self.counts(slot) {
			return false;
		}
		let until = slot.saturating_add(self.epoch);
		self.held_until.fetch_max(until, Ordering::SeqCst) <= slot
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::{
		sp_consensus_babe::digests::{PreDigest, SecondaryPlainPreDigest},
		sp_runtime::{Digest, DigestItem},
	};

	const STARTED: u64 = 1_000;
	const EPOCH: u64 = 20;

	#[test]
	fn chain_that_begins_with_the_node_is_told_from_older_ones() {
		let slots = Slots::new(STARTED, 10, EPOCH);
		assert!(slots.began_with(STARTED + 1));
		assert!(slots.began_with(STARTED - 10));
		assert!(!slots.began_with(STARTED - 11));
	}

	#[test]
	fn block_of_another_node_holds_for_an_epoch() {
		let slots = Slots::new(STARTED, 0, EPOCH);
		assert!(!slots.is_held(STARTED + 1));
		assert!(slots.note(STARTED + 3));
		assert!(slots.is_held(STARTED + 3 + EPOCH - 1));
		assert!(!slots.is_held(STARTED + 3 + EPOCH));
	}

	#[test]
	fn second_block_of_another_node_extends_the_hold() {
		let slots = Slots::new(STARTED, 0, EPOCH);
		assert!(slots.note(STARTED + 3));
		assert!(!slots.note(STARTED + 5));
		assert!(slots.is_held(STARTED + 5 + EPOCH - 1));
		assert!(slots.note(STARTED + 5 + EPOCH));
	}

	#[test]
	fn own_blocks_of_before_the_start_hold_nothing() {
		let slots = Slots::new(STARTED, 0, EPOCH);
		assert!(!slots.note(STARTED));
		assert!(!slots.is_held(STARTED + 1));
	}

	#[test]
	fn seal_tells_whose_block_it_is() {
		let author = AuthorityPair::from_seed(&[1; 32]);
		let other = AuthorityPair::from_seed(&[2; 32]);
		let claim = PreDigest::SecondaryPlain(SecondaryPlainPreDigest {
			authority_index: 0,
			slot: 7.into(),
		});
		let digest = Digest { logs: vec![DigestItem::babe_pre_digest(claim)] };
		let none = Default::default();
		let mut header = Header::new(1, none, none, none, digest);
		let seal = author.sign(header.hash().as_ref());
		assert_eq!(slot_sealed_by(&header, [author.public()]), None);
		header.digest_mut().push(DigestItem::babe_seal(seal));
		assert_eq!(slot_sealed_by(&header, [other.public(), author.public()]), Some(7));
		assert_eq!(slot_sealed_by(&header, [other.public()]), None);
	}
}
