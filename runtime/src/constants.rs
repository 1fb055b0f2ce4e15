// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The decided numbers of the chain, each with its unit and reason. What governance can change
//! without an upgrade is in `parameters.rs`.

use crate::{Balance, BlockNumber};
use polkadot_sdk::{sp_consensus_babe, sp_runtime::Perbill};

/// Money, in base units of BTR.
pub mod money {
	use super::Balance;

	/// One millionth of a BTR.
	pub const MICRO_BTR: Balance = 1_000_000;
	/// One thousandth of a BTR.
	pub const MILLI_BTR: Balance = 1_000 * MICRO_BTR;
	/// One BTR: 12 decimals, so that a genesis stake fits readers that parse it as a u64.
	pub const BTR: Balance = 1_000 * MILLI_BTR;

	/// The balance below which an account is removed. The decided 0.001 BTR.
	pub const EXISTENTIAL_DEPOSIT: Balance = MILLI_BTR;

	/// The deposit for one item in storage.
	pub const DEPOSIT_PER_ITEM: Balance = 20 * MILLI_BTR;
	/// The deposit for one byte in storage: 1 GiB locks about 107,000 BTR.
	pub const DEPOSIT_PER_BYTE: Balance = 100 * MICRO_BTR;

	/// Returns the deposit for `items` storage items that hold `bytes` bytes together.
	pub const fn deposit(items: u32, bytes: u32) -> Balance {
		(items as Balance)
			.saturating_mul(DEPOSIT_PER_ITEM)
			.saturating_add((bytes as Balance).saturating_mul(DEPOSIT_PER_BYTE))
	}
}

/// Time, in milliseconds or blocks as the name says. The lengths of epochs, eras and bonds are
/// genesis values of each chain: `genesis_config_presets.rs`.
pub mod time {
	use super::BlockNumber;

	/// The length of a BABE slot. Fixed for the life of a chain.
	pub const SLOT_DURATION_MS: u64 = 3_000;
	/// The blocks in a minute if no slot stays empty.
	pub const MINUTES: BlockNumber = 60_000 / SLOT_DURATION_MS as BlockNumber;
	/// The blocks in an hour.
	pub const HOURS: BlockNumber = 60 * MINUTES;
	/// The blocks in a day.
	pub const DAYS: BlockNumber = 24 * HOURS;
}

/// Limits of a block.
pub mod block {
	use super::Perbill;
	use polkadot_sdk::frame_support::weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight};

	/// The weight that a block may execute: 2 s of its 3 s slot. Proof size has no meaning on a
	/// solo chain.
	pub const MAXIMUM_WEIGHT: Weight =
		Weight::from_parts(WEIGHT_REF_TIME_PER_SECOND.saturating_mul(2), u64::MAX);
	/// The share of a block that normal transactions may fill; the rest is for operational ones.
	pub const NORMAL_RATIO: Perbill = Perbill::from_percent(75);
	/// The share assumed to be used by `on_initialize` before transactions come.
	pub const INITIALIZE_RATIO: Perbill = Perbill::from_percent(10);
	/// The size limit of a block.
	pub const MAXIMUM_LENGTH_BYTES: u32 = 8 * 1024 * 1024;
	/// The share of a block's size that normal transactions may fill: the largest code that a
	/// preimage or an upgrade can carry fits into the rest, whatever they do.
	pub const NORMAL_LENGTH_RATIO: Perbill = Perbill::from_percent(50);

	/// Returns a share of [`MAXIMUM_WEIGHT`].
	#[allow(clippy::arithmetic_side_effects)] // a share is no more than the whole
	pub fn share(ratio: Perbill) -> Weight {
		ratio * MAXIMUM_WEIGHT
	}
}

/// Limits of the staking system. `runtime/tests/staking.rs` holds them against the block weight.
pub mod staking {
	/// The most validators that can be elected, which bounds what consensus stores.
	pub const MAX_ACTIVE_VALIDATORS: u32 = 500;
	/// The most validators that one nominator can name.
	pub const MAX_NOMINATIONS: u32 = 16;
	/// The most nominators that can back one elected validator, the largest stakes: a report of an
	/// equivocation slashes all of them and has to fit into a block.
	pub const MAX_BACKERS_PER_WINNER: u32 = 2_000;
	/// The most nominators that one page of a payout rewards.
	pub const MAX_EXPOSURE_PAGE_SIZE: u32 = 64;
}

/// The configuration of BABE: a slot is claimed with probability 1/4 by lot. Secondary slots with a
/// VRF fill the rest; without them, four authorities leave long gaps.
pub const BABE_GENESIS_EPOCH_CONFIG: sp_consensus_babe::BabeEpochConfiguration =
	sp_consensus_babe::BabeEpochConfiguration {
		c: (1, 4),
		allowed_slots: sp_consensus_babe::AllowedSlots::PrimaryAndSecondaryVRFSlots,
	};

/// The SS58 prefix of addresses: the generic one, which every wallet reads.
pub const SS58_PREFIX: u16 = 42;
