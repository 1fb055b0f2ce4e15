// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! An executor that says when more calls run at once than it keeps instances of the runtime for.
//!
//! A call that finds none free makes an instance of its own. Upstream writes a line for every one,
//! a thousand a second when clients flood `state_call`; [`crate::logging::filter`] leaves those
//! out, and this executor writes one a minute at most, with a number.

use crate::{runtime_errors, tally::Tally};
use polkadot_sdk::{
	sc_executor::{error, RuntimeVersionOf},
	sp_core::traits::{CallContext, CodeExecutor, Externalities, ReadRuntimeVersion, RuntimeCode},
	sp_version::RuntimeVersion,
};
use std::{
	sync::{
		atomic::{AtomicUsize, Ordering},
		Arc,
	},
	time::Instant,
};

/// An executor that counts the calls in flight, over all of its clones.
#[derive(Clone)]
pub struct CountingExecutor<E> {
	executor: E,
	load: Arc<Load>,
}

impl<E> CountingExecutor<E> {
	/// Wraps an executor that keeps so many instances of each runtime.
	pub fn new(executor: E, instances: usize) -> Self {
		Self { executor, load: Arc::new(Load::new(instances)) }
	}
}

impl<E: CodeExecutor<Error = error::Error>> CodeExecutor for CountingExecutor<E> {
	type Error = E::Error;

	fn call(
		&self,
		ext: &mut dyn Externalities,
		runtime_code: &RuntimeCode<'_>,
		method: &str,
		data: &[u8],
		context: CallContext,
	) -> (Result<Vec<u8>, Self::Error>, bool) {
		let _running = self.load.enter();
		let (result, is_native) = self.executor.call(ext, runtime_code, method, data, context);
		match context {
			CallContext::Offchain => {
				(result.map_err(|error| runtime_errors::explain(method, error)), is_native)
			},
			CallContext::Onchain { .. } => (result, is_native),
		}
	}
}

impl<E: RuntimeVersionOf> RuntimeVersionOf for CountingExecutor<E> {
	/// Counts as a call: it takes an instance too, though it runs nothing.
	fn runtime_version(
		&self,
		ext: &mut dyn Externalities,
		runtime_code: &RuntimeCode<'_>,
	) -> error::Result<RuntimeVersion> {
		let _running = self.load.enter();
		self.executor.runtime_version(ext, runtime_code)
	}
}

impl<E: ReadRuntimeVersion> ReadRuntimeVersion for CountingExecutor<E> {
	/// Does not count: it takes no instance that is kept. The runtime asks for it within a call.
	fn read_runtime_version(
		&self,
		wasm_code: &[u8],
		ext: &mut dyn Externalities,
	) -> Result<Vec<u8>, String> {
		self.executor.read_runtime_version(wasm_code, ext)
	}
}

/// The calls of an executor and its clones.
///
/// The calls in flight are an upper bound of the instances in use, which upstream does not tell: it
/// keeps that many for each runtime, and calls that wait for its list of runtimes have none yet.
struct Load {
	instances: usize,
	running: AtomicUsize,
	tally: Tally,
}

impl Load {
	fn new(instances: usize) -> Self {
		Self { instances, running: AtomicUsize::new(0), tally: Tally::default() }
	}

	/// Counts a call as running until the guard is dropped. A call within a call, as off-chain
	/// workers make them, counts once more: it takes a second instance.
	fn enter(&self) -> Running<'_> {
		// Nothing else is read by this number: no order with other memory is needed.
		let others = self.running.fetch_add(1, Ordering::Relaxed);
		let running = Running(&self.running);
		if others >= self.instances {
			self.note_crowd();
		}
		running
	}

	/// Writes a line if it is time for one. Calls that find a free instance do not come here.
	#[cold]
	fn note_crowd(&self) {
		if let Some(crowd) = self.tally.add(Instant::now()) {
			log::warn!(
				"More runtime calls run at once than instances are kept ({}), {crowd}. The others \
				make instances of their own, which takes time: limit RPC clients with \
				--rpc-rate-limit, or raise --max-runtime-instances",
				self.instances,
			);
		}
	}
}

/// A call that runs until this is dropped: after an error and in a panic, too.
struct Running<'a>(&'a AtomicUsize);

impl Drop for Running<'_> {
	fn drop(&mut self) {
		self.0.fetch_sub(1, Ordering::Relaxed);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_state_machine::BasicExternalities;
	use std::panic::{catch_unwind, AssertUnwindSafe};

	#[test]
	fn calls_within_the_instances_are_no_crowd() {
		let load = Load::new(2);
		for _ in 0..3 {
			let _both = (load.enter(), load.enter());
		}
		assert!(!load.tally.has_told());
	}

	#[test]
	fn one_call_more_than_instances_is_a_crowd() {
		let load = Load::new(2);
		let _all = (load.enter(), load.enter(), load.enter());
		assert!(load.tally.has_told());
	}

	/// An executor whose calls look at the load, then end as they are told to.
	#[derive(Clone)]
	struct Probe {
		ends: fn() -> String,
	}

	impl ReadRuntimeVersion for Probe {
		fn read_runtime_version(
			&self,
			_: &[u8],
			_: &mut dyn Externalities,
		) -> Result<Vec<u8>, String> {
			Ok(Vec::new())
		}
	}

	impl CodeExecutor for Probe {
		type Error = error::Error;

		fn call(
			&self,
			_: &mut dyn Externalities,
			_: &RuntimeCode<'_>,
			_: &str,
			_: &[u8],
			_: CallContext,
		) -> (error::Result<Vec<u8>>, bool) {
			(Err((self.ends)().into()), false)
		}
	}

	fn call(executor: &CountingExecutor<Probe>) -> error::Result<Vec<u8>> {
		let mut state = BasicExternalities::default();
		executor.call(&mut state, &RuntimeCode::empty(), "", &[], CallContext::Offchain).0
	}

	fn running(executor: &CountingExecutor<Probe>) -> usize {
		executor.load.running.load(Ordering::Relaxed)
	}

	#[test]
	fn call_that_fails_runs_no_more() {
		let executor = CountingExecutor::new(Probe { ends: || "no such method".into() }, 1);
		assert!(call(&executor).unwrap_err().to_string().contains("no such method"));
		assert_eq!(running(&executor), 0);
	}

	#[test]
	fn call_that_panics_runs_no_more() {
		let executor = CountingExecutor::new(Probe { ends: || panic!("on purpose") }, 1);
		assert!(catch_unwind(AssertUnwindSafe(|| call(&executor))).is_err());
		assert_eq!(running(&executor), 0);
	}

	#[test]
	fn clones_count_together() {
		let executor = CountingExecutor::new(Probe { ends: String::new }, 1);
		let clone = executor.clone();
		let _running = clone.load.enter();
		assert_eq!(running(&executor), 1);
	}
}
