// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Every call of the runtime, as the metadata names them, with some arguments.

use batara_runtime::{
	constants::{block, money::BTR},
	AccountId, AllPalletsWithSystem, Balance, RuntimeCall, RuntimeParameters,
};
use codec::Decode;
use polkadot_sdk::{
	frame_support::traits::{GetCallMetadata, PalletsInfoAccess},
	pallet_contracts, pallet_parameters, pallet_treasury,
};
use scale_info::{form::MetaForm, Type, TypeDef, TypeInfo, Variant};

/// A call with some arguments.
pub struct Sample {
	/// The name of its pallet.
	pub pallet: &'static str,
	/// The name of the call; in brackets the argument that decides who may send it.
	pub name: String,
	/// The call itself; `None` if it cannot be made.
	pub call: Option<RuntimeCall>,
}

/// Returns every call of every pallet.
pub fn samples() -> Vec<Sample> {
	let pallets = RuntimeCall::get_module_names().iter();
	pallets.flat_map(|pallet| samples_of(pallet)).collect()
}

fn samples_of(pallet: &'static str) -> Vec<Sample> {
	let infos = AllPalletsWithSystem::infos();
	let index = infos.iter().find(|info| info.name == pallet).unwrap().index;
	let made = (0..=u8::MAX).filter_map(|call| decoded(index as u8, call)).collect::<Vec<_>>();
	let sample = |(name, call)| Sample { pallet, name, call };
	let names = RuntimeCall::get_call_names(pallet).iter();
	let several = names.flat_map(|name| match (pallet, *name) {
		("Contracts", "migrate") => vec![(name.to_string(), Some(migrate_contracts()))],
		("Parameters", "set_parameter") => parameters(),
		("Treasury", "spend") => amounts("spend", spend),
		("Treasury", "spend_local") => amounts("spend_local", spend_local),
		_ => {
			let is_named = |call: &&RuntimeCall| call.get_call_metadata().function_name == *name;
			vec![(name.to_string(), made.iter().find(is_named).cloned())]
		},
	});
	several.map(sample).collect()
}

/// Returns a call with arguments of zeros: empty lists, no amount, the first variant of everything.
fn decoded(pallet: u8, call: u8) -> Option<RuntimeCall> {
	// Where the first argument has no variant 0, it has a variant 1.
	[0, 1].into_iter().find_map(|first| {
		let mut bytes = vec![pallet, call, first];
		bytes.resize(4_096, 0);
		RuntimeCall::decode(&mut bytes.as_slice()).ok()
	})
}

/// Returns one call for each parameter, which resets it to the value in the code.
fn parameters() -> Vec<(String, Option<RuntimeCall>)> {
	let groups = variants(RuntimeParameters::type_info()).into_iter();
	let each = groups.flat_map(|group| {
		let parameters = variants(group.fields[0].ty.type_info()).into_iter();
		parameters.map(move |parameter| {
			let bytes = [group.index, parameter.index, 0];
			let key_value = RuntimeParameters::decode(&mut bytes.as_slice()).unwrap();
			let call = pallet_parameters::Call::set_parameter { key_value };
			let name = format!("set_parameter({}.{})", group.name, parameter.name);
			(name, Some(RuntimeCall::Parameters(call)))
		})
	});
	each.collect()
}

fn variants(of: Type) -> Vec<Variant<MetaForm>> {
	match of.type_def {
		TypeDef::Variant(definition) => definition.variants,
		other => panic!("not an enum: {other:?}"),
	}
}

/// Returns two calls for each limit of the spender tracks: one at the limit, and one that is a base
/// unit above it.
fn amounts(name: &str, call: fn(Balance) -> RuntimeCall) -> Vec<(String, Option<RuntimeCall>)> {
	let limits = [1_000, 10_000, 100_000].into_iter();
	let each = limits.flat_map(|limit: Balance| {
		[
			(format!("{name}({limit})"), Some(call(limit * BTR))),
			(format!("{name}({limit}+)"), Some(call(limit * BTR + 1))),
		]
	});
	each.collect()
}

/// Returns a migration with room for a step: without any, it is a mistake that stops debug builds.
fn migrate_contracts() -> RuntimeCall {
	RuntimeCall::Contracts(pallet_contracts::Call::migrate { weight_limit: block::MAXIMUM_WEIGHT })
}

fn beneficiary() -> AccountId {
	AccountId::new([7; 32])
}

/// Returns an approval that the beneficiary claims.
pub fn spend(amount: Balance) -> RuntimeCall {
	RuntimeCall::Treasury(pallet_treasury::Call::spend {
		asset_kind: Box::new(()),
		amount,
		beneficiary: Box::new(beneficiary().into()),
		valid_from: None,
	})
}

/// Returns an approval that the chain pays at the end of the spend period.
pub fn spend_local(amount: Balance) -> RuntimeCall {
	let beneficiary = beneficiary().into();
	RuntimeCall::Treasury(pallet_treasury::Call::spend_local { amount, beneficiary })
}
