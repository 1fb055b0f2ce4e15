// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The count of something that may happen a thousand times a second and is told once a minute.

use std::{
	fmt,
	sync::{Mutex, PoisonError},
	time::{Duration, Instant},
};

/// The time between two lines.
const QUIET: Duration = Duration::from_secs(60);

/// The number of times that no line has told of yet.
#[derive(Default)]
pub struct Tally(Mutex<Untold>);

#[derive(Default)]
struct Untold {
	times: u64,
	told: Option<Instant>,
}

impl Tally {
	/// Adds one. Returns what a line is to tell, unless there was a line within [`QUIET`].
	pub fn add(&self, now: Instant) -> Option<Crowd> {
		let mut untold = self.0.lock().unwrap_or_else(PoisonError::into_inner);
		untold.times = untold.times.saturating_add(1);
		let since = untold.told.map(|told| now.saturating_duration_since(told));
		if since.is_some_and(|since| since < QUIET) {
			return None;
		}
		untold.told = Some(now);
		Some(Crowd { times: std::mem::take(&mut untold.times), since })
	}

	/// Tells whether there has been a line.
	#[cfg(test)]
	pub fn has_told(&self) -> bool {
		self.0.lock().unwrap().told.is_some()
	}
}

/// The crowd that one line tells of.
#[derive(Debug, PartialEq, Eq)]
pub struct Crowd {
	times: u64,
	/// The time since the last line, if there was one.
	since: Option<Duration>,
}

impl fmt::Display for Crowd {
	fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self.since {
			None => formatter.write_str("which is said once a minute at most"),
			Some(since) => write!(
				formatter,
				"{} times in the {} s since this was last said",
				self.times,
				since.as_secs(),
			),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const SECOND: Duration = Duration::from_secs(1);

	#[test]
	fn first_event_is_told_at_once() {
		let crowd = Tally::default().add(Instant::now());
		assert_eq!(crowd, Some(Crowd { times: 1, since: None }));
	}

	#[test]
	fn flood_is_told_once_a_minute() {
		let (tally, start) = (Tally::default(), Instant::now());
		// A thousand a second, for two minutes.
		let told = (0..120_000)
			.filter_map(|call| tally.add(start + Duration::from_millis(call)))
			.collect::<Vec<_>>();
		let later = Crowd { times: 60_000, since: Some(QUIET) };
		assert_eq!(told, [Crowd { times: 1, since: None }, later]);
	}

	#[test]
	fn line_tells_all_since_the_last_one() {
		let (tally, start) = (Tally::default(), Instant::now());
		tally.add(start);
		assert_eq!(tally.add(start + SECOND), None);
		assert_eq!(tally.add(start + QUIET - SECOND), None);
		let hour = Duration::from_secs(3_600);
		assert_eq!(tally.add(start + hour), Some(Crowd { times: 3, since: Some(hour) }));
		assert_eq!(tally.add(start + hour + SECOND), None);
	}

	#[test]
	fn clock_that_stands_still_tells_nothing() {
		let (tally, start) = (Tally::default(), Instant::now());
		tally.add(start + SECOND);
		assert_eq!(tally.add(start), None);
	}

	#[test]
	fn lines_name_number_and_time() {
		let crowd = Crowd { times: 78_956, since: Some(QUIET) };
		assert_eq!(crowd.to_string(), "78956 times in the 60 s since this was last said");
	}
}
