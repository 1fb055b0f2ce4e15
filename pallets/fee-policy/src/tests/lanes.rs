// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Entrance to a block.

use crate::{
	lanes::{IDLE_AFTER_BLOCKS, WHOLE_EVERY_BLOCKS},
	mock::*,
	profile::{Profile, Reach},
	size::Size,
	BlockUsage,
};
use batara_primitives::lanes::{BlockRoom, Lane, LaneWeights};
use polkadot_sdk::{
	frame_support::{
		assert_err, assert_ok,
		dispatch::{DispatchClass, DispatchInfo},
		weights::Weight,
	},
	frame_system,
	pallet_transaction_payment::OnChargeTransaction,
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

#[docify::export]
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

/// Asks for room with another dispatch class.
fn enter_as(
	class: DispatchClass,
	call: &RuntimeCall,
	weight: u64,
) -> Result<(), TransactionValidityError> {
	let info = DispatchInfo { class, ..weighing(weight) };
	FeePolicy::can_withdraw_fee(&1, call, &info, 10, 0)?;
	FeePolicy::withdraw_fee(&1, call, &info, 10, 0).map(drop)
}

#[test]
fn a_signed_operational_call_needs_room_like_any_other() {
	new_test_ext().execute_with(|| {
		flood(Lane::Other, 1);
		assert_err!(enter_as(DispatchClass::Operational, &call_of(Lane::Other), 10), FULL);
	});
}

#[test]
fn a_repair_of_the_chain_enters_a_full_block() {
	new_test_ext().execute_with(|| {
		flood(Lane::Other, 1);
		let before = BlockUsage::<Test>::get().used;
		let repair = RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 1 });
		assert_ok!(enter_as(DispatchClass::Operational, &repair, 10));
		assert_eq!(BlockUsage::<Test>::get().used, before);
		// The class alone makes no repair.
		assert_err!(enter_as(DispatchClass::Normal, &repair, 10), FULL);
	});
}

#[test]
fn nobody_signs_an_inherent() {
	new_test_ext().execute_with(|| {
		let refused = TransactionValidityError::Invalid(InvalidTransaction::MandatoryValidation);
		assert_err!(enter_as(DispatchClass::Mandatory, &call_of(Lane::Other), 10), refused);
		let info = DispatchInfo { class: DispatchClass::Mandatory, ..weighing(10) };
		let charged = FeePolicy::withdraw_fee(&1, &call_of(Lane::Other), &info, 10, 0);
		assert_err!(charged.map(drop), refused);
	});
}

/// Counts weight as `CheckWeight` does for what is in no lane: hooks, repairs, reports without a
/// signature.
#[test]
fn lanes_lose_weight_that_others_take_beyond_their_part() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(1);
		assert_ok!(run(1, &call_of(Lane::Payments), (1, 1), 0));
		// 1,900 by others, and the two transactions that enter.
		let taken = Weight::from_parts(2 * NORMAL - 100 + 1 + 50, 0);
		System::register_extra_weight_unchecked(taken, DispatchClass::Operational);
		assert_err!(run(1, &call_of(Lane::Contracts), (100, 100), 0), FULL);
		assert_ok!(run(1, &call_of(Lane::Contracts), (50, 50), 0));
	});
}

/// Takes what transactions have left at the end of a block, as payouts and the like do.
#[test]
fn leftover_weight_that_hooks_take_closes_no_lane() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(1);
		let level = TransactionPayment::next_fee_multiplier();
		assert_ok!(run(1, &call_of(Lane::Payments), (100, 100), 0));
		System::register_extra_weight_unchecked(
			Weight::from_parts(2 * NORMAL, 0),
			DispatchClass::Mandatory,
		);
		next_block();
		assert!(TransactionPayment::next_fee_multiplier() <= level, "a tenth is no full block");
		let payments = FeePolicy::lanes().into_iter().find(|one| one.lane == Lane::Payments);
		assert!(payments.unwrap().left > 0);
	});
}

#[test]
fn long_transactions_fill_a_block_like_heavy_ones() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(1);
		let longest = FeePolicy::limits().length;
		// Three tenths of the bytes of a block, and hardly any weight.
		let bytes = vec![3; longest as usize * 3 / 10];
		let long = RuntimeCall::System(frame_system::Call::remark { remark: bytes });
		assert_ok!(run(1, &long, (1, 1), 0));
		let used = BlockUsage::<Test>::get().used;
		assert_eq!((used.contracts, used.total()), (301, 301));
		// Another one would leave nothing of the guarantees of the others.
		assert_err!(run(1, &long, (1, 1), 0), FULL);
		assert_eq!(flood(Lane::Payments, 10), 440);
	});
}

#[test]
fn a_transaction_of_several_lanes_gets_its_room_back_in_proportion() {
	new_test_ext().execute_with(|| {
		use_all_lanes_then_wait(1);
		let limits = FeePolicy::limits();
		let size = Size { weight: 400, length: 0 };
		let profile = Profile {
			weights: LaneWeights { governance: 100, contracts: 300, ..Default::default() },
			reach: Reach::Several,
			declines: None,
		};
		let taken = FeePolicy::admit(&limits, &profile, size, 1).unwrap();
		FeePolicy::give_back(&limits, &taken, 396);
		let used = BlockUsage::<Test>::get();
		assert_eq!((used.used.governance, used.used.contracts), (1, 3));
		assert_eq!(used.weight, 4);
		assert_eq!(flood(Lane::Governance, 1), 449, "its guarantee, and what is nobody's");
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
	/// Checks that each lane still gets what it has reserved, whatever has entered, in whatever
	/// order.
	#[test]
	fn each_lane_keeps_its_reserve(attempts in prop::collection::vec(weights(60), 1..200), lane in 0..5usize) {
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
