// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The folder of compiled runtimes (ADR 0022). It holds code that the node executes.

use crate::executor;
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
	os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
	path::{absolute, Path, PathBuf},
	time::{Instant, SystemTime, UNIX_EPOCH},
};

/// The name of the folder below the base path.
const FOLDER: &str = "runtime-cache";
/// The prefix of the folder's name, below that one, in which a runtime is compiled ahead.
const FRESH: &str = "compiling";
/// The bits of a mode that let others write.
const WRITABLE_BY_OTHERS: u32 = 0o022;

/// Returns the folder in which a node with this base path keeps what it compiled, unless
/// `--runtime-cache-path` says otherwise. The folder is there, and nobody else can write to it.
pub fn folder(chosen: Option<&Path>, base: &BasePath) -> Result<PathBuf> {
	let folder = chosen.map_or_else(|| base.path().join(FOLDER), Path::to_path_buf);
	// The compiler keeps nothing in a relative one, without a word.
	let folder = absolute(&folder).map_err(|error| at(&folder, &error))?;
	make(&folder)?;
	let Some(strange) = open_to_others(&folder).map_err(|error| at(&folder, &error))? else {
		return Ok(folder);
	};
	if chosen.is_none() && strange.is_own {
		// Made by an earlier version, by the umask of its user. What is in it can be made again.
		log::warn!("Others could write to {}: it is made anew", folder.display());
		fs::remove_dir_all(&folder).map_err(|error| at(&folder, &error))?;
		make(&folder)?;
		return Ok(folder);
	}
	Err(Error::Input(format!(
		"others can write to {}, or it is theirs, and so they decide what this node executes: remove \
		{}, and the node compiles its runtime again; or, if you trust what is in it, `chown -R` it to \
		the user of the node and `chmod -R go-w` it",
		strange.path.display(),
		folder.display(),
	)))
}

fn make(folder: &Path) -> Result<()> {
	let mut builder = fs::DirBuilder::new();
	builder.recursive(true).mode(0o700);
	builder.create(folder).map_err(|error| at(folder, &error))
}

/// A file or folder that others can change.
struct Strange {
	path: PathBuf,
	/// Set if it belongs to the user of this process.
	is_own: bool,
}

/// Returns the first file or folder that others can change: this one, or one below.
fn open_to_others(path: &Path) -> io::Result<Option<Strange>> {
	let own = fs::metadata("/proc/self")?.uid();
	let metadata = fs::metadata(path)?;
	let is_own = metadata.uid() == own;
	if !is_own || metadata.permissions().mode() & WRITABLE_BY_OTHERS != 0 {
		return Ok(Some(Strange { path: path.into(), is_own }));
	}
	if metadata.is_dir() {
		for entry in fs::read_dir(path)? {
			// Another node may be at work in there.
			if let Some(strange) = open_to_others(&entry?.path()).unwrap_or_default() {
				return Ok(Some(strange));
			}
		}
	}
	Ok(None)
}

fn at(path: &Path, error: &io::Error) -> Error {
	Error::Input(format!("{}: {error}", path.display()))
}

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

	/// Makes an empty folder for this test.
	fn place(name: &str) -> PathBuf {
		let place = std::env::temp_dir().join(format!("batara-{name}-{}", std::process::id()));
		let _ = fs::remove_dir_all(&place);
		fs::create_dir(&place).unwrap();
		place
	}

	#[test]
	fn folder_is_absolute_and_private() {
		let place = place("cache-private");
		let base = BasePath::new(&place);
		let chosen = folder(None, &base).unwrap();
		assert_eq!(fs::metadata(&chosen).unwrap().permissions().mode() & 0o777, 0o700);
		assert!(folder(Some(Path::new("/tmp/../tmp")), &base).is_err(), "everybody writes there");
		fs::remove_dir_all(place).unwrap();
	}

	#[test]
	fn folder_that_others_can_write_to_is_refused() {
		let place = place("cache-open");
		fs::set_permissions(&place, fs::Permissions::from_mode(0o770)).unwrap();
		let refused =
			|place: &Path| folder(Some(place), &BasePath::new("/nowhere")).unwrap_err().to_string();
		assert!(refused(&place).contains("others can write to"));
		fs::set_permissions(&place, fs::Permissions::from_mode(0o700)).unwrap();
		fs::write(place.join("code"), "").unwrap();
		fs::set_permissions(place.join("code"), fs::Permissions::from_mode(0o666)).unwrap();
		assert!(refused(&place).contains("code"));
		fs::remove_dir_all(place).unwrap();
	}

	#[test]
	fn default_folder_of_an_earlier_version_is_made_anew() {
		let place = place("cache-earlier");
		let base = BasePath::new(&place);
		fs::create_dir(place.join(FOLDER)).unwrap();
		fs::write(place.join(FOLDER).join("code"), "").unwrap();
		fs::set_permissions(place.join(FOLDER), fs::Permissions::from_mode(0o775)).unwrap();
		let made = folder(None, &base).unwrap();
		assert_eq!(fs::read_dir(made).unwrap().count(), 0);
		fs::remove_dir_all(place).unwrap();
	}

	#[test]
	fn what_the_compiler_did_not_write_is_told() {
		let place = place("cache-empty");
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
