// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The chain specs of the node: presets by their names, and files.

use crate::{genesis, logging};
use batara_runtime::{
	genesis_config_presets::{get_preset, REHEARSAL_RUNTIME_PRESET, STAGING_RUNTIME_PRESET},
	opaque::Block,
	token, RuntimeGenesisConfig, WASM_BINARY,
};
use polkadot_sdk::{
	sc_chain_spec::{self, ChainSpec as _, ChainSpecExtension, ChainType, Properties},
	sc_client_api,
	sc_network::config::MultiaddrWithPeerId,
	sc_sync_state_rpc,
	sp_core::{bytes, storage::well_known_keys::CODE},
	sp_genesis_builder,
	sp_runtime::BuildStorage,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;

/// The fields that a chain spec may have beside the standard ones. Light clients refuse any other.
#[derive(Default, Clone, Serialize, Deserialize, ChainSpecExtension)]
#[serde(rename_all = "camelCase")]
pub struct Extensions {
	/// The blocks with known hashes.
	pub fork_blocks: sc_client_api::ForkBlocks<Block>,
	/// The hashes of blocks that are known to be bad.
	pub bad_blocks: sc_client_api::BadBlocks<Block>,
	/// The state from which a light client starts.
	pub light_sync_state: sc_sync_state_rpc::LightSyncStateExtension,
}

/// A chain spec of Bataranetwork.
pub type ChainSpec = sc_chain_spec::GenericChainSpec<Extensions>;

const NO_CHAIN: &str = "no chain is given: use --dev for a chain of your own, --chain local for a \
	test network, or --chain FILE for the chain spec of a network";

/// Loads the chain called `id`, or the one that the file `id` describes.
pub fn load(id: &str) -> Result<ChainSpec, String> {
	match id {
		"dev" => preset(
			sp_genesis_builder::DEV_RUNTIME_PRESET,
			"Bataranetwork Development",
			"batara_dev",
			ChainType::Development,
		),
		"local" => preset(
			sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
			"Bataranetwork Local",
			"batara_local",
			ChainType::Local,
		),
		"staging" => preset(
			STAGING_RUNTIME_PRESET,
			"Bataranetwork Staging",
			"batara_staging",
			ChainType::Live,
		),
		"rehearsal" => preset(
			REHEARSAL_RUNTIME_PRESET,
			"Bataranetwork Rehearsal",
			"batara_rehearsal",
			ChainType::Live,
		),
		"" => Err(NO_CHAIN.into()),
		file => from_file(file),
	}
}

/// Returns a chain whose genesis is a preset of the runtime.
fn preset(preset: &str, name: &str, id: &str, kind: ChainType) -> Result<ChainSpec, String> {
	Ok(ChainSpec::builder(wasm()?, Extensions::default())
		.with_name(name)
		.with_id(id)
		.with_protocol_id(id)
		.with_chain_type(kind)
		.with_properties(properties())
		.with_genesis_config_patch(patch_of(preset)?)
		.build())
}

fn wasm() -> Result<&'static [u8], String> {
	WASM_BINARY.ok_or(
		"this node was built without the runtime: build it again with its default features, and \
		 without SKIP_WASM_BUILD"
			.into(),
	)
}

/// Asks the native runtime for a preset: the answer is the Wasm's, without compiling that first.
fn patch_of(preset: &str) -> Result<Value, String> {
	get_preset(&preset.into())
		.and_then(|json| serde_json::from_slice(&json).ok())
		.ok_or_else(|| format!("the runtime has no preset `{preset}`"))
}

/// Builds the genesis of `dev` and `local` now, with the native runtime. The Wasm builds the same
/// state, but would be compiled for nothing else at each start. The Wasm of other chains builds
/// theirs.
pub fn build_known_genesis(id: &str, spec: &mut ChainSpec) -> Result<(), String> {
	let preset = match id {
		"dev" => sp_genesis_builder::DEV_RUNTIME_PRESET,
		"local" => sp_genesis_builder::LOCAL_TESTNET_RUNTIME_PRESET,
		_ => return Ok(()),
	};
	let genesis = native_genesis(patch_of(preset)?).map_err(|error| error.to_string())?;
	let mut storage = genesis.build_storage()?;
	storage.top.insert(CODE.into(), wasm()?.into());
	spec.set_storage(storage);
	Ok(())
}

fn native_genesis(patch: Value) -> serde_json::Result<RuntimeGenesisConfig> {
	let mut config = serde_json::to_value(RuntimeGenesisConfig::default())?;
	sc_chain_spec::json_merge(&mut config, patch);
	serde_json::from_value(config)
}

/// Returns the properties by which wallets show amounts and addresses. The metadata hash is made
/// with the same values.
fn properties() -> Properties {
	let mut properties = Properties::new();
	properties.insert("tokenSymbol".into(), token::SYMBOL.into());
	properties.insert("tokenDecimals".into(), token::DECIMALS.into());
	properties.insert("ss58Format".into(), batara_runtime::constants::SS58_PREFIX.into());
	properties
}

fn from_file(file: &str) -> Result<ChainSpec, String> {
	let json = std::fs::read(file).map_err(|error| explain_unreadable(file, &error))?;
	let spec = ChainSpec::from_json_bytes(json.clone()).map_err(|error| {
		let bad_node = serde_json::from_slice(&json).ok().and_then(|spec| bad_boot_node(&spec));
		let reason = bad_node.unwrap_or_else(|| {
			format!("{error}; `batara-node export-chain-spec --chain local` prints a valid one")
		});
		format!("`{file}` is not a valid chain spec: {reason}")
	})?;
	ensure_id(spec.id())?;
	Ok(spec)
}

/// Returns what is wrong with the first boot node that is no address, such as a placeholder.
fn bad_boot_node(spec: &Value) -> Option<String> {
	spec["bootNodes"].as_array()?.iter().filter_map(Value::as_str).find_map(|text| {
		let error = text.parse::<MultiaddrWithPeerId>().err()?;
		Some(format!(
			"bootNodes has `{text}`, which is no address of a node ({error}): write it as \
			/dns/HOST/tcp/30333/p2p/PEER_ID, or take it out"
		))
	})
}

/// Refuses an id that cannot be the name of a folder: the node keeps its database and its keys in one.
fn ensure_id(id: &str) -> Result<(), String> {
	let is_plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-');
	if !id.is_empty() && id.bytes().all(is_plain) {
		return Ok(());
	}
	Err(format!("the chain spec has the id `{id}`: use a to z in lower case, digits, _ and - only"))
}

/// Says why a file cannot be read. Tells a wrong name of a chain from a wrong path.
fn explain_unreadable(file: &str, error: &std::io::Error) -> String {
	let is_name = !file.ends_with(".json") && Path::new(file).components().count() == 1;
	if is_name && error.kind() == std::io::ErrorKind::NotFound {
		return format!(
			"unknown chain `{file}`: give dev, local, staging, rehearsal, or the path of a chain-spec \
			file"
		);
	}
	format!("cannot read the chain spec `{file}`: {error}; check the path and its permissions")
}

/// Refuses a chain that cannot start: its genesis has placeholders or is impossible, or its
/// properties differ from what the runtime was built with. Warns of amounts that look rounded.
pub fn ensure_startable(spec: &ChainSpec) -> Result<(), String> {
	let json: Value = spec
		.as_json(false)
		.and_then(|text| serde_json::from_str(&text).map_err(|error| error.to_string()))?;
	ensure_properties(&json["properties"])?;
	let runtime_genesis = &json["genesis"]["runtimeGenesis"];
	ensure_filled_in(spec.id(), runtime_genesis)?;
	let values = [&runtime_genesis["patch"], &runtime_genesis["config"]];
	let Some(values) = values.into_iter().find(|values| values.is_object()) else {
		return Ok(());
	};
	let own_runtime = wasm().map(|code| bytes::to_hex(code, false))?;
	// What another runtime takes is not known here.
	if runtime_genesis["code"].as_str() == Some(&own_runtime) {
		genesis::ensure_possible(values).map_err(|reason| {
			format!("the genesis of the chain `{}` cannot be: {reason}", spec.id())
		})?;
	}
	let rounded = genesis::rounded_amounts(values);
	if let Some(first) = rounded.first() {
		logging::write_warning(&format!(
			"{} amounts in the genesis look rounded by a tool that reads numbers as floating \
			point; compare them with where they come from. The first is {first}",
			rounded.len(),
		));
	}
	Ok(())
}

/// Refuses properties that are not those of the runtime: the latter are in the hash of the
/// metadata, by which hardware wallets know the chain.
fn ensure_properties(found: &Value) -> Result<(), String> {
	for (name, ours) in properties() {
		match found.get(&name) {
			None => return Err(format!("the chain spec has no {name} in properties: add {ours}")),
			Some(theirs) if *theirs != ours => {
				return Err(format!(
					"the chain spec has {name} {theirs}, and this node was built for {ours}: change \
					the spec, or runtime/src/token.rs (runtime/src/constants.rs for ss58Format), build \
					again, and export the spec again"
				))
			},
			Some(_) => {},
		}
	}
	Ok(())
}

/// Refuses a genesis that still has placeholders, and lists them.
fn ensure_filled_in(id: &str, runtime_genesis: &Value) -> Result<(), String> {
	let mut found = Vec::new();
	collect_placeholders(runtime_genesis, &mut found);
	if found.is_empty() {
		return Ok(());
	}
	found.sort();
	found.dedup();
	Err(format!(
		"the chain `{id}` cannot start, its genesis still has placeholders: {}. Write the spec into a \
		file with `batara-node export-chain-spec`, replace each of them, then use `--chain FILE`; \
		docs/guides/launch-your-own-chain.md shows how",
		found.join(", "),
	))
}

/// Collects texts in angle brackets, wherever they stand.
fn collect_placeholders(value: &Value, found: &mut Vec<String>) {
	match value {
		Value::String(text) if text.starts_with('<') && text.ends_with('>') => {
			found.push(text.clone());
		},
		Value::Array(items) => items.iter().for_each(|item| collect_placeholders(item, found)),
		Value::Object(fields) => {
			fields.values().for_each(|field| collect_placeholders(field, found));
		},
		_ => {},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_native_runtime_builds_the_genesis_that_the_wasm_builds() {
		for id in ["dev", "local"] {
			let spec = load(id).unwrap();
			ensure_startable(&spec).unwrap();
			let by_wasm = spec.build_storage().unwrap();
			let mut built = load(id).unwrap();
			build_known_genesis(id, &mut built).unwrap();
			let natively = built.build_storage().unwrap();
			assert_eq!(natively.top, by_wasm.top, "{id}");
			assert!(natively.children_default.is_empty() && by_wasm.children_default.is_empty());
		}
	}

	#[test]
	fn chain_to_be_launched_lists_every_placeholder() {
		for id in ["staging", "rehearsal"] {
			let error = ensure_startable(&load(id).unwrap()).unwrap_err();
			for n in 1..=4 {
				let (stash, key) = ("stash account of validator", "grandpa key of validator");
				assert!(error.contains(&format!("<{stash} {n}>")), "{error}");
				assert!(error.contains(&format!("<{key} {n}, ed25519>")), "{error}");
			}
		}
	}

	#[test]
	fn other_symbol_than_the_runtime_was_built_with_is_refused() {
		for (name, value) in [
			("tokenSymbol", Value::from("XYZ")),
			("tokenDecimals", 18.into()),
			("ss58Format", 7.into()),
		] {
			let mut other = properties();
			other.insert(name.into(), value);
			let error = ensure_properties(&Value::Object(other)).unwrap_err();
			assert!(error.contains(name), "{error}");
		}
		assert_eq!(ensure_properties(&Value::Object(properties())), Ok(()));
		let error = ensure_properties(&Value::Null).unwrap_err();
		assert!(error.contains("no ss58Format in properties"), "{error}");
	}

	#[test]
	fn id_that_is_no_plain_name_is_refused() {
		for id in ["", "../escaped", "a/b", "My Chain", "chain.json", "UPPER"] {
			assert!(ensure_id(id).is_err(), "{id}");
		}
		for id in ["batara_dev", "my-chain-2"] {
			assert_eq!(ensure_id(id), Ok(()), "{id}");
		}
	}

	#[test]
	fn boot_node_that_is_no_address_is_named() {
		let good =
			"/ip4/127.0.0.1/tcp/30333/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
		for bad in ["…", "/dns/<host>/tcp/30333/p2p/<peer id>", "/dns/a.example/tcp/30333"] {
			let spec = serde_json::json!({ "bootNodes": [good, bad] });
			let error = bad_boot_node(&spec).unwrap();
			assert!(error.contains(&format!("bootNodes has `{bad}`")), "{error}");
		}
		assert_eq!(bad_boot_node(&serde_json::json!({ "bootNodes": [good] })), None);
	}

	#[test]
	fn an_unknown_name_is_told_from_an_unreadable_file() {
		let error = |id| load(id).err().unwrap();
		assert!(error("lokal").starts_with("unknown chain `lokal`"));
		assert!(error("./missing.json").starts_with("cannot read the chain spec"));
	}
}
