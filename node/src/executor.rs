// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The executor, which compiles the runtime's Wasm to machine code and runs it.
//!
//! Compiled code is kept on disk (ADR 0022): a start does not compile again, and a runtime can
//! be compiled before its upgrade, so that no block waits for it.

use crate::{cli::Cli, counting_executor::CountingExecutor};
use polkadot_sdk::{
	sc_executor::{HeapAllocStrategy, RuntimeVersionOf, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY},
	sp_core::traits::{RuntimeCode, WrappedRuntimeCode},
	sp_runtime::traits::{BlakeTwo256, Hash},
	sp_state_machine::BasicExternalities,
	*,
};
use sc_cli::{Error, Result, SubstrateCli};
use sc_service::{config::ExecutorConfiguration, BasePath};
use std::{
	path::{Path, PathBuf},
	time::Instant,
};

/// Below the base path.
const CACHE_FOLDER: &str = "runtime-cache";

/// The functions that a runtime may call: the standard ones, which light clients and tools know.
#[cfg(not(feature = "runtime-benchmarks"))]
type HostFunctions = sp_io::SubstrateHostFunctions;
/// With the clock and database access of benchmarks beside the standard functions.
#[cfg(feature = "runtime-benchmarks")]
type HostFunctions =
	(sp_io::SubstrateHostFunctions, frame_benchmarking::benchmarking::HostFunctions);

/// The executor of the runtime, which says when it has too few instances for all calls.
pub type Executor = CountingExecutor<WasmExecutor<HostFunctions>>;

/// As upstream's `new_wasm_executor`, with a folder for what is compiled.
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

/// Where a node with this base path keeps what it compiled, unless `--runtime-cache-path` says
/// otherwise.
pub fn cache_folder(chosen: Option<&Path>, base: &BasePath) -> PathBuf {
	chosen.map_or_else(|| base.path().join(CACHE_FOLDER), Path::to_path_buf)
}

/// What `precompile-runtime` is told.
#[derive(Debug, clap::Args)]
pub struct PrecompileRuntimeCmd {
	/// The file that goes on chain, compressed or not.
	#[arg(value_name = "RUNTIME.wasm")]
	wasm: PathBuf,

	/// The base path of the node that will need it.
	#[arg(long, short = 'd', value_name = "PATH")]
	base_path: Option<PathBuf>,
}

impl PrecompileRuntimeCmd {
	/// Compiles the runtime with the settings that a node has by default.
	pub fn run(&self, cache: Option<&Path>) -> Result<()> {
		let code = std::fs::read(&self.wasm)
			.map_err(|error| Error::Input(format!("{}: {error}", self.wasm.display())))?;
		let base = self
			.base_path
			.as_ref()
			.map_or_else(|| BasePath::from_project("", "", &Cli::executable_name()), BasePath::new);
		let folder = cache_folder(cache, &base);
		std::fs::create_dir_all(&folder)
			.map_err(|error| Error::Input(format!("{}: {error}", folder.display())))?;
		let start = Instant::now();
		let version = compile(&code, &folder).map_err(|error| {
			Error::Input(format!(
				"this node cannot run {}: give the file of a runtime; if it is one, it needs a newer \
				node ({error})",
				self.wasm.display(),
			))
		})?;
		println!(
			"{} {} is compiled ({:.1} s) and kept in {}",
			version.spec_name,
			version.spec_version,
			start.elapsed().as_secs_f32(),
			folder.display(),
		);
		Ok(())
	}
}

/// The version of `code`, for which it is compiled, or found compiled, in `folder`.
fn compile(
	code: &[u8],
	folder: &Path,
) -> std::result::Result<sp_version::RuntimeVersion, sc_executor::error::Error> {
	let runtime = RuntimeCode {
		code_fetcher: &WrappedRuntimeCode(code.into()),
		heap_pages: None,
		hash: BlakeTwo256::hash(code).as_bytes().to_vec(),
	};
	new(&ExecutorConfiguration::default(), folder)
		.runtime_version(&mut BasicExternalities::default(), &runtime)
}
