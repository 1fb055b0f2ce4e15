// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The room that transactions find in a block, and the lane to blame if one finds none.

use super::*;

/// Returns the room of a block of 1,000 in which payments have 250, contracts 150, and the other
/// lanes 50 each.
fn room() -> BlockRoom {
	let guaranteed =
		LaneWeights { operations: 50, governance: 50, payments: 250, contracts: 150, other: 50 };
	BlockRoom { limit: 1_000, guaranteed, reserved: guaranteed }
}

fn blamed(used: &LaneWeights, added: &LaneWeights) -> Vec<Lane> {
	let blamed = room().lanes_without_room(used, added);
	Lane::ALL.into_iter().filter(|lane| *blamed.get(*lane)).collect()
}

#[test]
fn guarantee_holds_up_to_its_last_picosecond() {
	let used = LaneWeights::only(Lane::Payments, 200);
	assert!(room().guarantees(&used, &LaneWeights::only(Lane::Payments, 50)));
	assert!(!room().guarantees(&used, &LaneWeights::only(Lane::Payments, 51)));
}

#[test]
fn guarantee_counts_only_the_lanes_of_the_transaction() {
	let used = LaneWeights::only(Lane::Contracts, 600);
	assert!(room().guarantees(&used, &LaneWeights::only(Lane::Payments, 1)));
}

#[test]
fn guaranteed_transaction_enters_beside_a_flood() {
	let used = LaneWeights::only(Lane::Contracts, 600);
	assert!(room().admits(&used, &LaneWeights::only(Lane::Governance, 50)));
	assert!(!room().admits(&used, &LaneWeights::only(Lane::Contracts, 1)));
}

#[test]
fn admitted_transaction_blames_nobody() {
	assert!(blamed(&LaneWeights::default(), &LaneWeights::only(Lane::Payments, 250)).is_empty());
}

#[test]
fn full_lane_is_blamed() {
	let used = LaneWeights::only(Lane::Contracts, 600);
	assert_eq!(blamed(&used, &LaneWeights::only(Lane::Contracts, 10)), [Lane::Contracts]);
}

/// Tries a batch whose larger part has room, and whose smaller part has none.
#[test]
fn lighter_lane_is_blamed_if_it_is_the_full_one() {
	let used = LaneWeights::only(Lane::Contracts, 600);
	let batch = LaneWeights { payments: 200, contracts: 10, ..Default::default() };
	assert_eq!(batch.heaviest(), Lane::Payments);
	assert_eq!(blamed(&used, &batch), [Lane::Contracts]);
}

#[test]
fn all_lanes_without_room_are_blamed() {
	let used = LaneWeights { payments: 400, contracts: 450, ..Default::default() };
	let batch = LaneWeights { payments: 20, contracts: 10, ..Default::default() };
	assert_eq!(blamed(&used, &batch), [Lane::Payments, Lane::Contracts]);
}

/// Tries two parts that would each enter alone: the one beyond its guarantee is too much, not the
/// other.
#[test]
fn parts_that_do_not_fit_together_blame_the_lane_beyond_its_guarantee() {
	let reserved = LaneWeights { payments: 10, ..room().guaranteed };
	let room = BlockRoom { reserved, ..room() };
	let batch = LaneWeights { payments: 240, contracts: 700, ..Default::default() };
	assert!(room.admits(&LaneWeights::default(), &LaneWeights::only(Lane::Payments, 240)));
	assert!(room.admits(&LaneWeights::default(), &LaneWeights::only(Lane::Contracts, 700)));
	let blamed = room.lanes_without_room(&LaneWeights::default(), &batch);
	assert_eq!(blamed, PerLane { contracts: true, ..Default::default() });
}

#[test]
fn name_is_that_of_json() {
	use serde::de::{value::StrDeserializer, IntoDeserializer};
	for lane in Lane::ALL {
		let name: StrDeserializer<'_, serde::de::value::Error> = lane.name().into_deserializer();
		assert_eq!(Lane::deserialize(name), Ok(lane));
	}
}
