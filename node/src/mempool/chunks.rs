// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The split of transactions into parts, each for one call of the runtime.

/// The most transactions of one call: they bound the runtime's memory for what it answers.
const TRANSACTIONS_PER_CALL: usize = 1_000;
/// The most bytes of the transactions of one call. These lie in one piece of the runtime's memory,
/// which cannot be larger than 32 MiB, and are decoded beside it. A longer transaction goes alone.
const BYTES_PER_CALL: usize = 1024 * 1024;

/// Splits transactions into parts, each for one call.
pub fn chunks<T>(transactions: &[T], bytes: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
	let mut rest = transactions;
	std::iter::from_fn(move || {
		let (chunk, others) = rest.split_at(first_chunk(rest, &bytes));
		rest = others;
		(!chunk.is_empty()).then_some(chunk)
	})
}

/// Returns how many of the transactions the next call looks at: one at least, if there is one.
fn first_chunk<T>(transactions: &[T], bytes: impl Fn(&T) -> usize) -> usize {
	let mut total = 0_usize;
	let fitting = transactions.iter().take(TRANSACTIONS_PER_CALL).take_while(|transaction| {
		total = total.saturating_add(bytes(transaction));
		total <= BYTES_PER_CALL
	});
	fitting.count().max(1).min(transactions.len())
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Returns the number of transactions in each chunk, of transactions of these lengths.
	fn sizes(lengths: &[usize]) -> Vec<usize> {
		chunks(lengths, |length| *length).map(<[usize]>::len).collect()
	}

	#[test]
	fn nothing_makes_no_chunk() {
		assert!(sizes(&[]).is_empty());
	}

	#[test]
	fn short_transactions_are_split_by_number() {
		assert_eq!(sizes(&[150; 2_500]), [1_000, 1_000, 500]);
	}

	#[test]
	fn long_transactions_are_split_by_bytes() {
		assert_eq!(sizes(&[BYTES_PER_CALL / 4; 9]), [4, 4, 1]);
	}

	#[test]
	fn transaction_longer_than_a_chunk_goes_alone() {
		assert_eq!(sizes(&[150, 4 * BYTES_PER_CALL, 5 * BYTES_PER_CALL, 150]), [1, 1, 1, 1]);
	}

	#[test]
	fn every_transaction_is_in_one_chunk_in_its_place() {
		let lengths: Vec<_> = (0..3_000).map(|number| number * 1_000).collect();
		let together: Vec<_> = chunks(&lengths, |length| *length).flatten().copied().collect();
		assert_eq!(together, lengths);
	}
}
