// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A chain without forks for tests of the pool, whose answers can be held back.

use async_trait::async_trait;
use batara_runtime::{opaque::Block, Hash, Header};
use codec::{Decode, Encode};
use futures::{channel::oneshot, executor::block_on};
use polkadot_sdk::{
	sc_transaction_pool::{ChainApi, ForkAwareTxPool, ValidateTransactionPriority},
	sc_transaction_pool_api::error::Error,
	sp_blockchain::{HashAndNumber, TreeRoute},
	sp_runtime::{
		generic::BlockId,
		traits::{BlakeTwo256, Hash as _},
		transaction_validity::{
			InvalidTransaction, TransactionSource, TransactionValidity, ValidTransaction,
		},
		OpaqueExtrinsic,
	},
};
use std::{
	collections::HashMap,
	sync::{mpsc, Arc, Mutex},
	thread,
};

/// An answer that is held back, of the block of this number.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Answer {
	Body(u32),
	Validation(u32),
}

/// Blocks upon the genesis. A transaction is an account and a nonce.
#[derive(Default)]
pub struct ToyChain {
	bodies: Mutex<Vec<Vec<OpaqueExtrinsic>>>,
	held: Mutex<HashMap<Answer, (mpsc::Sender<()>, oneshot::Receiver<()>)>>,
}

/// The first answer of its kind, held back.
pub struct Hold {
	asked: mpsc::Receiver<()>,
	release: oneshot::Sender<()>,
}

impl Hold {
	/// Waits until somebody asks.
	pub fn wait(&self) {
		self.asked.recv().unwrap();
	}

	/// Lets the answer go.
	pub fn release(self) {
		self.release.send(()).unwrap();
	}
}

/// The pool of the node, fork-aware, on the chain.
pub type ToyPool = ForkAwareTxPool<ToyChain, Block>;

/// Opens a pool on top of the genesis, and runs its tasks.
pub fn open() -> (Arc<ToyPool>, Arc<ToyChain>) {
	let chain = Arc::new(ToyChain::default());
	let genesis = ToyChain::hash(0);
	let (pool, [events, _]) = ToyPool::new_test(chain.clone(), genesis, genesis, None);
	thread::spawn(move || block_on(events));
	(Arc::new(pool), chain)
}

/// Returns the transaction of an account with a nonce.
pub fn transaction(account: u8, nonce: u32) -> OpaqueExtrinsic {
	let bytes = (account, nonce).encode().encode();
	OpaqueExtrinsic::decode(&mut bytes.as_slice()).unwrap()
}

fn read(extrinsic: &OpaqueExtrinsic) -> (u8, u32) {
	let bytes = Vec::<u8>::decode(&mut extrinsic.encode().as_slice()).unwrap();
	Decode::decode(&mut bytes.as_slice()).unwrap()
}

impl ToyChain {
	/// Returns the hash of the block of this number; 0 is the genesis.
	pub fn hash(number: u32) -> Hash {
		Hash::from_low_u64_be(u64::from(number) + 1)
	}

	/// Returns the hash of a transaction.
	pub fn hash_of(extrinsic: &OpaqueExtrinsic) -> Hash {
		BlakeTwo256::hash_of(extrinsic)
	}

	/// Adds a block.
	pub fn add_block(&self, body: impl Into<Vec<OpaqueExtrinsic>>) {
		self.bodies.lock().unwrap().push(body.into());
	}

	/// Holds back the next validation at a block.
	pub fn hold_validations_at(&self, number: u32) -> Hold {
		self.hold(Answer::Validation(number))
	}

	/// Holds back the next answer that has the body of a block.
	pub fn hold_body_of(&self, number: u32) -> Hold {
		self.hold(Answer::Body(number))
	}

	fn hold(&self, answer: Answer) -> Hold {
		let (ask, asked) = mpsc::channel();
		let (release, released) = oneshot::channel();
		self.held.lock().unwrap().insert(answer, (ask, released));
		Hold { asked, release }
	}

	async fn wait(&self, answer: Answer) {
		let held = self.held.lock().unwrap().remove(&answer);
		if let Some((ask, released)) = held {
			ask.send(()).unwrap();
			released.await.unwrap();
		}
	}

	fn number(at: Hash) -> u32 {
		u32::try_from(at.to_low_u64_be()).unwrap() - 1
	}

	/// Returns how many transactions of an account are in the blocks up to this one.
	fn nonce(&self, account: u8, number: u32) -> u32 {
		let bodies = self.bodies.lock().unwrap();
		let in_blocks = bodies.iter().take(number as usize).flatten();
		in_blocks.filter(|extrinsic| read(extrinsic).0 == account).count() as u32
	}

	fn validity(&self, at: Hash, extrinsic: &OpaqueExtrinsic) -> TransactionValidity {
		let (account, nonce) = read(extrinsic);
		let next = self.nonce(account, Self::number(at));
		if nonce < next {
			return Err(InvalidTransaction::Stale.into());
		}
		let requires = if nonce > next { vec![(account, nonce - 1).encode()] } else { vec![] };
		let provides = vec![(account, nonce).encode()];
		Ok(ValidTransaction { requires, provides, propagate: true, ..Default::default() })
	}
}

#[async_trait]
impl ChainApi for ToyChain {
	type Block = Block;
	type Error = Error;

	async fn validate_transaction(
		&self,
		at: Hash,
		_: TransactionSource,
		extrinsic: Arc<OpaqueExtrinsic>,
		_: ValidateTransactionPriority,
	) -> Result<TransactionValidity, Error> {
		self.wait(Answer::Validation(Self::number(at))).await;
		Ok(self.validity(at, &extrinsic))
	}

	fn validate_transaction_blocking(
		&self,
		at: Hash,
		_: TransactionSource,
		extrinsic: Arc<OpaqueExtrinsic>,
	) -> Result<TransactionValidity, Error> {
		Ok(self.validity(at, &extrinsic))
	}

	fn block_id_to_number(&self, at: &BlockId<Block>) -> Result<Option<u32>, Error> {
		Ok(Some(match at {
			BlockId::Hash(hash) => Self::number(*hash),
			BlockId::Number(number) => *number,
		}))
	}

	fn block_id_to_hash(&self, at: &BlockId<Block>) -> Result<Option<Hash>, Error> {
		Ok(Some(match at {
			BlockId::Hash(hash) => *hash,
			BlockId::Number(number) => Self::hash(*number),
		}))
	}

	fn hash_and_length(&self, extrinsic: &OpaqueExtrinsic) -> (Hash, usize) {
		(Self::hash_of(extrinsic), extrinsic.encoded_size())
	}

	async fn block_body(&self, at: Hash) -> Result<Option<Vec<OpaqueExtrinsic>>, Error> {
		let number = Self::number(at);
		self.wait(Answer::Body(number)).await;
		let index = (number as usize).checked_sub(1);
		Ok(index.and_then(|index| self.bodies.lock().unwrap().get(index).cloned()))
	}

	fn block_header(&self, at: Hash) -> Result<Option<Header>, Error> {
		let number = Self::number(at);
		let parent = Self::hash(number.saturating_sub(1));
		let (root, digest) = (Hash::zero(), Default::default());
		Ok(Some(Header {
			parent_hash: parent,
			number,
			state_root: root,
			extrinsics_root: root,
			digest,
		}))
	}

	fn tree_route(&self, from: Hash, to: Hash) -> Result<TreeRoute<Block>, Error> {
		let (from, to) = (Self::number(from), Self::number(to));
		let block = |number| HashAndNumber { hash: Self::hash(number), number };
		let (first, last) = (from.min(to), from.max(to));
		let mut route: Vec<_> = (first..=last).map(block).collect();
		let pivot = if from > to { route.len() - 1 } else { 0 };
		if from > to {
			route.reverse();
		}
		TreeRoute::new(route, pivot).map_err(Error::InvalidBlockId)
	}
}
