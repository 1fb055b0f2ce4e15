// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Blocks on demand, for contract developers: `--sealing`.
//!
//! Each block takes the next slot, whatever the clock says, so chain time advances by one slot with
//! every block. Blocks are final a second later; GRANDPA does not run.

use super::{authoring, types::FullBlockImport};
use crate::{shared::Shared, types::FullClient};
use batara_runtime::{mempool::IDLE_AFTER_BLOCKS, opaque::Block, Hash};
use futures::{
	future::{ready, BoxFuture},
	stream, FutureExt, Stream, StreamExt,
};
use polkadot_sdk::{
	sc_client_api::{BlockBackend, BlockchainEvents},
	sc_consensus_babe::BabeLink,
	sc_consensus_manual_seal::{
		self as manual_seal,
		consensus::{babe::BabeConsensusDataProvider, timestamp::SlotTimestampProvider},
		DelayedFinalizeParams, EngineCommand, ManualSealParams,
	},
	sc_transaction_pool_api::TransactionPool,
	sp_api::ProvideRuntimeApi,
	sp_blockchain::HeaderBackend,
	sp_consensus_babe::{
		inherents::{BabeCreateInherentDataProviders, InherentDataProvider},
		BabeApi,
	},
	sp_inherents::{InherentData, InherentDataProvider as _},
	sp_runtime::traits::ExtrinsicLike,
	sp_timestamp,
};
use sc_service::{error::Error, ChainType, Configuration};
use std::{num::NonZeroU64, pin::Pin, str::FromStr, sync::Arc, time::Duration};

/// The delay of finality: clients wait for a block first and for finality then, and Polkadot.js
/// drops the news of the block if that of finality follows within milliseconds.
const FINAL_AFTER_SECONDS: u64 = 1;
/// The number of blocks in a row that may take nothing of what waits. What still waits then fits
/// into none: after [`IDLE_AFTER_BLOCKS`] the other lanes are open, one block more may open a
/// session and another keep all guarantees, and the next one takes it.
const BLOCKS_FOR_LEFTOVERS: u32 = IDLE_AFTER_BLOCKS + 3;

/// The rule by which a sealing node makes blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealing {
	/// A block with every transaction.
	Instant,
	/// A block every so many milliseconds.
	EveryMs(NonZeroU64),
}

impl FromStr for Sealing {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, Self::Err> {
		match text {
			"instant" => Ok(Self::Instant),
			number => number
				.parse()
				.map(Self::EveryMs)
				.map_err(|_| "give `instant`, or a number of milliseconds above 0".into()),
		}
	}
}

/// The clock of chain time that advances by one slot with every block.
pub type SealedClock = Arc<SlotTimestampProvider>;
type SealCommands = Pin<Box<dyn Stream<Item = EngineCommand<Hash>> + Send>>;

/// Refuses sealing, except for the validator of a development chain: it takes the place of
/// consensus, so that there can be no other validator.
pub fn ensure_allowed(config: &Configuration, sealing: Option<Sealing>) -> Result<(), Error> {
	let alone = config.chain_spec.chain_type() == ChainType::Development;
	if sealing.is_none() || (alone && config.role.is_authority()) {
		return Ok(());
	}
	Err(Error::Other("--sealing works on a development chain only: use it with --dev".into()))
}

/// Returns a clock that goes on from the best block.
pub fn clock(client: Arc<FullClient>) -> Result<SealedClock, Error> {
	SlotTimestampProvider::new_babe(client)
		.map(Arc::new)
		.map_err(|error| Error::Other(format!("cannot read the chain's time: {error}")))
}

/// Returns the slot and time against which block import checks those of a sealed block: the clock's
/// own.
pub fn inherent_data(clock: SealedClock) -> BabeCreateInherentDataProviders<Block> {
	Arc::new(move |_, ()| {
		let clock = clock.clone();
		async move {
			let timestamp = sp_timestamp::InherentDataProvider::new(clock.timestamp());
			Ok((InherentDataProvider::new(clock.slot()), timestamp))
		}
	})
}

/// Starts to seal blocks.
pub fn start(
	shared: &Shared,
	sealing: Sealing,
	clock: SealedClock,
	block_import: FullBlockImport,
	babe_link: &BabeLink<Block>,
) -> Result<(), Error> {
	let sealer = manual_seal::run_manual_seal(ManualSealParams {
		block_import,
		env: authoring::proposer(shared),
		client: shared.client.clone(),
		pool: shared.mempool.pool.clone(),
		commands_stream: commands(sealing, shared),
		select_chain: shared.select_chain.clone(),
		consensus_data_provider: Some(Box::new(digests(shared, babe_link)?)),
		create_inherent_data_providers: move |_, ()| {
			let clock = clock.clone();
			async move {
				let slot = InherentDataProvider::new(clock.slot());
				let timestamp = sp_timestamp::InherentDataProvider::new(clock.timestamp());
				// The clock advances when it is asked for its data, which the two above are.
				clock.provide_inherent_data(&mut InherentData::new()).await?;
				Ok((slot, timestamp))
			}
		},
	});
	shared.essential_tasks.spawn_blocking("sealing", Some("block-authoring"), sealer);
	let finalizer = manual_seal::run_delayed_finalize(DelayedFinalizeParams {
		client: shared.client.clone(),
		spawn_handle: shared.tasks.clone(),
		delay_sec: FINAL_AFTER_SECONDS,
	});
	shared.essential_tasks.spawn_blocking("finalize-sealed", Some("block-authoring"), finalizer);
	Ok(())
}

/// Makes the digests, which claim each slot with the key of the chain's one validator.
fn digests(
	shared: &Shared,
	babe_link: &BabeLink<Block>,
) -> Result<BabeConsensusDataProvider<Block, FullClient>, Error> {
	let best = shared.client.info().best_hash;
	let epoch = shared.client.runtime_api().current_epoch(best);
	let authorities = epoch.map_err(|error| Error::Application(error.into()))?.authorities;
	BabeConsensusDataProvider::new(
		shared.client.clone(),
		shared.keystore.clone(),
		babe_link.epoch_changes().clone(),
		authorities,
	)
	.map_err(|error| Error::Application(error.into()))
}

/// Returns the commands to seal blocks, each when it is due.
fn commands(sealing: Sealing, shared: &Shared) -> SealCommands {
	match sealing {
		Sealing::Instant => {
			let ask = waiting(shared);
			// A block takes all that waits: what it took may have been announced one by one.
			let announced = (shared.mempool.pool.import_notification_stream())
				.then(move |_| ask())
				.filter_map(|wanted| ready(wanted.then(seal)));
			Box::pin(stream::select(announced, leftovers(shared)))
		},
		Sealing::EveryMs(interval) => {
			let interval = Duration::from_millis(interval.get());
			Box::pin(stream::unfold((), move |()| async move {
				futures_timer::Delay::new(interval).await;
				Some((seal(), ()))
			}))
		},
	}
}

/// Returns a function that tells whether transactions wait, once the pool has taken out what the
/// best block has.
fn waiting(shared: &Shared) -> impl Fn() -> BoxFuture<'static, bool> {
	let (client, pool) = (shared.client.clone(), shared.mempool.pool.clone());
	move || {
		let (client, pool) = (client.clone(), pool.clone());
		async move { pool.ready_at(client.info().best_hash).await.next().is_some() }.boxed()
	}
}

/// Returns commands to seal blocks for what the last one did not take: one that opens a session
/// takes no transactions, a lane is closed as long as others may need their room, and nothing
/// announces again what waits.
fn leftovers(shared: &Shared) -> impl Stream<Item = EngineCommand<Hash>> {
	let ask = waiting(shared);
	let client = shared.client.clone();
	shared
		.client
		.import_notification_stream()
		.then(move |block| {
			let took_any = takes_transactions(&client, block.hash);
			ask().map(move |are_left| (took_any, are_left))
		})
		.scan(0, |blocks_in_vain, (took_any, are_left)| {
			*blocks_in_vain = if took_any || !are_left { 0 } else { *blocks_in_vain + 1 };
			ready(Some(are_left && *blocks_in_vain < BLOCKS_FOR_LEFTOVERS))
		})
		.filter_map(|wanted| ready(wanted.then(seal)))
}

/// Tells whether a block has transactions beside those that its author put in.
fn takes_transactions(client: &FullClient, block: Hash) -> bool {
	let body = client.block_body(block).ok().flatten().unwrap_or_default();
	body.iter().any(|extrinsic| !extrinsic.is_bare())
}

/// Returns the command to seal a block. Upstream's check for empty ones counts BABE's slot as a
/// transaction that every block has, so it must stay off.
fn seal() -> EngineCommand<Hash> {
	EngineCommand::SealNewBlock {
		create_empty: true,
		finalize: false,
		parent_hash: None,
		sender: None,
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sealing_takes_instant_and_milliseconds() {
		assert_eq!("instant".parse(), Ok(Sealing::Instant));
		assert_eq!(
			"500".parse(),
			NonZeroU64::new(500).map(Sealing::EveryMs).ok_or_else(String::new)
		);
	}

	#[test]
	fn sealing_refuses_everything_else() {
		for text in ["", "0", "-1", "1.5", "fast", "Instant"] {
			assert!(text.parse::<Sealing>().is_err(), "{text}");
		}
	}
}
