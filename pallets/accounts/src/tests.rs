// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Every call, error, event and view on a mock runtime, one file per topic.

mod account_view;
mod emission;
mod genesis;
mod supply_view;
mod transfer_with_reference;
mod try_state;

use crate::{mock::*, *};
use codec::{Compact, Decode, Encode};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		dispatch::RawOrigin,
		traits::{
			fungible::{Balanced, InspectHold, MutateFreeze, MutateHold},
			tokens::{Fortitude, Precision},
			GetStorageVersion, OnUnbalanced, PalletInfoAccess, StorageVersion,
		},
		view_functions::ViewFunction,
	},
	sp_runtime::{traits::BadOrigin, DispatchError, DispatchResult, TokenError},
};

fn reference(bytes: &[u8]) -> Reference {
	bytes.to_vec().try_into().unwrap()
}

/// Pays from Alice's account, with a reference.
fn pay(to: AccountId, value: Balance) -> DispatchResult {
	Accounts::transfer_with_reference(RuntimeOrigin::signed(ALICE), to, value, reference(b"42"))
}
