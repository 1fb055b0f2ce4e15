// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the node asks: about transactions that wait for a block, and about the last block.

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

/// Returns what a transaction weighs and offers, none if it cannot be decoded.
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

/// Returns how full the last block was. The genesis has no room, and used none.
pub fn last_block_fullness() -> BlockFullness {
	let record = FeePolicy::record(System::block_number()).unwrap_or_default();
	BlockFullness {
		limit: record.limit,
		used: record.used,
		level: TransactionPayment::next_fee_multiplier(),
	}
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
