// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The accounts of pallets: the treasury, bounties, nomination pools. No key signs for them.

use crate::{Address, RuntimeCall};
use polkadot_sdk::{frame_support::traits::Contains, pallet_assets, pallet_vesting};

/// The first bytes of the account of every [`PalletId`](polkadot_sdk::frame_support::PalletId).
const OF_A_PALLET: &[u8] = b"modl";

/// The filter that refuses what puts a lock or a deposit on the account of a pallet.
///
/// Pallets count on spending all that they have. A stranger who gave away one BTR that vests would
/// put a lock there: the treasury would pay without having less, and a bounty would end without
/// being paid. Root, whom no filter stops, may do it.
pub struct NoTiesToSystemAccounts;

impl Contains<RuntimeCall> for NoTiesToSystemAccounts {
	fn contains(call: &RuntimeCall) -> bool {
		match call {
			RuntimeCall::Vesting(pallet_vesting::Call::vested_transfer { target, .. }) => {
				!is_of_a_pallet(target)
			},
			RuntimeCall::Assets(pallet_assets::Call::transfer_ownership { owner, .. }) => {
				!is_of_a_pallet(owner)
			},
			_ => true,
		}
	}
}

/// Tells whether an address is the account of a pallet. Every call refuses other forms of an
/// address than the account itself.
fn is_of_a_pallet(address: &Address) -> bool {
	match address {
		Address::Id(account) => AsRef::<[u8]>::as_ref(account).starts_with(OF_A_PALLET),
		_ => false,
	}
}
