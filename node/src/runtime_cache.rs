// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The folder of compiled runtimes (ADR 0022). It holds code that the node executes.

use sc_cli::{Error, Result};
use sc_service::BasePath;
use std::{
	fs, io,
	os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
	path::{absolute, Path, PathBuf},
};

/// The name of the folder below the base path.
const FOLDER: &str = "runtime-cache";
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

/// Returns the error with the path that it is about.
pub fn at(path: &Path, error: &io::Error) -> Error {
	Error::Input(format!("{}: {error}", path.display()))
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
	fn folder_is_closed_to_others() {
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
}
