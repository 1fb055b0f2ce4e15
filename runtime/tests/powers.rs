// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The powers of origins: every call of the runtime with every kind of origin, held against the
//! table in `powers/table.txt`.

pub mod calls;
mod origins;

use crate::{
	call_tables::CallTable,
	chain::{account, local},
};
use batara_runtime::{
	constants::money::BTR, Assets, Balance, Runtime, RuntimeCall, RuntimeOrigin, Treasury,
};
use calls::{samples, spend, spend_local};
use origins::{admitted, kinds, origin_of, passes, TRACKS};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	pallet_treasury, pallet_utility,
	sp_core::traits::{Externalities, ReadRuntimeVersion, ReadRuntimeVersionExt},
	sp_io::TestExternalities,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{traits::Dispatchable, DispatchError},
};

/// A reader of runtime versions that finds none: no Wasm here holds one.
struct NoVersion;

impl ReadRuntimeVersion for NoVersion {
	fn read_runtime_version(
		&self,
		_code: &[u8],
		_externalities: &mut dyn Externalities,
	) -> Result<Vec<u8>, String> {
		Err("no runtime".into())
	}
}

/// Returns the `local` chain, with a reader of the versions of new runtimes and with a token: some
/// calls look for these before they look at the origin.
fn chain() -> TestExternalities {
	let mut chain = local();
	chain.execute_with(|| {
		let owner = account(Sr25519Keyring::Alice).into();
		assert_ok!(Assets::force_create(RuntimeOrigin::root(), 0.into(), owner, false, 1));
	});
	chain.commit_all().unwrap();
	chain.register_extension(ReadRuntimeVersionExt::new(NoVersion));
	chain
}

fn table() -> CallTable {
	CallTable::parse(include_str!("powers/table.txt"), kinds)
}

#[test]
fn every_call_is_open_to_those_whom_the_table_names() {
	let mut table = table();
	let mut surprises = Vec::new();
	chain().execute_with(|| {
		for sample in samples() {
			let found = sample.call.map(admitted).unwrap_or_default();
			let name = format!("{} | {}", sample.pallet, sample.name);
			match table.look_up(sample.pallet, &sample.name) {
				Some(listed) if listed == found => {},
				Some(listed) => surprises.push(format!("{name}: {found:?}, not {listed:?}")),
				None => surprises.push(format!("{name}: {found:?}, not in the table")),
			}
		}
	});
	surprises.extend(table.rest().map(|name| format!("{name}: no such call")));
	assert!(surprises.is_empty(), "\n{}", surprises.join("\n"));
}

/// Checks that each call is open to all tracks, to a single one, or to none but spenders.
#[test]
fn no_track_has_a_power_of_another_name() {
	let spenders = ["small_spender", "medium_spender", "big_spender"];
	for (name, who) in table().entries() {
		let tracks = TRACKS.into_iter().filter(|track| who.contains(track)).collect::<Vec<_>>();
		let of_all = tracks.len() == TRACKS.len();
		let of_spenders = tracks.iter().all(|track| spenders.contains(track));
		assert!(of_all || of_spenders || tracks.len() == 1, "{name}: {tracks:?}");
	}
}

/// Checks that no call that is open to a track is refused to root.
#[test]
fn root_has_the_powers_of_all_tracks() {
	chain().execute_with(|| {
		for call in samples().into_iter().filter_map(|sample| sample.call) {
			let by_track = TRACKS.iter().any(|track| passes(call.clone(), origin_of(track)));
			assert!(!by_track || passes(call.clone(), RuntimeOrigin::root()), "{call:?}");
		}
	});
}

fn batch(calls: Vec<RuntimeCall>) -> RuntimeCall {
	RuntimeCall::Utility(pallet_utility::Call::batch_all { calls })
}

#[test]
fn a_batch_spends_no_more_than_one_call_may() {
	for (track, limit) in
		[("small_spender", 1_000), ("medium_spender", 10_000), ("big_spender", 100_000)]
	{
		let limit: Balance = limit * BTR;
		chain().execute_with(|| {
			let send = |calls| batch(calls).dispatch(origin_of(track)).map(drop);
			assert_ok!(send(vec![spend(limit / 2), spend_local(limit / 2)]));
			let too_much = send(vec![spend(limit / 2), spend_local(limit / 2 + 1)]).unwrap_err();
			let refused = pallet_treasury::Error::<Runtime>::InsufficientPermission;
			assert_eq!(too_much.error, refused.into(), "{track}");
		});
	}
}

#[test]
fn a_batch_gives_no_track_the_power_of_another() {
	chain().execute_with(|| {
		for sample in samples().into_iter().filter(|sample| sample.pallet != "Utility") {
			let Some(call) = sample.call else { continue };
			for track in TRACKS {
				let alone = passes(call.clone(), origin_of(track));
				let batched = passes(batch(vec![call.clone()]), origin_of(track));
				assert_eq!(alone, batched, "{track}: {call:?}");
			}
		}
	});
}

#[test]
fn only_root_withdraws_an_approved_payment() {
	chain().execute_with(|| {
		assert_ok!(spend(1_000 * BTR).dispatch(origin_of("small_spender")));
		for track in TRACKS {
			assert_noop!(Treasury::void_spend(origin_of(track), 0), DispatchError::BadOrigin);
		}
		assert_ok!(Treasury::void_spend(RuntimeOrigin::root(), 0));
	});
}
