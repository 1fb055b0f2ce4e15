// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Blocks with signed transactions, as a node makes them.

use batara_runtime::{
	Balance, Executive, Header, RuntimeCall, SignedPayload, System, TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use polkadot_sdk::{
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
	let number = System::block_number() + 1;
	let slot = u64::from(number);
	let claim = SecondaryPlainPreDigest { authority_index: 0, slot: slot.into() };
	let digest = Digest {
		logs: vec![DigestItem::PreRuntime(
			BABE_ENGINE_ID,
			PreDigest::SecondaryPlain(claim).encode(),
		)],
	};
	let header = Header {
		parent_hash: System::parent_hash(),
		number,
		state_root: Default::default(),
		extrinsics_root: Default::default(),
		digest,
	};
	Executive::initialize_block(&header);
	let now = polkadot_sdk::pallet_timestamp::Call::set { now: slot * 3_000 };
	let inherent = UncheckedExtrinsic::new_bare(RuntimeCall::Timestamp(now));
	Executive::apply_extrinsic(inherent).unwrap().unwrap();
}

/// Ends the block.
pub fn end_block() {
	Executive::finalize_block();
}

/// What a wallet puts into a transaction.
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

/// A transaction with the next nonce of its signer.
pub fn sign(signer: Sr25519Keyring, call: RuntimeCall, tip: Balance) -> UncheckedExtrinsic {
	let account = signer.to_account_id();
	let payload =
		SignedPayload::new(call, extensions(System::account_nonce(&account), tip)).unwrap();
	let signature = payload.using_encoded(|bytes| signer.sign(bytes));
	let (call, extensions, _) = payload.deconstruct();
	UncheckedExtrinsic::new_signed(call, account.into(), signature.into(), extensions)
}

/// Signs a call and puts it into the block.
pub fn send(signer: Sr25519Keyring, call: RuntimeCall, tip: Balance) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(sign(signer, call, tip))
}
