// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The options of consensus on the command line.

use super::sealing::Sealing;
use batara_runtime::BlockNumber;
use std::num::NonZeroU64;

/// The options of consensus.
#[derive(Debug, clap::Args)]
pub struct Options {
	/// Seal blocks on demand instead of by slots, for contract developers on a development chain.
	///
	/// `instant` makes a block as soon as a transaction comes in; a number makes one every so many
	/// milliseconds, empty or not. Blocks are final a second later. Chain time advances by one slot
	/// with each block. Only with --dev.
	#[arg(long, value_name = "instant|MILLISECONDS")]
	pub sealing: Option<Sealing>,

	/// Listen for so many slots after the start before this validator signs anything.
	///
	/// Blocks that another node makes with the same keys show themselves in that time, and are told
	/// in the log. 20 (a minute) on live chains, 0 on chains of tests, unless told otherwise.
	/// --force-authoring signs at once.
	#[arg(long, value_name = "SLOTS")]
	pub listen_slots: Option<u64>,

	/// Vote for finality of the block that is so many blocks behind the best one.
	///
	/// 0 is final soonest. More may help where validators are far from each other, so that the best
	/// block often changes. Templates of the SDK have 2, which is six seconds later.
	#[arg(long, value_name = "BLOCKS", default_value_t = 0)]
	pub vote_behind_best: BlockNumber,

	/// Take this as the unit of time of GRANDPA's rounds, each of which takes four of it.
	///
	/// It has to stay above the usual delay between validators: votes that come later put finality
	/// off by a round. Less is final sooner where they are near each other.
	#[arg(long, value_name = "MILLISECONDS", default_value = "333")]
	pub gossip_duration: NonZeroU64,
}
