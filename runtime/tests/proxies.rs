// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The powers of proxies: every call of the runtime with every type of proxy, held against the
//! table in `proxies/table.txt`, and what proxies do on the real runtime.

mod arguments;
mod attacks;
mod cold_stash;

use crate::{call_tables::CallTable, chain::local, powers::calls::samples};
use batara_runtime::{
	configs::proxies::ProxyType, AccountId, Proxy, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, System,
};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::InstanceFilter},
	frame_system, pallet_proxy,
	sp_runtime::{DispatchError, DispatchResult},
};
use std::collections::BTreeSet;

/// The types, by their names in the table.
const TYPES: [(&str, ProxyType); 5] = [
	("any", ProxyType::Any),
	("non_transfer", ProxyType::NonTransfer),
	("governance", ProxyType::Governance),
	("staking", ProxyType::Staking),
	("cancel_proxy", ProxyType::CancelProxy),
];

/// Returns the names of the types of proxies that may send a call.
fn passed_by(call: &RuntimeCall) -> BTreeSet<&'static str> {
	TYPES.into_iter().filter(|(_, kind)| kind.filter(call)).map(|(name, _)| name).collect()
}

fn signed(who: &AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who.clone())
}

/// Makes `proxy` a proxy of `real`, without a delay.
fn name_proxy(real: &AccountId, proxy: &AccountId, kind: ProxyType) {
	assert_ok!(Proxy::add_proxy(signed(real), proxy.clone().into(), kind, 0));
}

/// Sends a call through a proxy. Returns how the call ended.
fn through(proxy: &AccountId, real: &AccountId, call: RuntimeCall) -> DispatchResult {
	System::reset_events();
	assert_ok!(Proxy::proxy(signed(proxy), real.clone().into(), None, Box::new(call)));
	// Proxies inside of proxies are done before.
	let executed = System::events().into_iter().rev().find_map(|record| match record.event {
		RuntimeEvent::Proxy(pallet_proxy::Event::ProxyExecuted { result }) => Some(result),
		_ => None,
	});
	executed.unwrap()
}

fn filtered() -> DispatchError {
	frame_system::Error::<Runtime>::CallFiltered.into()
}

/// Returns the type that a word of the table stands for.
fn known(word: &str) -> Vec<&'static str> {
	let mut names = TYPES.into_iter().map(|(name, _)| name);
	vec![names.find(|name| *name == word).unwrap_or_else(|| panic!("no such type: {word}"))]
}

#[test]
fn every_call_is_open_to_the_types_that_the_table_names() {
	let mut table = CallTable::parse(include_str!("proxies/table.txt"), known);
	let mut surprises = Vec::new();
	local().execute_with(|| {
		for sample in samples() {
			// Which parameter or amount it is decides nothing here.
			let name = sample.name.split('(').next().unwrap();
			let Some(call) = sample.call else {
				surprises.push(format!("{} | {name}: cannot be made", sample.pallet));
				continue;
			};
			let found = passed_by(&call);
			match table.look_up(sample.pallet, name) {
				Some(listed) if listed == found => {},
				Some(listed) => {
					surprises
						.push(format!("{} | {name}: {found:?}, not {listed:?}", sample.pallet));
				},
				None => surprises.push(format!("{} | {name}: not in the table", sample.pallet)),
			}
		}
	});
	surprises.extend(table.rest().map(|name| format!("{name}: no such call")));
	assert!(surprises.is_empty(), "\n{}", surprises.join("\n"));
}

/// Checks the supersets: otherwise a proxy could add itself as one of another type, and do more
/// than before.
#[test]
fn a_superset_passes_every_call_of_its_subset() {
	local().execute_with(|| {
		let calls = samples().into_iter().filter_map(|sample| sample.call);
		let calls = calls.chain(arguments::variants()).collect::<Vec<_>>();
		for (wide_name, wide) in TYPES {
			for (name, narrow) in TYPES.into_iter().filter(|(_, one)| wide.is_superset(one)) {
				for call in &calls {
					let stays = !narrow.filter(call) || wide.filter(call);
					assert!(stays, "{name} passes and {wide_name} does not: {call:?}");
				}
			}
		}
	});
}

#[test]
fn only_any_and_non_transfer_are_supersets() {
	for (wide_name, wide) in TYPES {
		for (narrow_name, narrow) in TYPES {
			let expected = wide_name == "any"
				|| wide_name == narrow_name
				|| (wide_name, narrow_name) == ("non_transfer", "governance");
			assert_eq!(wide.is_superset(&narrow), expected, "{wide_name}, {narrow_name}");
		}
	}
}
