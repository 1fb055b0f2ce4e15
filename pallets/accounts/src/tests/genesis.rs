// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The issuance that is noted at genesis.

use super::*;

#[test]
fn genesis_notes_the_issuance_with_accounts_that_others_open() {
	new_test_ext().execute_with(|| {
		assert_eq!(Balances::free_balance(TREASURY), EXISTENTIAL_DEPOSIT);
		assert_eq!(GenesisIssuance::<Test>::get(), 2 * ENDOWMENT + EXISTENTIAL_DEPOSIT);
		assert_eq!(GenesisIssuance::<Test>::get(), Balances::total_issuance());
	});
}

#[test]
fn genesis_leaves_accounts_alone_that_have_the_minimum() {
	use polkadot_sdk::sp_runtime::BuildStorage;
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: vec![(TREASURY, ENDOWMENT)],
			..Default::default()
		},
		..Default::default()
	};
	sp_io::TestExternalities::new(genesis.build_storage().unwrap()).execute_with(|| {
		assert_eq!(GenesisIssuance::<Test>::get(), ENDOWMENT);
	});
}

#[test]
fn genesis_writes_the_storage_version() {
	new_test_ext().execute_with(|| {
		assert_eq!(Accounts::on_chain_storage_version(), StorageVersion::new(1));
		assert_eq!(Accounts::in_code_storage_version(), StorageVersion::new(1));
	});
}
