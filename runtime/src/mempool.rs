// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The answers to the node's questions about transactions that wait for a block, and about the last
//! block.

use crate::{
	AccountId, Address, Balance, FeePolicy, System, TransactionPayment, TxExtension,
	UncheckedExtrinsic,
};
use batara_primitives::mempool::{BlockFullness, PendingTransaction};
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_support::dispatch::GetDispatchInfo,
	sp_runtime::{generic::Preamble, MultiAddress, OpaqueExtrinsic},
};
#[cfg(feature = "std")]
use {
	crate::{configs::lanes::CallLanes, RuntimeCall},
	batara_primitives::lanes::Lane,
	codec::DecodeLimit,
	pallet_fee_policy::profile::{CallPart, InspectCall},
	polkadot_sdk::frame_support::MAX_EXTRINSIC_DEPTH,
};

#[cfg(feature = "std")]
pub use pallet_fee_policy::lanes::IDLE_AFTER_BLOCKS;

/// Returns what a transaction weighs and offers; none if it cannot be decoded.
pub fn inspect(transaction: OpaqueExtrinsic) -> Option<PendingTransaction<AccountId, Balance>> {
	let bytes = transaction.encode();
	let length = u32::try_from(bytes.len()).ok()?;
	let transaction = UncheckedExtrinsic::decode(&mut bytes.as_slice()).ok()?;
	let info = transaction.get_dispatch_info();
	let (sender, weights, tip) = match &transaction.preamble {
		Preamble::Signed(address, _, extension) => {
			let weights = FeePolicy::lane_weights(&transaction.function, &info);
			(account(address), weights, tip_of(extension))
		},
		// Neither inherents nor anything else without a signature offers a tip or needs a lane.
		Preamble::General(_) | Preamble::Bare(_) => (None, Default::default(), 0),
	};
	Some(PendingTransaction {
		sender,
		weights,
		fee: TransactionPayment::compute_fee(length, &info, 0),
		tip,
	})
}

/// Returns how full the last block was. The genesis has no room and used none.
pub fn last_block_fullness() -> BlockFullness {
	let record = FeePolicy::record(System::block_number()).unwrap_or_default();
	BlockFullness {
		limit: record.limit,
		used: record.used,
		level: TransactionPayment::next_fee_multiplier(),
	}
}

/// The most wrappers around a call that [`outermost_lane`] looks through.
#[cfg(feature = "std")]
const WRAPPERS: usize = 8;

/// Returns the lane of the first call in an encoded transaction, as far as the code alone can tell.
///
/// Serves the pool of a node, which has to decide at once which of the transactions that wait for
/// others it throws out. What the code cannot read counts as [`Lane::Other`]. Pallets never change
/// places, so a newer runtime on the chain makes no difference to the rest.
#[cfg(feature = "std")]
pub fn outermost_lane(extrinsic: &[u8]) -> Lane {
	let mut bytes = extrinsic;
	let decoded = UncheckedExtrinsic::decode_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut bytes);
	decoded.map_or(Lane::Other, |extrinsic| lane_of_first(&extrinsic.function))
}

#[cfg(feature = "std")]
fn lane_of_first(mut call: &RuntimeCall) -> Lane {
	for _ in 0..WRAPPERS {
		match CallLanes::part(call) {
			CallPart::Of(lane) => return lane,
			CallPart::ToContract(_) => return Lane::Contracts,
			CallPart::WrapsTwo(first, _) => call = first,
			CallPart::Wraps(calls) => match calls.first() {
				Some(first) => call = first,
				None => break,
			},
		}
	}
	Lane::Other
}

fn account(address: &Address) -> Option<AccountId> {
	match address {
		MultiAddress::Id(account) => Some(account.clone()),
		_ => None,
	}
}

fn tip_of(extension: &TxExtension) -> Balance {
	extension.7.tip()
}
