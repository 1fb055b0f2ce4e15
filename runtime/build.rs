// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The build script, which builds the runtime a second time, as the Wasm blob that the chain
//! stores.

#[cfg(all(feature = "default", not(feature = "metadata-hash")))]
fn main() {
	substrate_wasm_builder::WasmBuilder::build_using_defaults();
}

/// The symbol and the decimals, which go into the hash: they must equal the chain spec's
/// properties.
#[cfg(all(feature = "default", feature = "metadata-hash"))]
#[path = "src/token.rs"]
mod token;

#[cfg(all(feature = "default", feature = "metadata-hash"))]
fn main() {
	substrate_wasm_builder::WasmBuilder::init_with_defaults()
		.enable_metadata_hash(token::SYMBOL, token::DECIMALS)
		.build();
}

/// Does nothing: the Wasm build itself, tests and clippy run without the default features and build
/// no Wasm.
#[cfg(not(feature = "default"))]
fn main() {}
