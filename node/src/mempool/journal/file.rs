// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The journal's file: records are added at its end, and a new file takes its place when most of it
//! is of no use any more.

use super::format::{self, Contents, HEADER};
use batara_runtime::{opaque::UncheckedExtrinsic as OpaqueExtrinsic, Hash};
use std::{
	fs::{self, OpenOptions},
	io::{BufReader, BufWriter, ErrorKind, Result, Write},
	os::unix::fs::OpenOptionsExt,
	path::{Path, PathBuf},
	sync::Arc,
};

/// The rights of the file: its owner's alone. It tells what this node's users are about to do.
const MODE: u32 = 0o600;

/// The file, open at its end.
pub struct JournalFile {
	file: Arc<fs::File>,
	/// The end of the last whole record.
	length: u64,
	/// Set if there may be half a record behind that end.
	is_torn: bool,
	/// Set if a power loss may take records.
	is_unsynced: bool,
}

impl JournalFile {
	/// Opens the file and reads what it holds. Cuts off a broken end. Makes an empty file if there
	/// is none; a file that is no journal is moved aside before.
	pub fn open(path: &Path) -> Result<(Self, Vec<(Hash, OpaqueExtrinsic)>)> {
		let file = match OpenOptions::new().read(true).append(true).open(path) {
			Err(error) if error.kind() == ErrorKind::NotFound => return Self::create(path),
			opened => opened?,
		};
		let length = file.metadata()?.len();
		let Some(contents) = format::read(BufReader::new(&file), length)? else {
			move_aside(path)?;
			return Self::create(path);
		};
		cut(&file, path, &contents)?;
		let journal =
			Self { file: Arc::new(file), length: contents.end, is_torn: false, is_unsynced: false };
		Ok((journal, contents.transactions))
	}

	fn create(path: &Path) -> Result<(Self, Vec<(Hash, OpaqueExtrinsic)>)> {
		let draft = Draft::create(path)?;
		draft.sync()?;
		Ok((draft.replace(path)?, Vec::new()))
	}

	/// Adds a record with one write. Cuts off what a failed write has left.
	pub fn append(&mut self, record: &[u8]) -> Result<()> {
		self.mend()?;
		self.is_torn = true;
		let written = (&*self.file).write_all(record);
		if written.is_ok() {
			self.length += record.len() as u64;
			self.is_torn = false;
			self.is_unsynced = true;
		}
		// Half a record would hide those behind it. If it cannot be cut off now, the next call does.
		written.inspect_err(|_| self.mend().unwrap_or_default())
	}

	fn mend(&mut self) -> Result<()> {
		if self.is_torn {
			self.file.set_len(self.length)?;
			self.is_torn = false;
		}
		Ok(())
	}

	/// Returns what to bring to the disk, if there is something new.
	pub fn take_unsynced(&mut self) -> Option<Arc<fs::File>> {
		std::mem::take(&mut self.is_unsynced).then(|| self.file.clone())
	}

	/// Remembers that the file could not be brought to the disk.
	pub fn set_unsynced(&mut self) {
		self.is_unsynced = true;
	}

	/// Returns the length of the file.
	pub fn length(&self) -> u64 {
		self.length
	}

	/// Opens the file without the right to write, as if its disk had failed.
	#[cfg(test)]
	pub fn unwritable(path: &Path) -> Self {
		let file = fs::File::open(path).unwrap();
		let length = file.metadata().unwrap().len();
		Self { file: Arc::new(file), length, is_torn: false, is_unsynced: false }
	}
}

/// A new file, written beside the journal to take its place.
pub struct Draft {
	path: PathBuf,
	file: fs::File,
	length: u64,
}

impl Draft {
	/// Makes a file without records, in the place of one that an interrupted node has left.
	pub fn create(journal: &Path) -> Result<Self> {
		let path = journal.with_extension("new");
		match fs::remove_file(&path) {
			Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
			_ => {},
		}
		let mut options = OpenOptions::new();
		let mut file = options.create_new(true).append(true).mode(MODE).open(&path)?;
		file.write_all(HEADER)?;
		Ok(Self { path, file, length: HEADER.len() as u64 })
	}

	/// Adds the records of these transactions.
	pub fn write(&mut self, transactions: &[(Hash, OpaqueExtrinsic)]) -> Result<()> {
		let mut writer = BufWriter::new(&self.file);
		for (hash, transaction) in transactions {
			let record = format::record(hash, transaction);
			writer.write_all(&record)?;
			self.length += record.len() as u64;
		}
		writer.flush()
	}

	/// Brings the file to the disk.
	pub fn sync(&self) -> Result<()> {
		self.file.sync_all()
	}

	/// Puts the file in the place of the journal.
	pub fn replace(self, journal: &Path) -> Result<JournalFile> {
		fs::rename(&self.path, journal)?;
		let file = Arc::new(self.file);
		Ok(JournalFile { file, length: self.length, is_torn: false, is_unsynced: true })
	}
}

/// Brings the names of the files beside the journal to the disk.
pub fn sync_folder(journal: &Path) -> Result<()> {
	journal.parent().map_or(Ok(()), |folder| fs::File::open(folder)?.sync_all())
}

/// Cuts off what is broken at the end, and tells of all that is broken.
fn cut(file: &fs::File, path: &Path, contents: &Contents) -> Result<()> {
	if contents.unreadable == 0 {
		return Ok(());
	}
	log::warn!(
		target: "mempool",
		"The journal of transactions {} has {} bytes that cannot be read, as a node leaves them that \
		was killed while it wrote: they are left out, and {} transactions are kept",
		path.display(),
		contents.unreadable,
		contents.transactions.len(),
	);
	file.set_len(contents.end)
}

/// Renames a file that is no journal, to a name that is free.
fn move_aside(path: &Path) -> Result<()> {
	let names = (1_u32..).map(|number| path.with_extension(format!("broken-{number}")));
	let mut free = names.filter(|name| !name.exists());
	let Some(name) = free.next() else { return Ok(()) };
	log::warn!(
		target: "mempool",
		"{} is no journal of transactions that this version can read: it is moved to {}, and a new one \
		begins. Delete it if no other version of the node needs it",
		path.display(),
		name.display(),
	);
	fs::rename(path, name)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::mempool::journal::sample::{numbered, numbers, Folder};

	#[test]
	fn half_a_record_does_not_hide_later_records() {
		let folder = Folder::new();
		let path = folder.journal();
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		let (mut file, _) = JournalFile::open(&path).unwrap();
		let records = [1, 2].map(|number| {
			let (hash, transaction) = numbered(number);
			format::record(&hash, &transaction)
		});
		file.append(&records[0]).unwrap();
		// What a write leaves for which the disk had no room.
		(&*file.file).write_all(&records[1][..20]).unwrap();
		file.is_torn = true;
		file.append(&records[1]).unwrap();
		assert_eq!(numbers(&JournalFile::open(&path).unwrap().1), [1, 2]);
	}

	#[test]
	fn disk_that_takes_nothing_leaves_the_length_as_it_was() {
		let folder = Folder::new();
		let path = folder.journal();
		fs::create_dir_all(path.parent().unwrap()).unwrap();
		JournalFile::open(&path).unwrap();
		let mut file = JournalFile::unwritable(&path);
		let before = file.length();
		assert!(file.append(b"record").is_err());
		assert_eq!(file.length(), before);
		assert!(file.take_unsynced().is_none());
	}
}
