// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Every step of a referendum happens, whatever a stranger fills: agendas, alarms of a block,
//! queues.

use crate::{
	mock::*,
	proposing::Kind,
	tracks::{Terms, Track},
	views::ProposalState,
	Alarms, AlarmsSince, Call, Error,
};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		dispatch::{DispatchClass, GetDispatchInfo},
		traits::{
			schedule::{v3::Anon, DispatchTime},
			Bounded, Get, StorePreimage,
		},
		weights::Weight,
	},
	frame_system::{self, limits::BlockWeights, RawOrigin},
	pallet_conviction_voting::Conviction,
	pallet_referenda::{
		self, BoundedCallOf, DecidingCount, ReferendumInfo, ReferendumInfoFor, ReferendumStatusOf,
		TrackQueue,
	},
	pallet_scheduler::{self, Agenda},
	sp_core::H256,
	sp_runtime::DispatchError,
};

const ROOT: u16 = Track::Root as u16;
/// The calls that the agenda of a block takes.
const AGENDA: u32 = 100;
/// The referenda that the queue of a track takes.
const QUEUE: u32 = 10;
/// The referenda that a track decides at a time.
const DECIDING: u32 = 2;
/// The block in which a referendum of block 1 is decided.
const PREPARED: BlockNumber = 3;

/// Submits a referendum on the root track, without a deposit for its decision.
fn submit() -> u32 {
	let index = pallet_referenda::ReferendumCount::<Test>::get();
	let call = Bounded::Inline(remark(1).encode().try_into().unwrap());
	let origin = Box::new(RawOrigin::Root.into());
	assert_ok!(Referenda::submit(signed(ALICE), origin, call, DispatchTime::After(0)));
	index
}

fn place_deposit(index: u32) {
	assert_ok!(Referenda::place_decision_deposit(signed(BOB), index));
}

fn submit_with_deposit() -> u32 {
	let index = submit();
	place_deposit(index);
	index
}

fn support(index: u32, balance: Balance) {
	assert_ok!(vote(MAJORITY_HOLDER, index, true, Conviction::Locked1x, balance));
}

fn status(index: u32) -> ReferendumStatusOf<Test, ()> {
	Referenda::ensure_ongoing(index).unwrap()
}

fn state(index: u32) -> ProposalState<BlockNumber> {
	Governance::proposal(index).unwrap().state
}

fn queued() -> Vec<u32> {
	TrackQueue::<Test>::get(ROOT).iter().map(|(index, _)| *index).collect()
}

/// Leaves no place in the agenda of a block.
fn fill_agenda(block: BlockNumber) {
	while Agenda::<Test>::get(block).len() < AGENDA as usize {
		assert_ok!(Scheduler::schedule(RuntimeOrigin::root(), block, None, 0, Box::new(remark(1))));
	}
}

/// Sets an alarm.
fn schedule(
	origin: RuntimeOrigin,
	block: BlockNumber,
	call: BoundedCallOf<Test, ()>,
) -> Result<(BlockNumber, u32), DispatchError> {
	let when = DispatchTime::At(block);
	<Governance as Anon<_, RuntimeCall, _>>::schedule(when, None, 0, origin.caller, call)
}

fn timed_out(index: u32) -> bool {
	matches!(ReferendumInfoFor::<Test>::get(index), Some(ReferendumInfo::TimedOut(..)))
}

#[test]
fn every_alarm_of_a_block_goes_off() {
	run(|| {
		let indices: Vec<_> = (0..3 * AGENDA).map(|_| submit()).collect();
		run_to(1 + TIMEOUT);
		assert!(indices.into_iter().all(timed_out));
		assert_eq!(Alarms::<Test>::iter().count(), 0);
	});
}

#[test]
fn alarms_without_room_go_off_in_the_next_blocks() {
	run(|| {
		let indices: Vec<_> = (0..5).map(|_| submit()).collect();
		let nudge = pallet_referenda::Call::<Test>::nudge_referendum { index: 0 };
		// As much as one declares, and what looking for it takes.
		let one = nudge.get_dispatch_info().call_weight;
		AlarmRoom::set(one.saturating_add(Weight::from_parts(20_000_000, 0)));
		run_to(1 + TIMEOUT);
		let done = || indices.iter().filter(|index| timed_out(**index)).collect::<Vec<_>>();
		assert_eq!(AlarmsSince::<Test>::get(), Some(1 + TIMEOUT));
		assert_eq!(done(), [&indices[0]]);
		run_to(5 + TIMEOUT);
		assert_eq!(done().len(), 5);
		assert_eq!(AlarmsSince::<Test>::get(), Some(6 + TIMEOUT));
	});
}

#[test]
fn alarms_go_off_on_a_copy_of_the_state_that_begins_with_an_earlier_block() {
	run(|| {
		let index = submit();
		AlarmsSince::<Test>::put(1_000);
		run_to(1 + TIMEOUT);
		assert!(timed_out(index));
	});
}

#[test]
fn alarms_of_a_block_without_room_go_off_in_the_next() {
	run(|| {
		let index = submit();
		run_to(TIMEOUT);
		System::set_block_number(1 + TIMEOUT);
		let limits: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
		System::register_extra_weight_unchecked(limits.max_block, DispatchClass::Mandatory);
		Governance::ring(1 + TIMEOUT);
		assert!(!timed_out(index));
		assert_eq!(AlarmsSince::<Test>::get(), Some(1 + TIMEOUT));
		frame_system::BlockWeight::<Test>::kill();
		run_to(2 + TIMEOUT);
		assert!(timed_out(index));
	});
}

#[test]
fn full_agenda_keeps_no_place_of_a_track_taken() {
	run(|| {
		let index = submit_with_deposit();
		run_to(PREPARED);
		assert_eq!(DecidingCount::<Test>::get(ROOT), 1);
		// It is rejected in the last block of its decision, and its place is free in the next.
		let end = PREPARED + 10;
		fill_agenda(end + 1);
		run_to(end + 1);
		assert!(matches!(
			ReferendumInfoFor::<Test>::get(index),
			Some(ReferendumInfo::Rejected(..))
		));
		assert_eq!(DecidingCount::<Test>::get(ROOT), 0);
	});
}

#[test]
fn approved_call_is_made_a_block_later_if_the_agenda_of_its_block_is_full() {
	run(|| {
		let index = submit_with_deposit();
		run_to(PREPARED);
		assert_ok!(pass(index));
		let approved = loop {
			run_to(System::block_number() + 1);
			let next = System::block_number() + 1;
			if let Some(ReferendumInfo::Approved(at, ..)) = ReferendumInfoFor::<Test>::get(index) {
				break at;
			}
			fill_agenda(next + 1);
		};
		let told = Governance::proposal(index).unwrap();
		let enacted = told.enacted.unwrap();
		assert_eq!(enacted, approved + 2);
		System::reset_events();
		run_to(enacted);
		let dispatched = System::events().into_iter().any(|record| {
			matches!(
				record.event,
				RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched { id: Some(_), .. })
			)
		});
		assert!(dispatched);
	});
}

/// Submits as many referenda as are decided, and as many as wait.
fn fill_track() -> Vec<u32> {
	let indices: Vec<_> = (0..DECIDING + QUEUE).map(|_| submit_with_deposit()).collect();
	run_to(System::block_number() + 2);
	assert_eq!(DecidingCount::<Test>::get(ROOT), DECIDING);
	assert_eq!(queued().len(), QUEUE as usize);
	indices
}

#[test]
fn full_queue_refuses_the_deposit() {
	run(|| {
		fill_track();
		let full = || DispatchError::from(pallet_referenda::Error::<Test>::Full);
		let propose = proposal("One more", Kind::Call(Box::new(remark(1))));
		assert_noop!(send(signed(ALICE), propose), full());
		let index = submit();
		let place = pallet_referenda::Call::<Test>::place_decision_deposit { index };
		assert_noop!(send(signed(BOB), place.clone()), full());
		// With more ayes than another one it finds a place.
		support(index, 1);
		assert_ok!(send(signed(BOB), place));
	});
}

#[test]
fn queue_begins_with_the_first_to_come() {
	run(|| {
		let indices = fill_track();
		let expected: Vec<_> = indices.into_iter().skip(DECIDING as usize).rev().collect();
		assert_eq!(queued(), expected);
	});
}

#[test]
fn referendum_without_a_place_in_the_queue_tries_again() {
	run(|| {
		let indices: Vec<_> = (0..DECIDING + QUEUE + 1).map(|_| submit_with_deposit()).collect();
		run_to(PREPARED);
		let late = indices[indices.len() - 1];
		assert!(!status(late).in_queue);
		assert_eq!(state(late), ProposalState::Waiting { ahead: QUEUE });
		// The place of one that has ended.
		assert_ok!(Referenda::cancel(RuntimeOrigin::root(), queued()[0]));
		run_to(PREPARED + 2);
		assert!(queued().contains(&late));
		assert!(status(late).in_queue);
	});
}

#[test]
fn referendum_that_never_finds_a_place_times_out() {
	run(|| {
		// Nothing ends before.
		let terms = Terms { decision_period: 2 * TIMEOUT, ..Governance::terms(Track::Root) };
		let lasting = Call::<Test>::set_track { track: Track::Root, terms };
		assert_ok!(send(RuntimeOrigin::root(), lasting));
		let indices: Vec<_> = (0..DECIDING + QUEUE + 1).map(|_| submit_with_deposit()).collect();
		let late = indices[indices.len() - 1];
		run_to(TIMEOUT);
		assert_eq!(state(late), ProposalState::Waiting { ahead: QUEUE });
		run_to(1 + TIMEOUT);
		assert!(timed_out(late));
		let before = Balances::reserved_balance(BOB);
		let refund = pallet_referenda::Call::<Test>::refund_decision_deposit { index: late };
		assert_ok!(send(signed(ALICE), refund));
		assert_eq!(before - Balances::reserved_balance(BOB), decision_deposit(Track::Root));
	});
}

#[test]
fn referendum_pushed_out_of_the_queue_waits_for_another_place() {
	run(|| {
		fill_track();
		let last = queued()[0];
		let popular = submit();
		support(popular, 1);
		place_deposit(popular);
		run_to(System::block_number() + 2);
		assert!(queued().contains(&popular) && !queued().contains(&last));
		assert!(!status(last).in_queue);
		assert_eq!(state(last), ProposalState::Waiting { ahead: QUEUE });
		// Somebody else leaves.
		assert_ok!(Referenda::cancel(RuntimeOrigin::root(), popular));
		run_to(System::block_number() + 2);
		assert!(queued().contains(&last) && status(last).in_queue);
	});
}

#[test]
fn ended_referendum_leaves_the_queue() {
	run(|| {
		fill_track();
		let (cancelled, killed) = (queued()[0], queued()[5]);
		assert_ok!(Referenda::cancel(RuntimeOrigin::root(), cancelled));
		assert_ok!(Referenda::kill(RuntimeOrigin::root(), killed));
		assert!(!queued().contains(&cancelled) && !queued().contains(&killed));
	});
}

/// Guards against a vote that moves the alarm to the end of those that are late, so that it never
/// goes off.
#[test]
fn votes_do_not_delay_an_alarm_that_is_due() {
	run(|| {
		let index = submit_with_deposit();
		run_to(PREPARED);
		support(index, 1);
		let alarm = status(index).alarm;
		support(index, 2);
		assert_eq!(status(index).alarm, alarm);
		// It is late.
		System::set_block_number(PREPARED + 3);
		support(index, 3);
		assert_eq!(status(index).alarm, alarm);
	});
}

#[test]
fn call_that_no_block_can_make_is_refused() {
	run(|| {
		let heavy = RuntimeCall::System(frame_system::Call::set_code { code: vec![] });
		assert!(heavy.get_dispatch_info().call_weight.any_gt(HeaviestCall::get()));
		let propose = proposal("Too much", Kind::Call(Box::new(heavy)));
		assert_noop!(send(signed(ALICE), propose), Error::<Test>::TooHeavy);
	});
}

/// Guards against a call that is too long for anybody to store: to fetch it would keep back all
/// calls after it.
#[test]
fn call_with_a_false_length_is_refused() {
	run(|| {
		let call = Bounded::Lookup { hash: H256::zero(), len: u32::MAX };
		let origin = Box::new(RawOrigin::Root.into());
		assert_noop!(
			Referenda::submit(signed(ALICE), origin, call, DispatchTime::After(0)),
			pallet_referenda::Error::<Test>::PreimageNotExist
		);
	});
}

#[test]
fn schedule_of_a_call_that_is_no_alarm_fails() {
	run(|| {
		let call = || Bounded::Inline(remark(1).encode().try_into().unwrap());
		let schedule = |origin, call| schedule(origin, 5, call);
		let refused = Err(DispatchError::from(Error::<Test>::NotAnAlarm));
		assert_eq!(schedule(signed(ALICE), call()), refused);
		let long = Preimage::bound(remark(1_000)).unwrap();
		assert_eq!(schedule(RuntimeOrigin::root(), long), refused);
		assert_ok!(schedule(RuntimeOrigin::root(), call()));
	});
}

#[test]
fn moved_alarm_can_be_cancelled() {
	run(|| {
		let call = Bounded::Inline(remark(1).encode().try_into().unwrap());
		// In a block that is over: the next one.
		let address = schedule(RuntimeOrigin::root(), 0, call).unwrap();
		assert_eq!(address.0, 2);
		let moved = <Governance as Anon<BlockNumber, RuntimeCall, OriginCaller>>::reschedule(
			address,
			DispatchTime::After(4),
		)
		.unwrap();
		assert_eq!(
			<Governance as Anon<BlockNumber, RuntimeCall, OriginCaller>>::next_dispatch_time(moved),
			Ok(5)
		);
		assert_eq!(
			<Governance as Anon<BlockNumber, RuntimeCall, OriginCaller>>::next_dispatch_time(
				address
			),
			Err(DispatchError::Unavailable)
		);
		assert_ok!(<Governance as Anon<BlockNumber, RuntimeCall, OriginCaller>>::cancel(moved));
		assert_eq!(
			<Governance as Anon<BlockNumber, RuntimeCall, OriginCaller>>::cancel(moved),
			Err(DispatchError::Unavailable)
		);
	});
}
