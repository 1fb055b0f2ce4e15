// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Random numbers, the same for the same seed.

use std::ops::Range;

/// A generator of random numbers (SplitMix64), which begins with its seed.
pub struct Random(pub u64);

impl Random {
	/// Returns a number below `bound`; 0 if `bound` is 0.
	pub fn below(&mut self, bound: u64) -> u64 {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		(mixed ^ (mixed >> 31)) % bound.max(1)
	}

	/// Returns a number below `length`, as an index; 0 if `length` is 0.
	pub fn index(&mut self, length: usize) -> usize {
		self.below(length as u64) as usize
	}

	/// Returns a random byte.
	pub fn byte(&mut self) -> u8 {
		self.below(256) as u8
	}

	/// Returns a range of at most `longest` indices below `length`.
	pub fn range(&mut self, length: usize, longest: usize) -> Range<usize> {
		let start = self.index(length);
		start..(start + 1 + self.index(longest)).min(length)
	}

	/// Returns one element of a list that is not empty.
	pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
		&from[self.index(from.len())]
	}

	/// Returns a copy of one element of a list, or `None` if the list is empty.
	pub fn pick_any<T: Clone>(&mut self, from: &[T]) -> Option<T> {
		if from.is_empty() {
			return None;
		}
		Some(self.pick(from).clone())
	}
}
