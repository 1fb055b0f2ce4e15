// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The chain: its genesis and its blocks.

use super::*;
use crate::{tracks::Track, TermsOf};
use polkadot_sdk::{
	frame_support::traits::Hooks, sp_io::TestExternalities, sp_runtime::BuildStorage,
};

/// Goes on to the start of a block.
pub(crate) fn run_to(block: BlockNumber) {
	while System::block_number() < block {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Scheduler::on_initialize(next);
		Governance::on_initialize(next);
		Treasury::on_initialize(next);
	}
}

/// Returns block 1 of a chain whose genesis names the terms of these tracks.
pub(crate) fn ext_with_tracks(tracks: Vec<(Track, TermsOf<Test>)>) -> TestExternalities {
	let rich = (1..=4).map(|who| (who, RICH));
	let others = [
		(MAJORITY_HOLDER, MAJORITY_BALANCE),
		(POOR, EXISTENTIAL_DEPOSIT),
		(TreasuryAccount::get(), TREASURY_BALANCE),
	];
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: rich.chain(others).collect(),
			..Default::default()
		},
		governance: pallet_governance::GenesisConfig { tracks },
		..Default::default()
	};
	let mut ext = TestExternalities::new(genesis.build_storage().unwrap_or_default());
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Returns block 1 of a chain with the default terms.
pub(crate) fn new_test_ext() -> TestExternalities {
	ext_with_tracks(Vec::new())
}

/// Runs a test on the chain, and looks at the invariants at its end.
pub(crate) fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		#[cfg(feature = "try-runtime")]
		Governance::do_try_state().expect("what always holds still does");
	});
}
