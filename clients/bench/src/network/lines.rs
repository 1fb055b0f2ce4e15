// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The links between all pairs of nodes, and the time at which a packet that leaves now arrives.

use std::{
	sync::Arc,
	time::{Duration, Instant},
};

use parking_lot::Mutex;
use rand::{rngs::StdRng, Rng, SeedableRng};

use super::link::Link;

/// The lines, shared by the emulator and whoever changes them.
pub type SharedLines = Arc<Mutex<Lines>>;

/// The fate of a packet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Passage {
	/// An arrival at this time.
	At(Instant),
	/// A loss on the link.
	Lost,
	/// A partition between the two nodes.
	Cut,
}

struct Line {
	link: Link,
	open: bool,
	last_arrival: Option<Instant>,
}

/// One line for each pair of nodes and direction.
pub struct Lines {
	nodes: usize,
	lines: Vec<Line>,
	random: StdRng,
}

impl Lines {
	/// Returns lines that are all like `link`. The same seed loses the same packets.
	pub fn new(nodes: usize, link: Link, seed: u64) -> Self {
		let line = || Line { link, open: true, last_arrival: None };
		Self {
			nodes,
			lines: (0..nodes * nodes).map(|_| line()).collect(),
			random: StdRng::seed_from_u64(seed),
		}
	}

	/// Changes the link of one direction.
	pub fn set_link(&mut self, from: usize, to: usize, link: Link) {
		self.line(from, to).link = link;
	}

	/// Returns the link of one direction.
	pub fn link(&self, from: usize, to: usize) -> Link {
		self.lines[from * self.nodes + to].link
	}

	/// Cuts the lines between nodes of different groups and opens all others. The nodes that are in
	/// no group are one more group.
	pub fn partition(&mut self, groups: &[Vec<usize>]) {
		let group = |node| groups.iter().position(|members| members.contains(&node));
		for from in 0..self.nodes {
			for to in 0..self.nodes {
				self.line(from, to).open = group(from) == group(to);
			}
		}
	}

	/// Opens all lines.
	pub fn heal(&mut self) {
		self.lines.iter_mut().for_each(|line| line.open = true);
	}

	/// Tells whether no partition lies between the two nodes.
	pub fn is_open(&self, from: usize, to: usize) -> bool {
		self.lines[from * self.nodes + to].open
	}

	/// Decides whether and when a packet that leaves now arrives. Packets of one direction never
	/// overtake each other: for TCP, being overtaken looks like loss.
	pub fn pass(&mut self, from: usize, to: usize, now: Instant) -> Passage {
		if !self.is_open(from, to) {
			return Passage::Cut;
		}
		let link = self.link(from, to);
		if link.loss > 0.0 && self.random.random_bool(link.loss) {
			return Passage::Lost;
		}
		let earliest = now + self.time_on(link);
		let line = self.line(from, to);
		let arrival = line.last_arrival.map_or(earliest, |last| last.max(earliest));
		line.last_arrival = Some(arrival);
		Passage::At(arrival)
	}

	fn time_on(&mut self, link: Link) -> Duration {
		let shortest = link.delay.saturating_sub(link.jitter);
		if link.jitter.is_zero() {
			return shortest;
		}
		shortest + (link.jitter * 2).mul_f64(self.random.random())
	}

	fn line(&mut self, from: usize, to: usize) -> &mut Line {
		&mut self.lines[from * self.nodes + to]
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	const SEED: u64 = 7;

	fn lines(delay: u64, jitter: u64, loss: f64) -> Lines {
		Lines::new(4, Link::from_millis(delay, jitter, loss).unwrap(), SEED)
	}

	#[test]
	fn a_packet_arrives_after_the_delay() {
		let now = Instant::now();
		let passage = lines(50, 0, 0.0).pass(0, 1, now);
		assert_eq!(passage, Passage::At(now + Duration::from_millis(50)));
	}

	#[test]
	fn jitter_stays_in_its_bounds_and_keeps_the_order() {
		let mut lines = lines(50, 20, 0.0);
		let start = Instant::now();
		let mut last = start;
		for step in 0..1_000 {
			let now = start + Duration::from_millis(step);
			let Passage::At(arrival) = lines.pass(0, 1, now) else {
				panic!("no loss was asked for")
			};
			assert!(arrival >= last, "a packet overtook the one before it");
			let time = (arrival - now).as_millis();
			assert!((30..=70).contains(&time), "{time} ms");
			last = arrival;
		}
	}

	#[test]
	fn jitter_varies_between_packets_that_are_far_apart() {
		let mut lines = lines(50, 20, 0.0);
		let start = Instant::now();
		let times: std::collections::HashSet<_> = (0..20)
			.map(|step| {
				let now = start + Duration::from_secs(step);
				match lines.pass(0, 1, now) {
					Passage::At(arrival) => (arrival - now).as_millis(),
					other => panic!("no loss was asked for: {other:?}"),
				}
			})
			.collect();
		assert!(times.len() > 5, "{times:?}");
	}

	#[test]
	fn the_seed_decides_which_packets_are_lost() {
		let now = Instant::now();
		let lost = || -> Vec<bool> {
			let mut lines = lines(50, 10, 0.1);
			(0..10_000).map(|_| lines.pass(2, 3, now) == Passage::Lost).collect()
		};
		let count = lost().into_iter().filter(|lost| *lost).count();
		assert!((900..1_100).contains(&count), "{count} of 10,000 at a loss of 0.1");
		assert_eq!(lost(), lost());
	}

	#[test]
	fn a_partition_cuts_between_groups_only() {
		let mut lines = lines(50, 0, 0.0);
		lines.partition(&[vec![0, 1], vec![2, 3]]);
		for (from, to) in [(0, 2), (2, 0), (1, 3), (3, 0)] {
			assert_eq!(lines.pass(from, to, Instant::now()), Passage::Cut);
		}
		for (from, to) in [(0, 1), (3, 2)] {
			assert!(matches!(lines.pass(from, to, Instant::now()), Passage::At(_)));
		}
		lines.heal();
		assert!(matches!(lines.pass(0, 2, Instant::now()), Passage::At(_)));
	}

	#[test]
	fn nodes_in_no_group_stay_together() {
		let mut lines = lines(50, 0, 0.0);
		lines.partition(&[vec![3]]);
		assert!(lines.is_open(0, 1) && lines.is_open(2, 0));
		assert!(!lines.is_open(0, 3) && !lines.is_open(3, 0));
	}

	#[test]
	fn a_link_is_changed_in_one_direction() {
		let mut lines = lines(50, 0, 0.0);
		lines.set_link(0, 1, Link::from_millis(100, 0, 0.0).unwrap());
		let now = Instant::now();
		assert_eq!(lines.pass(0, 1, now), Passage::At(now + Duration::from_millis(100)));
		assert_eq!(lines.pass(1, 0, now), Passage::At(now + Duration::from_millis(50)));
	}
}
