// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! `precompile-runtime`: compiles a runtime before its upgrade (ADR 0022).

use crate::{
	executor,
	runtime_cache::{at, folder},
};
use polkadot_sdk::{
	sc_executor::RuntimeVersionOf,
	sp_core::traits::{RuntimeCode, WrappedRuntimeCode},
	sp_runtime::traits::{BlakeTwo256, Hash},
	sp_state_machine::BasicExternalities,
	*,
};
use sc_cli::{Error, Result};
use sc_service::{config::ExecutorConfiguration, BasePath};
use std::{
	fs, io,
	path::{Path, PathBuf},
	time::{Instant, SystemTime, UNIX_EPOCH},
};

/// The prefix of the folder's name, below the folder of compiled runtimes, in which a runtime is compiled ahead.
const FRESH: &str = "compiling";
/// The arguments of `precompile-runtime`.
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
	/// Compiles the runtime with the settings that a node has by default. `program` names the
	/// default base path.
	pub fn run(&self, cache: Option<&Path>, program: &str) -> Result<()> {
		sc_cli::LoggerBuilder::new("").init()?;
		let code = fs::read(&self.wasm).map_err(|error| at(&self.wasm, &error))?;
		let base = self
			.base_path
			.as_ref()
			.map_or_else(|| BasePath::from_project("", "", program), BasePath::new);
		let folder = folder(cache, &base)?;
		let start = Instant::now();
		let fresh = Fresh::new(&folder)?;
		let version = compile(&code, &fresh.0).map_err(|error| {
			Error::Input(format!(
				"this node cannot run {}: give the file of a runtime; if it is one, it needs a newer \
				node ({error})",
				self.wasm.display(),
			))
		})?;
		fresh.keep(&folder)?;
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

/// Compiles `code` into `folder`, and returns its version.
fn compile(
	code: &[u8],
	folder: &Path,
) -> std::result::Result<sp_version::RuntimeVersion, sc_executor::error::Error> {
	let runtime = RuntimeCode {
		code_fetcher: &WrappedRuntimeCode(code.into()),
		heap_pages: None,
		hash: BlakeTwo256::hash(code).as_bytes().to_vec(),
	};
	executor::new(&ExecutorConfiguration::default(), folder)
		.runtime_version(&mut BasicExternalities::default(), &runtime)
}

/// An empty folder to compile into, removed when this is dropped. The compiler tells nobody if it
/// could not write: what is not in there afterwards was not kept.
struct Fresh(PathBuf);

impl Fresh {
	fn new(cache: &Path) -> Result<Self> {
		// In containers all have the same number, and one that was killed has left its folder.
		let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
		let folder = cache.join(format!("{FRESH}-{}-{now}", std::process::id()));
		fs::create_dir(&folder).map_err(|error| at(&folder, &error))?;
		Ok(Self(folder))
	}

	/// Moves what was compiled to where nodes look for it.
	fn keep(&self, cache: &Path) -> Result<()> {
		let files = files_below(&self.0).map_err(|error| at(&self.0, &error))?;
		if files.is_empty() {
			return Err(Error::Input(format!(
				"the compiled runtime could not be written to {}: check its free space and who may \
				write to it",
				cache.display(),
			)));
		}
		for file in files {
			let Ok(relative) = file.strip_prefix(&self.0) else { continue };
			let target = cache.join(relative);
			if let Some(parent) = target.parent() {
				fs::create_dir_all(parent).map_err(|error| at(parent, &error))?;
			}
			fs::rename(&file, &target).map_err(|error| at(&target, &error))?;
		}
		Ok(())
	}
}

impl Drop for Fresh {
	fn drop(&mut self) {
		let _ = fs::remove_dir_all(&self.0);
	}
}

/// Returns the files with compiled code below a folder: the compiler's own notes have an extension.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
	let mut files = Vec::new();
	for entry in fs::read_dir(folder)? {
		let path = entry?.path();
		if path.is_dir() {
			files.extend(files_below(&path)?);
		} else if path.extension().is_none() {
			files.push(path);
		}
	}
	Ok(files)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn missing_output_of_the_compiler_is_an_error() {
		let place = std::env::temp_dir().join(format!("batara-precompile-{}", std::process::id()));
		let _ = fs::remove_dir_all(&place);
		fs::create_dir(&place).unwrap();
		let fresh = Fresh::new(&place).unwrap();
		fs::write(fresh.0.join("code.stats"), "").unwrap();
		assert!(fresh.keep(&place).unwrap_err().to_string().contains("could not be written"));
		fs::create_dir(fresh.0.join("modules")).unwrap();
		fs::write(fresh.0.join("modules/code"), "native").unwrap();
		fresh.keep(&place).unwrap();
		assert!(place.join("modules/code").is_file());
		drop(fresh);
		assert_eq!(fs::read_dir(&place).unwrap().count(), 1);
		fs::remove_dir_all(place).unwrap();
	}
}
