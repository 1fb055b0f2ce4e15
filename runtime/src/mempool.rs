// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the node is told about transactions that wait for a block.

use crate::{
	AccountId, Address, Balance, FeePolicy, TransactionPayment, TxExtension, UncheckedExtrinsic,
};
use batara_primitives::mempool::PendingTransaction;
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_support::dispatch::GetDispatchInfo,
	sp_runtime::{generic::Preamble, MultiAddress, OpaqueExtrinsic},
};

/// What a transaction weighs and offers, none if it cannot be decoded.
pub fn inspect(transaction: OpaqueExtrinsic) -> Option<PendingTransaction<AccountId, Balance>> {
	let bytes = transaction.encode();
	let length = u32::try_from(bytes.len()).ok()?;
	let transaction = UncheckedExtrinsic::decode(&mut bytes.as_slice()).ok()?;
	let info = transaction.get_dispatch_info();
	let (sender, tip) = match &transaction.preamble {
		Preamble::Signed(address, _, extension) => (account(address), tip_of(extension)),
		// Neither inherents nor anything else without a signature offers a tip.
		Preamble::General(_) | Preamble::Bare(_) => (None, 0),
	};
	Some(PendingTransaction {
		sender,
		weights: FeePolicy::lane_weights(&transaction.function, &info),
		fee: TransactionPayment::compute_fee(length, &info, 0),
		tip,
	})
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
