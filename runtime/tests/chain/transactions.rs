// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Blocks with signed transactions, as a node makes them.

use batara_runtime::{
	Balance, Executive, Header, RuntimeCall, SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::storage::{with_transaction_unchecked, TransactionOutcome},
	sp_consensus_babe::{
		digests::{PreDigest, SecondaryPlainPreDigest},
		BABE_ENGINE_ID,
	},
	sp_keyring::Sr25519Keyring,
	sp_runtime::{generic::Era, ApplyExtrinsicResult, Digest, DigestItem},
	*,
};

/// Starts the block after the present one, which the first validator authors.
pub fn begin_block() {
	begin_block_in(u64::from(System::block_number() + 1), 0);
}

/// Starts the next block, in a slot that the validator with this index claims.
pub fn begin_block_in(slot: u64, authority_index: u32) {
	let header = next_header(slot, authority_index);
	Executive::initialize_block(&header);
	Executive::apply_extrinsic(inherent(slot)).unwrap().unwrap();
}

/// Returns what a block must contain: the time of its slot.
pub fn inherent(slot: u64) -> UncheckedExtrinsic {
	let now = polkadot_sdk::pallet_timestamp::Call::set { now: slot * 3_000 };
	UncheckedExtrinsic::new_bare(RuntimeCall::Timestamp(now))
}

/// Returns the header with which a node starts to build the next block.
pub fn next_header(slot: u64, authority_index: u32) -> Header {
	let claim = SecondaryPlainPreDigest { authority_index, slot: slot.into() };
	let digest = Digest {
		logs: vec![DigestItem::PreRuntime(
			BABE_ENGINE_ID,
			PreDigest::SecondaryPlain(claim).encode(),
		)],
	};
	Header {
		parent_hash: System::parent_hash(),
		number: System::block_number() + 1,
		state_root: Default::default(),
		extrinsics_root: Default::default(),
		digest,
	}
}

/// Ends the block.
pub fn end_block() {
	Executive::finalize_block();
}

/// Returns the extensions that a wallet puts into a transaction.
pub fn extensions(nonce: u32, tip: Balance) -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(Era::immortal()),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(tip),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// Signs a transaction with the next nonce of its signer.
pub fn sign(signer: Sr25519Keyring, call: RuntimeCall, tip: Balance) -> UncheckedExtrinsic {
	let account = signer.to_account_id();
	let payload =
		SignedPayload::new(call, extensions(System::account_nonce(&account), tip)).unwrap();
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	let (call, extensions, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, account.into(), signature.into(), extensions)
}

/// Signs a call and puts it into the block, or leaves no trace of it there, like the author of a
/// block.
pub fn send(signer: Sr25519Keyring, call: RuntimeCall, tip: Balance) -> ApplyExtrinsicResult {
	let transaction = sign(signer, call, tip);
	with_transaction_unchecked(|| match Executive::apply_extrinsic(transaction) {
		Ok(entered) => TransactionOutcome::Commit(Ok(entered)),
		Err(refused) => TransactionOutcome::Rollback(Err(refused)),
	})
}
