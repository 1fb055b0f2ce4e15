// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Threads that start processes, and live as long as these may live.

use std::{
	process::{Child, Command},
	sync::mpsc,
	thread,
};

use anyhow::{Context, Result};
use tokio::sync::oneshot;

use super::kernel;

struct Job {
	command: Command,
	reply: oneshot::Sender<std::io::Result<Child>>,
}

/// A thread whose processes are in its network namespace, and are killed with it.
pub struct Spawner {
	jobs: mpsc::Sender<Job>,
}

impl Spawner {
	/// Starts the thread, which first runs `prepare`. Returns it with the result of that.
	pub fn start<T: Send + 'static>(
		prepare: impl FnOnce() -> Result<T> + Send + 'static,
	) -> Result<(Self, T)> {
		let (jobs, todo) = mpsc::channel();
		let (prepared, outcome) = mpsc::channel();
		thread::Builder::new()
			.name("spawner".into())
			.spawn(move || {
				let result = prepare();
				let works = result.is_ok();
				if prepared.send(result).is_ok() && works {
					run(todo);
				}
			})
			.context("cannot start a thread")?;
		let prepared = outcome.recv().context("a thread that starts nodes has ended")??;
		Ok((Self { jobs }, prepared))
	}

	/// Starts a process on the thread.
	pub async fn spawn(&self, command: Command) -> Result<Child> {
		let program = command.get_program().to_string_lossy().into_owned();
		let (reply, outcome) = oneshot::channel();
		self.jobs
			.send(Job { command, reply })
			.ok()
			.context("the thread that starts the node has ended")?;
		outcome
			.await
			.context("the thread that starts the node has ended")?
			.with_context(|| format!("cannot start {program}"))
	}
}

fn run(todo: mpsc::Receiver<Job>) {
	for Job { mut command, reply } in todo {
		kernel::die_with_this_thread(&mut command);
		// Nobody waits for it any more: the process ends with the thread.
		let _ = reply.send(command.spawn());
	}
}
