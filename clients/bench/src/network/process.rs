// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The process of one node.

use std::{
	process::{Child, ExitStatus},
	time::Duration,
};

use anyhow::{bail, ensure, Context, Result};
use nix::{
	sys::signal::{kill, Signal},
	unistd::Pid,
};
use parking_lot::Mutex;
use tokio::time::{sleep, Instant};

use super::owners::Owners;

// Databases are written out when a node is asked to end.
const ENDS_WITHIN: Duration = Duration::from_secs(15);
const POLL: Duration = Duration::from_millis(50);

/// A node, whether it runs or not.
pub struct Process {
	index: usize,
	owners: Owners,
	child: Mutex<Option<Child>>,
}

impl Process {
	/// Returns a node that does not run yet.
	pub fn new(index: usize, owners: Owners) -> Self {
		Self { index, owners, child: Mutex::new(None) }
	}

	/// Takes over the process that was started.
	pub fn began(&self, child: Child) {
		self.owners.set(self.index, Some(child.id()));
		*self.child.lock() = Some(child);
	}

	/// Returns the process id while the node runs.
	pub fn pid(&self) -> Option<u32> {
		self.ensure_runs().ok()?;
		self.owners.pid(self.index)
	}

	/// Fails with the reason if the node does not run.
	pub fn ensure_runs(&self) -> Result<()> {
		if let Some(status) = self.collect()? {
			bail!("it has ended with {status}");
		}
		ensure!(self.owners.pid(self.index).is_some(), "it was stopped");
		Ok(())
	}

	/// Kills the node as a power cut would.
	pub async fn kill(&self) -> Result<()> {
		self.signal(Signal::SIGKILL)?;
		self.ended(ENDS_WITHIN).await
	}

	/// Asks the node to end, and kills it when it does not.
	pub async fn stop(&self) -> Result<()> {
		self.signal(Signal::SIGTERM)?;
		match self.ended(ENDS_WITHIN).await {
			Ok(()) => Ok(()),
			Err(_) => self.kill().await,
		}
	}

	fn signal(&self, signal: Signal) -> Result<()> {
		if let Some(child) = &*self.child.lock() {
			let pid = Pid::from_raw(child.id() as i32);
			kill(pid, signal).with_context(|| format!("cannot send {signal} to process {pid}"))?;
		}
		Ok(())
	}

	async fn ended(&self, limit: Duration) -> Result<()> {
		let start = Instant::now();
		while self.child.lock().is_some() && self.collect()?.is_none() {
			ensure!(start.elapsed() < limit, "the process does not end within {limit:?}");
			sleep(POLL).await;
		}
		Ok(())
	}

	// The status of the process when it has ended by now.
	fn collect(&self) -> Result<Option<ExitStatus>> {
		let mut slot = self.child.lock();
		let Some(child) = &mut *slot else { return Ok(None) };
		let status = child.try_wait().context("cannot ask for the status of a node")?;
		if status.is_some() {
			*slot = None;
			self.owners.set(self.index, None);
		}
		Ok(status)
	}
}

impl Drop for Process {
	fn drop(&mut self) {
		if let Some(mut child) = self.child.lock().take() {
			// Either fails only when the process has ended already.
			let _ = child.kill();
			let _ = child.wait();
		}
	}
}
