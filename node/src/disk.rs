// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The watch over the free space for the database.

use polkadot_sdk::sc_storage_monitor::{
	self as monitor, StorageMonitorParams, StorageMonitorService,
};
use sc_service::{error::Error, Configuration, TaskManager};
use std::path::Path;

/// Starts a task that stops the node before the disk is full. Fails if it is too full already.
pub fn watch(
	config: &Configuration,
	limits: StorageMonitorParams,
	task_manager: &TaskManager,
) -> Result<(), Error> {
	let Some(database) = config.database.path() else { return Ok(()) };
	let tasks = task_manager.spawn_essential_handle();
	StorageMonitorService::try_spawn(limits, database.to_path_buf(), &tasks)
		.map_err(|error| too_full(&error, database))
}

/// Returns the error for too little space, which says what to do about it.
fn too_full(error: &monitor::Error, database: &Path) -> Error {
	Error::Other(format!(
		"too little free disk space for the database at {}: {error}. Free some, move it with \
		--base-path, or lower --db-storage-threshold",
		database.display(),
	))
}
