// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The numbers of what waits in each lane.

use super::order::Waiting;
use batara_primitives::lanes::PerLane;
use batara_runtime::Balance;

/// The numbers of one lane. A transaction counts in the lane in which it takes most room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LaneTotals {
	/// The number of transactions.
	pub transactions: usize,
	/// The room that they take together, in picoseconds.
	pub weight: u64,
	/// The lowest tip, in base units; none if nothing waits.
	pub lowest_tip: Option<Balance>,
	/// The highest tip, in base units; none if nothing waits.
	pub highest_tip: Option<Balance>,
}

/// Counts what waits, lane by lane.
pub fn totals<T>(waiting: &[Waiting<T>]) -> PerLane<LaneTotals> {
	let mut totals = PerLane::<LaneTotals>::default();
	for Waiting { weights, tip, .. } in waiting {
		let lane = totals.get_mut(weights.heaviest());
		lane.transactions = lane.transactions.saturating_add(1);
		lane.weight = lane.weight.saturating_add(weights.total());
		lane.lowest_tip = Some(lane.lowest_tip.map_or(*tip, |lowest| lowest.min(*tip)));
		lane.highest_tip = lane.highest_tip.max(Some(*tip));
	}
	totals
}

#[cfg(test)]
mod tests {
	use super::*;
	use batara_primitives::lanes::LaneWeights;
	use std::sync::Arc;

	fn waiting(weights: LaneWeights, tip: Balance) -> Waiting<()> {
		Waiting { transaction: Arc::new(()), weights, tip }
	}

	#[test]
	fn batch_counts_whole_in_its_heaviest_lane() {
		let batch = LaneWeights { payments: 10, contracts: 30, ..Default::default() };
		let totals = totals(&[waiting(batch, 5), waiting(batch, 2), waiting(batch, 9)]);
		let contracts =
			LaneTotals { transactions: 3, weight: 120, lowest_tip: Some(2), highest_tip: Some(9) };
		assert_eq!(totals, PerLane { contracts, ..Default::default() });
	}

	#[test]
	fn lane_where_nothing_waits_has_no_tips() {
		assert_eq!(totals::<()>(&[]).payments, LaneTotals::default());
	}
}
