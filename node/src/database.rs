// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The database of a node: its kind, who has it open, and words for what keeps it from being opened.

use polkadot_sdk::sp_blockchain;
use rustix::{
	fs::{fcntl_lock, FlockOperation},
	io::Errno,
};
use sc_service::{
	config::{BlocksPruning, DatabaseSource, PruningMode},
	error::Error,
	Configuration,
};
use std::{
	fs::{File, TryLockError},
	path::Path,
};

/// A kind of database, which `--database` selects.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
	RocksDb,
	ParityDb,
}

impl Kind {
	/// Returns its name as `--database` takes it.
	fn name(self) -> &'static str {
		match self {
			Self::RocksDb => "rocksdb",
			Self::ParityDb => "paritydb",
		}
	}

	/// Returns its path in the folder of a chain, as sc-service has it.
	fn path(self) -> &'static str {
		match self {
			Self::RocksDb => "db/full",
			Self::ParityDb => "paritydb/full",
		}
	}

	/// Tells whether there is one at `path`. A folder is none: RocksDB makes it when it looks.
	fn is_at(self, path: &Path) -> bool {
		path.join(match self {
			Self::RocksDb => "CURRENT",
			Self::ParityDb => "metadata",
		})
		.exists()
	}

	/// Takes the lock of the one at `path`, as it does itself. Returns None if another process has it.
	fn lock(self, path: &Path) -> Option<Lock> {
		let name = match self {
			Self::RocksDb => "LOCK",
			Self::ParityDb => "lock",
		};
		let Ok(file) = File::options().read(true).write(true).open(path.join(name)) else {
			return Some(Lock(None));
		};
		let is_taken = match self {
			Self::RocksDb => matches!(
				fcntl_lock(&file, FlockOperation::NonBlockingLockExclusive),
				Err(Errno::AGAIN | Errno::ACCESS)
			),
			Self::ParityDb => matches!(file.try_lock(), Err(TryLockError::WouldBlock)),
		};
		(!is_taken).then_some(Lock(Some(file)))
	}
}

/// The lock of a database, held until this is dropped. Nothing if there was none to take.
pub struct Lock(#[allow(dead_code)] Option<File>);

/// Returns the paths that the configuration has for databases, each with the kind.
fn places(config: &Configuration) -> Vec<(Kind, &Path)> {
	match &config.database {
		DatabaseSource::Auto { paritydb_path, rocksdb_path, .. } => {
			vec![(Kind::RocksDb, rocksdb_path), (Kind::ParityDb, paritydb_path)]
		},
		DatabaseSource::RocksDb { path, .. } => vec![(Kind::RocksDb, path)],
		DatabaseSource::ParityDb { path } => vec![(Kind::ParityDb, path)],
		DatabaseSource::Custom { .. } => Vec::new(),
	}
}

/// Tells whether there is a database.
pub fn is_there(config: &Configuration) -> bool {
	places(config).into_iter().any(|(kind, path)| kind.is_at(path))
}

/// Returns the path of the database, or of the one that would be made.
pub fn place(config: &Configuration) -> String {
	let places = places(config);
	let found = places.iter().find(|(kind, path)| kind.is_at(path)).or(places.last());
	found.map_or(config.data_path.as_path(), |(_, path)| path).display().to_string()
}

/// Takes the lock of the database, so that no node opens it. Fails if one has it open.
pub fn lock(config: &Configuration) -> Result<Vec<Lock>, Error> {
	places(config)
		.into_iter()
		.map(|(kind, path)| kind.lock(path).ok_or_else(|| Error::Other(locked(config, ""))))
		.collect()
}

/// Refuses to keep nothing of the state or of the blocks: the node would lose the state that it
/// stands on, and its database with it.
pub fn ensure_pruning(config: &Configuration) -> Result<(), Error> {
	let keeps_no_state = config.state_pruning == Some(PruningMode::blocks_pruning(0));
	let option = match config.blocks_pruning {
		_ if keeps_no_state => "--state-pruning 0",
		BlocksPruning::Some(0) => "--blocks-pruning 0",
		_ => return Ok(()),
	};
	Err(Error::Other(format!(
		"{option} would keep nothing, and break the database: give a number of blocks, such as 256, \
		or archive-canonical"
	)))
}

/// Refuses to make a second database beside one of the other kind: the node would begin at block 0,
/// and a validator would not know any more what it has voted for.
pub fn ensure_one(config: &Configuration) -> Result<(), Error> {
	let [(kind, path)] = places(config)[..] else { return Ok(()) };
	let other = if kind == Kind::RocksDb { Kind::ParityDb } else { Kind::RocksDb };
	let Some(chain) = path.parent().and_then(Path::parent) else { return Ok(()) };
	let other_path = chain.join(other.path());
	if kind.is_at(path) || !other.is_at(&other_path) {
		return Ok(());
	}
	Err(Error::Other(format!(
		"{} is the database of this chain, made with --database {other}: start with that, or give \
		{kind} another --base-path. To change the kind, remove the old one with `batara-node \
		purge-chain --database {other}` and sync again: keys and the identity in the network stay",
		other_path.display(),
		kind = kind.name(),
		other = other.name(),
	)))
}

/// Says what to do about a database that does not open.
pub fn explain(error: &sp_blockchain::Error, config: &Configuration) -> Error {
	let place = place(config);
	let text = error.to_string();
	Error::Other(if is_locked(&text) {
		locked(config, &format!(" ({text})"))
	} else if text.contains("Incompatible pruning modes") {
		format!(
			"the database at {place} was made with another --state-pruning: start with the one of \
			before, or give this node another --base-path, or remove the database with `batara-node \
			purge-chain` and sync again ({text})"
		)
	} else {
		format!(
			"the database at {place} does not open: {text}. If it is damaged, remove it with \
			`batara-node purge-chain` and the same --chain, --base-path and --database, and sync \
			again: keys and the identity in the network stay. A validator first reads \
			docs/guides/recover.md#one-node-stands-still"
		)
	})
}

fn locked(config: &Configuration, reason: &str) -> String {
	format!(
		"the database at {} is locked by another node: stop that node, or give this one its own \
		--base-path{reason}",
		place(config),
	)
}

/// Tells whether a database does not open because it is in use, by the words of RocksDB and ParityDB.
fn is_locked(text: &str) -> bool {
	let by_another = text.contains("lock file") && text.contains("temporarily unavailable");
	by_another || text.contains("lock hold") || text.contains("Database file is in use")
}
