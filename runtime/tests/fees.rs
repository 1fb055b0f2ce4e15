// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What becomes of a fee.

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

mod chain;

use batara_runtime::{
	configs::fees::FeeSplit, constants::money::BTR, AccountId, Balance, Balances, Runtime,
	RuntimeCall, System, TransactionPayment, Treasury, TxExtension,
};
use chain::{account, local, stash};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		dispatch::GetDispatchInfo,
		traits::{
			fungible::{Balanced, Credit},
			tokens::{Fortitude, Precision, Preservation},
			OnUnbalanced,
		},
	},
	frame_system,
	sp_consensus_babe::{
		digests::{PreDigest, SecondaryPlainPreDigest},
		BABE_ENGINE_ID,
	},
	sp_keyring::Sr25519Keyring,
	sp_runtime::{
		generic,
		traits::{Convert, TransactionExtension},
		Digest, DigestItem, FixedU128,
	},
	*,
};
use proptest::prelude::*;

/// Starts a block that the first validator authors, and tells who that is.
fn begin_block() -> AccountId {
	let slot = SecondaryPlainPreDigest { authority_index: 0, slot: 1.into() };
	let digest = Digest {
		logs: vec![DigestItem::PreRuntime(
			BABE_ENGINE_ID,
			PreDigest::SecondaryPlain(slot).encode(),
		)],
	};
	System::initialize(&2, &Default::default(), &digest);
	batara_runtime::Authorship::author().unwrap()
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(64))]

	#[test]
	fn every_unit_of_a_fee_is_accounted_for(fee in 0..1_000 * BTR, tip in 0..1_000 * BTR) {
		local().execute_with(|| {
			let author = begin_block();
			let payer = account(Sr25519Keyring::Ferdie);
			let treasury = Treasury::account_id();
			let author_had = Balances::free_balance(&author);
			let treasury_had = Balances::free_balance(&treasury);
			let issued = Balances::total_issuance();
			let mut credits = [fee, tip].map(|amount| take(&payer, amount)).into_iter();
			FeeSplit::on_unbalanceds(&mut credits);

			let to_author = Balances::free_balance(&author) - author_had;
			let to_treasury = Balances::free_balance(&treasury) - treasury_had;
			let burned = issued - Balances::total_issuance();
			assert_eq!(to_author + to_treasury + burned, fee + tip);
			assert!(to_author >= tip);
			assert!(to_author - tip <= fee / 2 + 1);
		});
	}
}

/// What the payer loses before it is split.
fn take(payer: &AccountId, amount: Balance) -> Credit<AccountId, Balances> {
	<Balances as Balanced<AccountId>>::withdraw(
		payer,
		amount,
		Precision::Exact,
		Preservation::Preserve,
		Fortitude::Polite,
	)
	.unwrap()
}

/// What a wallet puts into a transaction.
fn extensions() -> TxExtension {
	(
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckMortality::from(generic::Era::immortal()),
		frame_system::CheckNonce::from(0),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(0),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

#[test]
fn a_transfer_costs_about_two_thousandths_of_a_btr() {
	local().execute_with(|| {
		let call = RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
			dest: stash(Sr25519Keyring::Bob).into(),
			value: BTR,
		});
		let mut info = call.get_dispatch_info();
		info.extension_weight = extensions().weight(&call);
		let fee = TransactionPayment::compute_fee(150, &info, 0);
		assert!((BTR / 1_000..BTR / 400).contains(&fee), "{fee}");
	});
}

#[test]
fn fees_never_fall_below_the_base_level() {
	local().execute_with(|| {
		let update = <Runtime as pallet_transaction_payment::Config>::FeeMultiplierUpdate::convert;
		let mut level = FixedU128::from_u32(2);
		for _ in 0..100_000 {
			level = update(level);
		}
		assert_eq!(level, FixedU128::from_u32(1));
		// ... and rise again in full blocks.
		System::set_block_consumed_resources(
			<Runtime as frame_system::Config>::BlockWeights::get().max_block,
			0,
		);
		assert!(update(level) > level);
	});
}
