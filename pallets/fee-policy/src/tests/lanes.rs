// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Who enters a block.

use crate::{
	lanes::{Profile, Reach, IDLE_AFTER_BLOCKS, WHOLE_EVERY_BLOCKS},
	mock::*,
	BlockUsage,
};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights};
use polkadot_sdk::{
	frame_support::{assert_err, assert_ok},
	sp_runtime::transaction_validity::{InvalidTransaction, TransactionValidityError},
};
use proptest::prelude::*;

const FULL: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);

/// Fills the block with transactions of a lane and returns how much weight entered.
fn flood(lane: Lane, each: u64) -> u64 {
	let mut entered = 0;
	while run(1, &call_of(lane), (each, each), 0).is_ok() {
		entered += each;
	}
	entered
}

/// Uses each lane once and waits `blocks` blocks.
fn use_all_lanes_then_wait(blocks: u32) {
	while u64::from(WHOLE_EVERY_BLOCKS) - System::block_number() % u64::from(WHOLE_EVERY_BLOCKS)
		<= u64::from(blocks) + 1
	{
		next_block();
	}
	for lane in Lane::ALL {
		assert_ok!(run(2, &call_of(lane), (1, 1), 0));
	}
	for _ in 0..blocks {
		next_block();
	}
}

#[test]
fn a_flood_leaves_the_guarantees_of_busy_lanes_free() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(1);
		// 10 + 10 + 25 + 5 % are kept for the others.
		assert_eq!(flood(Lane::Contracts, 10), 500);
		for (lane, guaranteed) in [
			(Lane::Payments, 250),
			(Lane::Operations, 100),
			(Lane::Governance, 100),
			(Lane::Other, 50),
		] {
			assert_eq!(flood(lane, 10), guaranteed, "{lane:?}");
		}
		assert_err!(run(1, &call_of(Lane::Contracts), (1, 1), 0), FULL);
	});
}

#[test]
fn an_idle_chain_gives_one_lane_the_block_but_for_openings() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(IDLE_AFTER_BLOCKS + 1);
		assert_eq!(flood(Lane::Contracts, 10), 960);
		// The first transactions of idle lanes still enter, and wake their lanes up.
		assert_ok!(run(2, &call_of(Lane::Payments), (10, 10), 0));
		next_block();
		assert_eq!(flood(Lane::Contracts, 10), 720);
	});
}

#[test]
fn a_lane_keeps_its_guarantee_while_it_is_used() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(IDLE_AFTER_BLOCKS);
		assert_eq!(flood(Lane::Contracts, 10), 500);
	});
}

#[test]
fn a_heavy_first_transaction_enters_when_all_guarantees_are_whole() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(IDLE_AFTER_BLOCKS + 1);
		let mut blocks = 0;
		loop {
			flood(Lane::Contracts, 10);
			if run(2, &call_of(Lane::Payments), (200, 200), 0).is_ok() {
				break;
			}
			next_block();
			blocks += 1;
		}
		assert!(blocks > 0 && blocks <= WHOLE_EVERY_BLOCKS, "after {blocks} blocks");
	});
}

#[test]
fn a_transaction_that_no_block_can_hold_is_refused_at_the_door() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(IDLE_AFTER_BLOCKS + 1);
		assert_ok!(run(1, &call_of(Lane::Contracts), (960, 960), 0));
		next_block();
		assert_err!(run(1, &call_of(Lane::Contracts), (961, 961), 0), FULL);
	});
}

#[test]
fn unspent_weight_goes_back_to_the_lane() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(1);
		assert_ok!(run(1, &call_of(Lane::Contracts), (500, 100), 0));
		assert_eq!(BlockUsage::<Test>::get().used.contracts, 100);
		assert_ok!(run(1, &call_of(Lane::Contracts), (400, 400), 0));
	});
}

#[test]
fn other_classes_have_room_of_their_own() {
	new_test_ext().execute_with(|| {
		use polkadot_sdk::{
			frame_support::dispatch::DispatchClass, pallet_transaction_payment::OnChargeTransaction,
		};
		flood(Lane::Other, 1);
		let info = polkadot_sdk::frame_support::dispatch::DispatchInfo {
			class: DispatchClass::Operational,
			..weighing(10)
		};
		assert_ok!(FeePolicy::withdraw_fee(&1, &call_of(Lane::Other), &info, 10, 0).map(drop));
	});
}

#[test]
fn what_operational_transactions_take_beyond_their_part_is_not_the_lanes() {
	new_test_ext().execute_with(|| {
		use polkadot_sdk::{
			frame_support::{dispatch::DispatchClass, weights::Weight},
			pallet_transaction_payment::OnChargeTransaction,
		};
		use_all_lanes_then_wait(1);
		assert_ok!(run(1, &call_of(Lane::Payments), (1, 1), 0));
		let limit = BlockUsage::<Test>::get().limit.unwrap();
		let info = polkadot_sdk::frame_support::dispatch::DispatchInfo {
			class: DispatchClass::Operational,
			..weighing(2 * NORMAL - 100)
		};
		// As CheckWeight does before it.
		System::register_extra_weight_unchecked(
			Weight::from_parts(2 * NORMAL - 100, 0),
			DispatchClass::Operational,
		);
		assert_ok!(FeePolicy::withdraw_fee(&1, &call_of(Lane::Other), &info, 10, 0).map(drop));
		assert_err!(run(1, &call_of(Lane::Contracts), (100, 100), 0), FULL);
		assert_ok!(run(1, &call_of(Lane::Contracts), (50, 50), 0));
		assert_eq!(BlockUsage::<Test>::get().limit, Some(100));
		assert!(limit > 100);
	});
}

#[test]
fn the_lanes_are_empty_in_the_next_block() {
	new_test_ext().execute_with(|| {
		flood(Lane::Payments, 10);
		next_block();
		assert_eq!(BlockUsage::<Test>::get().used, LaneWeights::default());
	});
}

#[test]
fn new_shares_hold_from_the_next_block_on() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(1);
		Shares::set(crate::policy::LaneShares::default());
		assert_eq!(flood(Lane::Contracts, 10), 500);
		next_block();
		assert_eq!(flood(Lane::Contracts, 10), 1_000);
	});
}

#[test]
fn a_profile_knows_the_reach_of_a_call() {
	let profile = |call: &RuntimeCall| Profile::of::<_, TestLanes>(call, 7);
	assert_eq!(profile(&call_to(3)).reach, Reach::Contract(3));
	assert_eq!(profile(&call_of(Lane::Governance)).reach, Reach::Lane(Lane::Governance));
	assert_eq!(profile(&call_to(3)).weights, LaneWeights::only(Lane::Contracts, 7));
}

fn weights(up_to: u64) -> impl Strategy<Value = LaneWeights> {
	(0..up_to, 0..up_to, 0..up_to, 0..up_to, 0..up_to).prop_map(
		|(operations, governance, payments, contracts, other)| LaneWeights {
			operations,
			governance,
			payments,
			contracts,
			other,
		},
	)
}

proptest! {
	/// Whatever has entered, in whatever order, each lane still gets what it has reserved.
	#[test]
	fn reserves_are_kept(attempts in prop::collection::vec(weights(60), 1..200), lane in 0..5usize) {
		let reserved = LaneWeights { operations: 100, governance: 100, payments: 250, contracts: 150, other: 50 };
		let room = BlockRoom { limit: 1_000, guaranteed: reserved, reserved };
		let mut used = LaneWeights::default();
		for added in attempts {
			if room.admits(&used, &added) {
				used = used.saturating_add(&added);
			}
			prop_assert!(used.total() <= room.limit);
		}
		let lane = Lane::ALL[lane];
		let left = room.left(&used, lane);
		prop_assert!(left >= reserved.get(lane).saturating_sub(*used.get(lane)));
		prop_assert!(room.admits(&used, &LaneWeights::only(lane, left)));
		prop_assert!(!room.admits(&used, &LaneWeights::only(lane, left + 1)));
		prop_assert!(used.total() + left <= room.limit);
	}
}
