// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The way of a packet: its delay, and whether it gets lost.

use std::time::Duration;

use anyhow::{ensure, Result};

/// The way from one node to another; the way back is a link of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Link {
	/// The time that a packet is on its way. A round trip takes the delay of both ways.
	pub delay: Duration,
	/// The most by which the time of a packet differs from `delay`, up or down.
	pub jitter: Duration,
	/// The share of packets that get lost, from 0 to 1.
	pub loss: f64,
}

impl Link {
	/// Returns the link with times in milliseconds, or says which of the numbers makes no sense.
	pub fn from_millis(delay: u64, jitter: u64, loss: f64) -> Result<Self> {
		ensure!(
			(0.0..=1.0).contains(&loss),
			"a loss of {loss} is no share of packets: give a number from 0 to 1, such as 0.01"
		);
		ensure!(
			jitter <= delay,
			"a jitter of {jitter} ms is more than the delay of {delay} ms: give less"
		);
		let [delay, jitter] = [delay, jitter].map(Duration::from_millis);
		Ok(Self { delay, jitter, loss })
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn numbers_that_make_no_sense_are_refused() {
		assert!(Link::from_millis(50, 10, 0.01).is_ok());
		assert!(Link::from_millis(50, 60, 0.0).is_err());
		assert!(Link::from_millis(50, 10, 1.5).is_err());
		assert!(Link::from_millis(50, 10, f64::NAN).is_err());
	}
}
