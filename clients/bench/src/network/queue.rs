// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Packets on their way, in the order in which they arrive.

use std::{cmp::Reverse, collections::BinaryHeap, time::Instant};

// Of one destination: 100 Mbit/s of full packets over a delay of 700 ms.
const LIMIT: usize = 6_000;

struct Entry {
	// Of two packets that arrive at the same time, the one that left first.
	order: (Instant, u64),
	to: usize,
	packet: Vec<u8>,
}

impl Ord for Entry {
	fn cmp(&self, other: &Self) -> std::cmp::Ordering {
		self.order.cmp(&other.order)
	}
}

impl PartialOrd for Entry {
	fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
		Some(self.cmp(other))
	}
}

impl PartialEq for Entry {
	fn eq(&self, other: &Self) -> bool {
		self.order == other.order
	}
}

impl Eq for Entry {}

/// The packets on their way to a number of destinations.
pub struct Queue {
	entries: BinaryHeap<Reverse<Entry>>,
	waiting: Vec<usize>,
	pushed: u64,
}

impl Queue {
	/// Returns an empty queue.
	pub fn new(destinations: usize) -> Self {
		Self { entries: BinaryHeap::new(), waiting: vec![0; destinations], pushed: 0 }
	}

	/// Takes in a packet, or drops it when too many are on their way to the same destination, as a
	/// router does.
	pub fn push(&mut self, arrival: Instant, to: usize, packet: Vec<u8>) {
		if self.waiting[to] == LIMIT {
			return;
		}
		self.waiting[to] += 1;
		self.pushed += 1;
		self.entries.push(Reverse(Entry { order: (arrival, self.pushed), to, packet }));
	}

	/// Tells when the next packet arrives.
	pub fn next_arrival(&self) -> Option<Instant> {
		self.entries.peek().map(|Reverse(entry)| entry.order.0)
	}

	/// Gives out the next packet that has arrived, and its destination.
	pub fn pop(&mut self, now: Instant) -> Option<(usize, Vec<u8>)> {
		if self.next_arrival()? > now {
			return None;
		}
		let Reverse(Entry { to, packet, .. }) = self.entries.pop()?;
		self.waiting[to] -= 1;
		Some((to, packet))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	#[test]
	fn packets_come_out_when_and_in_the_order_they_arrive() {
		let now = Instant::now();
		let later = |ms| now + Duration::from_millis(ms);
		let mut queue = Queue::new(2);
		queue.push(later(20), 0, vec![3]);
		queue.push(later(10), 1, vec![1]);
		queue.push(later(10), 1, vec![2]);
		assert_eq!(queue.next_arrival(), Some(later(10)));
		assert_eq!(queue.pop(later(9)), None);
		assert_eq!(queue.pop(later(15)), Some((1, vec![1])));
		assert_eq!(queue.pop(later(15)), Some((1, vec![2])));
		assert_eq!(queue.pop(later(15)), None);
		assert_eq!(queue.pop(later(20)), Some((0, vec![3])));
		assert_eq!(queue.next_arrival(), None);
	}

	#[test]
	fn a_full_destination_does_not_stop_another() {
		let now = Instant::now();
		let mut queue = Queue::new(2);
		for _ in 0..LIMIT + 5 {
			queue.push(now, 0, vec![]);
		}
		queue.push(now, 1, vec![9]);
		let came: Vec<_> = std::iter::from_fn(|| queue.pop(now)).collect();
		assert_eq!(came.len(), LIMIT + 1);
		assert_eq!(came.last(), Some(&(1, vec![9])));
	}
}
