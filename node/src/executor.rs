// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The executor, which compiles the runtime's Wasm to machine code and runs it.
//!
//! Compiled code is kept on disk (ADR 0022): a start does not compile again, and a runtime can
//! be compiled before its upgrade, so that no block waits for it.

use crate::counting_executor::CountingExecutor;
use polkadot_sdk::{
	sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY},
	*,
};
use sc_service::config::ExecutorConfiguration;
use std::path::Path;

/// The functions that a runtime may call: the standard ones, which light clients and tools know.
#[cfg(not(feature = "runtime-benchmarks"))]
type HostFunctions = sp_io::SubstrateHostFunctions;
/// The functions that a runtime may call: the standard ones, and for benchmarks the clock and
/// access to the database.
#[cfg(feature = "runtime-benchmarks")]
type HostFunctions =
	(sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);

/// The executor of the runtime, which says when it has too few instances for all calls.
pub type Executor = CountingExecutor<WasmExecutor<HostFunctions>>;

/// Makes an executor as upstream's `new_wasm_executor` does, with a folder for what is compiled.
pub fn new(config: &ExecutorConfiguration, cache: &Path) -> Executor {
	let heap = config.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |extra_pages| {
		HeapAllocStrategy::Static { extra_pages: extra_pages as _ }
	});
	let executor = WasmExecutor::builder()
		.with_execution_method(config.wasm_method)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap)
		.with_max_runtime_instances(config.max_runtime_instances)
		.with_runtime_cache_size(config.runtime_cache_size)
		.with_cache_path(cache)
		.build();
	CountingExecutor::new(executor, config.max_runtime_instances)
}
