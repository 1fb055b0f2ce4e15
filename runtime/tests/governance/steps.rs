// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The steps of a referendum on the real runtime. Each of them happens, a few blocks late at worst:
//! whatever a stranger fills, it delays none of them for good.

use super::{info, root, signed, submit};
use crate::chain::{local, run_scheduled_to};
use batara_runtime::{
	Governance, Referenda, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, Scheduler, System,
};
use pallet_governance::{proposing::Kind, tracks::Track, Origin};
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		dispatch::DispatchClass,
		traits::{schedule::DispatchTime, OnInitialize},
		weights::Weight,
	},
	frame_system::{self, limits::BlockWeights},
	pallet_referenda::{self, DecidingCount, ReferendumInfo},
	pallet_scheduler, pallet_utility,
	sp_keyring::Sr25519Keyring::Alice,
};

type MaxCallWeight = <Runtime as pallet_governance::Config>::MaxCallWeight;

fn remark() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

/// Returns a call of root that weighs this much.
fn heavy(weight: Weight) -> RuntimeCall {
	let call = Box::new(remark());
	RuntimeCall::Utility(pallet_utility::Call::with_weight { call, weight })
}

fn dispatched() -> usize {
	let is_dispatched = |event: &RuntimeEvent| {
		matches!(event, RuntimeEvent::Scheduler(pallet_scheduler::Event::Dispatched { .. }))
	};
	System::events().iter().filter(|record| is_dispatched(&record.event)).count()
}

/// Guards against lost alarms: agendas have fifty places, and of sixty proposals ten had no alarm.
#[test]
fn all_proposals_of_one_block_are_decided() {
	local().execute_with(|| {
		let indices: Vec<_> = (0..60)
			.map(|number| {
				submit([Origin::SmallSpender, Origin::MediumSpender][number % 2].into(), &remark())
			})
			.collect();
		run_scheduled_to(System::block_number() + 4);
		for index in indices {
			let ReferendumInfo::Ongoing(status) = info(index) else { panic!("not ongoing") };
			assert!(status.deciding.is_some() || status.in_queue, "{index}");
		}
	});
}

/// Guards against an attack: five referenda that nobody votes on, and fifty of another track whose
/// alarms come when the five end, closed the root track for good.
#[test]
fn root_track_is_free_again_when_its_referenda_have_ended() {
	local().execute_with(|| {
		let max = Governance::terms(Track::Root).max_deciding;
		for _ in 0..max {
			submit(root(), &remark());
		}
		run_scheduled_to(System::block_number() + 2);
		assert_eq!(DecidingCount::<Runtime>::get(Track::Root.id()), max);
		let end = System::block_number() + Governance::terms(Track::Root).decision_period;
		let prepare = Governance::terms(Track::SmallSpender).prepare_period;
		run_scheduled_to(end + 1 - prepare);
		for _ in 0..50 {
			submit(Origin::SmallSpender.into(), &remark());
		}
		run_scheduled_to(end + 1);
		assert_eq!(DecidingCount::<Runtime>::get(Track::Root.id()), 0);
	});
}

#[test]
fn heaviest_call_that_can_be_proposed_is_made() {
	local().execute_with(|| {
		let most = MaxCallWeight::get().saturating_sub(Weight::from_parts(100_000_000, 10_000));
		let call = Box::new(heavy(most));
		assert_ok!(Scheduler::schedule(RuntimeOrigin::root(), 3, None, 0, call));
		run_scheduled_to(3);
		assert_eq!(dispatched(), 1);
	});
}

#[test]
fn call_that_no_block_can_make_is_refused() {
	local().execute_with(|| {
		let more = MaxCallWeight::get().saturating_add(Weight::from_parts(1, 0));
		let kind = Kind::Call(Box::new(heavy(more)));
		let title = b"Too much".to_vec().try_into().unwrap();
		assert_noop!(
			Governance::propose(signed(Alice), title, Box::new(kind), DispatchTime::After(1)),
			pallet_governance::Error::<Runtime>::TooHeavy
		);
	});
}

/// Guards against a lost call: it was dropped as if no block could ever make it.
#[test]
fn call_that_does_not_fit_beside_other_hooks_is_made_in_the_next_block() {
	local().execute_with(|| {
		let half = MaxCallWeight::get() / 2;
		let (name, call) = ([7; 32], Box::new(heavy(half)));
		assert_ok!(Scheduler::schedule_named(RuntimeOrigin::root(), name, 3, None, 0, call));
		run_scheduled_to(2);
		System::set_block_number(3);
		let limits: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
		System::register_extra_weight_unchecked(
			limits.max_block.saturating_sub(half / 2),
			DispatchClass::Mandatory,
		);
		Scheduler::on_initialize(3);
		assert_eq!(dispatched(), 0);
		assert!(pallet_scheduler::Lookup::<Runtime>::contains_key(name));
		frame_system::BlockWeight::<Runtime>::kill();
		run_scheduled_to(4);
		assert_eq!(dispatched(), 1);
	});
}

#[test]
fn cancelled_or_killed_referendum_leaves_the_queue() {
	local().execute_with(|| {
		let max = Governance::terms(Track::Killer).max_deciding;
		let indices: Vec<_> =
			(0..max + 2).map(|_| submit(Origin::Killer.into(), &remark())).collect();
		run_scheduled_to(System::block_number() + 2);
		let queue = || pallet_referenda::TrackQueue::<Runtime>::get(Track::Killer.id());
		let waiting: Vec<_> = queue().iter().map(|(index, _)| *index).collect();
		assert_eq!(waiting.len(), 2, "{indices:?}");
		assert_ok!(Referenda::cancel(RuntimeOrigin::root(), waiting[0]));
		assert_ok!(Referenda::kill(RuntimeOrigin::root(), waiting[1]));
		assert!(queue().is_empty());
	});
}
