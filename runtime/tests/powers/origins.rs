// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The kinds of origins, and those that a call admits.

use crate::chain::account;
use batara_runtime::{Runtime, RuntimeCall, RuntimeOrigin};
use pallet_governance::Origin;
use polkadot_sdk::{
	frame_support::storage::{with_transaction_unchecked, TransactionOutcome},
	pallet_treasury,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{traits::Dispatchable, DispatchError},
};
use std::collections::BTreeSet;

/// The tracks with an origin of ours.
pub const TRACKS: [&str; 9] = [
	"upgrader",
	"parameter_admin",
	"staking_admin",
	"small_spender",
	"medium_spender",
	"big_spender",
	"canceller",
	"killer",
	"emergency",
];

/// Returns the names of all kinds of origins.
pub fn everybody() -> impl Iterator<Item = &'static str> {
	["none", "signed", "root"].into_iter().chain(TRACKS)
}

/// Returns the origins that a word of the table stands for.
pub fn kinds(word: &str) -> Vec<&'static str> {
	match word {
		"everybody" => everybody().collect(),
		"tracks" => TRACKS.to_vec(),
		kind => vec![everybody().find(|one| *one == kind).unwrap_or_else(|| {
			panic!("no such origin in the table: {kind}");
		})],
	}
}

/// Returns the origin of a kind.
pub fn origin_of(kind: &str) -> RuntimeOrigin {
	let of_track = match kind {
		"none" => return RuntimeOrigin::none(),
		"signed" => return RuntimeOrigin::signed(account(Sr25519Keyring::Alice)),
		"root" => return RuntimeOrigin::root(),
		"upgrader" => Origin::Upgrader,
		"parameter_admin" => Origin::ParameterAdmin,
		"staking_admin" => Origin::StakingAdmin,
		"small_spender" => Origin::SmallSpender,
		"medium_spender" => Origin::MediumSpender,
		"big_spender" => Origin::BigSpender,
		"canceller" => Origin::Canceller,
		"killer" => Origin::Killer,
		"emergency" => Origin::Emergency,
		other => panic!("no such origin: {other}"),
	};
	of_track.into()
}

/// Returns the kinds of origins that may send a call. Rolls back all that the call does.
pub fn admitted(call: RuntimeCall) -> BTreeSet<&'static str> {
	everybody().filter(|kind| passes(call.clone(), origin_of(kind))).collect()
}

/// Returns `true` if an origin may send a call, even if the call then fails for its arguments.
pub fn passes(call: RuntimeCall, origin: RuntimeOrigin) -> bool {
	let result = with_transaction_unchecked(|| TransactionOutcome::Rollback(call.dispatch(origin)));
	!result.is_err_and(|failed| is_refusal(failed.error))
}

/// Returns `true` for the errors that stand for a wrong origin.
fn is_refusal(error: DispatchError) -> bool {
	// Treasury's for an origin that may spend, but not that much; contracts' for root.
	let too_much = pallet_treasury::Error::<Runtime>::InsufficientPermission.into();
	[DispatchError::BadOrigin, DispatchError::RootNotAllowed, too_much].contains(&error)
}
