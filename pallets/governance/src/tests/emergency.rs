// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls that the track `emergency` closes, for how long, and those that it never can.

use crate::{
	emergency::{CallName, CallNames, Name, Stashes, MAX_PAUSED, MAX_SETS},
	mock::*,
	proposing::Kind,
	tracks::Track,
	Call, Error, Event, LastClosing, Origin, PausedCalls, Revival,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, traits::Hooks},
	frame_system, pallet_balances,
	sp_runtime::{DispatchError, DispatchResult},
};

fn name(pallet: &str, call: &str) -> CallName {
	let short = |name: &str| Name::truncate_from(name.as_bytes().to_vec());
	CallName { pallet: short(pallet), call: short(call) }
}

fn names<const N: usize>(calls: [(&str, &str); N]) -> CallNames {
	CallNames::truncate_from(calls.map(|(pallet, call)| name(pallet, call)).to_vec())
}

fn transfers() -> CallNames {
	names([("Balances", "transfer_keep_alive")])
}

fn act(call: Call<Test>) -> DispatchResult {
	send(Origin::Emergency.into(), call)
}

fn pause(calls: CallNames, blocks: BlockNumber) -> DispatchResult {
	act(Call::pause { calls, blocks })
}

fn revive(dead: &[AccountId], delay: BlockNumber) -> DispatchResult {
	let dead = Stashes::truncate_from(dead.to_vec());
	act(Call::revive { dead, validator_count: 2, delay, best_finalized: 0, set_id: 0 })
}

fn transfer() -> DispatchResult {
	send(signed(ALICE), pallet_balances::Call::<Test>::transfer_keep_alive { dest: BOB, value: 1 })
}

fn is_refused(result: DispatchResult) -> bool {
	result == Err(frame_system::Error::<Test>::CallFiltered.into())
}

#[test]
fn pause_is_followed_by_a_rest_of_the_same_length() {
	run(|| {
		assert_ok!(pause(transfers(), 5));
		System::assert_last_event(Event::Paused { calls: transfers(), until: 6 }.into());
		assert!(is_refused(transfer()));
		assert_noop!(pause(transfers(), 6), Error::<Test>::AlreadyPaused);
		run_to(5);
		assert!(is_refused(transfer()));
		run_to(6);
		assert_ok!(transfer());
		run_to(10);
		let burns = || names([("Balances", "burn")]);
		assert_noop!(pause(transfers(), 1), Error::<Test>::Rests);
		assert_noop!(pause(burns(), 1), Error::<Test>::Rests);
		assert_noop!(act(Call::safe_mode { blocks: 1 }), Error::<Test>::Rests);
		run_to(11);
		assert_ok!(pause(transfers(), 1));
	});
}

#[test]
fn later_closings_end_within_the_longest_pause_of_the_first() {
	run(|| {
		assert_ok!(pause(transfers(), 5));
		run_to(4);
		let burns = || names([("Balances", "burn")]);
		assert_noop!(pause(burns(), LONGEST_PAUSE - 2), Error::<Test>::BadDuration);
		assert_ok!(pause(burns(), LONGEST_PAUSE - 3));
		assert_noop!(act(Call::safe_mode { blocks: LONGEST_PAUSE }), Error::<Test>::BadDuration);
		assert_ok!(act(Call::safe_mode { blocks: 2 }));
		let until = 1 + LONGEST_PAUSE;
		assert_eq!(LastClosing::<Test>::get().unwrap().until, until);
		run_to(until + LONGEST_PAUSE - 1);
		assert_noop!(pause(transfers(), 1), Error::<Test>::Rests);
		run_to(until + LONGEST_PAUSE);
		assert_ok!(pause(transfers(), 1));
	});
}

#[docify::export]
#[test]
fn pause_closes_only_the_calls_that_it_names() {
	run(|| {
		assert_ok!(pause(transfers(), 5));
		let all = pallet_balances::Call::<Test>::transfer_all { dest: BOB, keep_alive: true };
		assert_ok!(send(signed(ALICE), all));
		assert_ok!(send(RuntimeOrigin::root(), remark(1)));
	});
}

#[test]
fn calls_that_votes_need_are_never_paused() {
	run(|| {
		let votes = names([("Balances", "transfer_keep_alive"), ("ConvictionVoting", "vote")]);
		assert_noop!(pause(votes, 5), Error::<Test>::AlwaysOpen);
		assert_ok!(transfer());
	});
}

#[test]
fn pause_names_calls_that_exist() {
	run(|| {
		for wrong in [("balances", "transfer_keep_alive"), ("Balances", "transfer"), ("", "")] {
			assert_noop!(pause(names([wrong]), 5), Error::<Test>::NoSuchCall);
		}
		assert_noop!(pause(names([]), 5), Error::<Test>::NothingToPause);
		let twice = names([("Balances", "burn"), ("Balances", "burn")]);
		assert_noop!(pause(twice, 5), Error::<Test>::AlreadyPaused);
	});
}

#[test]
fn nothing_is_closed_for_longer_than_the_bound() {
	run(|| {
		for blocks in [0, LONGEST_PAUSE + 1, BlockNumber::MAX] {
			assert_noop!(pause(transfers(), blocks), Error::<Test>::BadDuration);
			assert_noop!(act(Call::safe_mode { blocks }), Error::<Test>::BadDuration);
		}
		assert_ok!(pause(transfers(), LONGEST_PAUSE));
	});
}

/// Keeps the rest short: a pause of three days that is ended at once must not keep the track away
/// for six.
#[test]
fn resumed_pause_shortens_the_rest() {
	run(|| {
		assert_ok!(pause(transfers(), LONGEST_PAUSE));
		run_to(3);
		assert_ok!(act(Call::resume { calls: transfers() }));
		System::assert_last_event(Event::Resumed { calls: transfers() }.into());
		assert_ok!(transfer());
		assert_noop!(act(Call::resume { calls: transfers() }), Error::<Test>::NotPaused);
		run_to(4);
		assert_noop!(pause(transfers(), 1), Error::<Test>::Rests);
		run_to(5);
		assert_ok!(pause(transfers(), 1));
	});
}

#[test]
fn number_of_paused_calls_is_bounded() {
	run(|| {
		// The mock has fewer calls than may be paused.
		for index in 0..MAX_PAUSED {
			PausedCalls::<Test>::insert(name("Balances", &index.to_string()), 6);
		}
		assert_noop!(pause(transfers(), 5), Error::<Test>::TooManyPaused);
		run_to(6);
		assert_ok!(pause(transfers(), 5));
		assert_eq!(PausedCalls::<Test>::count(), 1);
	});
}

#[test]
fn safe_mode_is_followed_by_a_rest() {
	run(|| {
		assert_ok!(act(Call::safe_mode { blocks: 5 }));
		System::assert_last_event(Event::SafeModeEntered { until: 6 }.into());
		run_to(5);
		SafeMode::on_initialize(5);
		assert!(is_refused(transfer()));
		assert_noop!(act(Call::safe_mode { blocks: 1 }), Error::<Test>::InSafeMode);
		run_to(6);
		SafeMode::on_initialize(6);
		assert_ok!(transfer());
		assert_noop!(act(Call::safe_mode { blocks: 1 }), Error::<Test>::Rests);
		run_to(11);
		assert_ok!(act(Call::safe_mode { blocks: 1 }));
	});
}

#[test]
fn safe_mode_of_somebody_else_is_left_alone() {
	run(|| {
		let enter = polkadot_sdk::pallet_safe_mode::EnteredUntil::<Test>::put;
		enter(100);
		assert_noop!(act(Call::safe_mode { blocks: 5 }), Error::<Test>::InSafeMode);
	});
}

#[test]
fn finality_begins_anew_with_the_validators_without_the_dead() {
	run(|| {
		assert_ok!(revive(&[DEAD], 3));
		Governance::session_begins(6);
		assert_eq!(Restarts::get(), []);
		Governance::session_begins(7);
		assert_eq!(Restarts::get(), [(3, 0)]);
		System::assert_last_event(Event::FinalityRestarts { at: 5, best_finalized: 0 }.into());
		Governance::session_begins(8);
		assert_eq!(Restarts::get().len(), 1);
	});
}

#[test]
fn revival_that_fails_is_told() {
	run(|| {
		assert_ok!(revive(&[DEAD], FAILING_DELAY));
		Governance::session_begins(7);
		System::assert_last_event(Event::RevivalFailed { error: DispatchError::Exhausted }.into());
		assert_eq!(Revival::<Test>::get(), None);
	});
}

/// Guards against a revival that comes later, when finality works again.
#[test]
fn revival_without_an_election_is_given_up() {
	run(|| {
		assert_ok!(revive(&[DEAD], 3));
		(0..2).for_each(|_| Governance::session_begins(6));
		assert!(Revival::<Test>::exists());
		Governance::session_begins(6);
		let error = Error::<Test>::NoElection.into();
		System::assert_last_event(Event::RevivalFailed { error }.into());
		Governance::session_begins(7);
		assert_eq!(Restarts::get(), []);
	});
}

/// Begins a session in this block, which announces another set of voters.
fn announce_set(block: BlockNumber) {
	run_to(block);
	Governance::session_begins(0);
	PresentSet::mutate(|set| *set += 1);
}

/// Makes sure that sets that were announced but never final are no evidence.
#[test]
fn revival_names_the_set_that_nodes_have() {
	run(|| {
		[5, 9, 13].into_iter().for_each(announce_set);
		run_to(15);
		let revive = |best_finalized, set_id| {
			let dead = Stashes::truncate_from(vec![DEAD]);
			act(Call::revive { dead, validator_count: 2, delay: 3, best_finalized, set_id })
		};
		for (block, set) in [(4, 1), (5, 0), (8, 2), (12, 3), (14, 2)] {
			assert_noop!(revive(block, set), Error::<Test>::WrongSet);
		}
		assert_ok!(revive(8, 1));
		run_to(17);
		Governance::session_begins(7);
		assert_eq!(Restarts::get(), [(3, 8)]);
		// As session does then.
		PresentSet::mutate(|set| *set += 1);
		assert_eq!(PresentSet::get(), 2);
		// The next revival, if this one was in vain.
		run_to(15 + REVIVAL_REST);
		assert_noop!(revive(8, 1), Error::<Test>::WrongSet);
		assert_ok!(revive(8, 2));
	});
}

#[test]
fn sets_that_are_forgotten_revive_nothing() {
	run(|| {
		(0..=MAX_SETS).for_each(|set| announce_set(BlockNumber::from(set) + 2));
		run_to(500);
		let dead = Stashes::truncate_from(vec![DEAD]);
		let (validator_count, delay) = (2, 3);
		let call = Call::revive { dead, validator_count, delay, best_finalized: 1, set_id: 0 };
		assert_noop!(act(call), Error::<Test>::WrongSet);
	});
}

#[test]
fn revival_has_bounds() {
	run(|| {
		assert_noop!(revive(&[ALICE], 3), DispatchError::Unavailable);
		for delay in [0, 1, 16, BlockNumber::MAX] {
			assert_noop!(revive(&[], delay), Error::<Test>::BadDelay);
		}
		let (dead, validator_count, delay) = (Stashes::default(), 2, 3);
		let future = Call::revive { dead, validator_count, delay, best_finalized: 1, set_id: 0 };
		assert_noop!(act(future), Error::<Test>::NotYetABlock);
		assert_ok!(revive(&[DEAD], 3));
		assert_noop!(revive(&[DEAD], 3), Error::<Test>::Rests);
		run_to(1 + REVIVAL_REST);
		assert_ok!(revive(&[DEAD], 3));
	});
}

#[test]
fn only_the_emergency_track_or_root_closes_calls() {
	run(|| {
		let calls = || {
			[
				Call::pause { calls: transfers(), blocks: 2 },
				Call::safe_mode { blocks: 1 },
				Call::resume { calls: transfers() },
				Call::revive {
					dead: Stashes::default(),
					validator_count: 1,
					delay: 3,
					best_finalized: 0,
					set_id: 0,
				},
			]
		};
		let others = Track::ALL
			.into_iter()
			.filter_map(Track::origin)
			.filter(|origin| *origin != Origin::Emergency)
			.map(RuntimeOrigin::from);
		for origin in others.chain([signed(ALICE), RuntimeOrigin::none()]) {
			for call in calls() {
				assert_noop!(send(origin.clone(), call), DispatchError::BadOrigin);
			}
		}
		for call in calls() {
			assert_ok!(send(RuntimeOrigin::root(), call));
		}
	});
}

#[test]
fn proposal_passes_on_the_emergency_track() {
	run(|| {
		let kind = Kind::Pause { calls: transfers(), blocks: 5 };
		assert_ok!(send(signed(ALICE), proposal("Transfers are attacked", kind)));
		assert_ok!(pass(0));
		while System::block_number() < 20 && !is_refused(transfer()) {
			run_to(System::block_number() + 1);
		}
		assert!(System::block_number() < 12, "enacted in block {}", System::block_number());
	});
}

#[test]
fn emergency_that_can_never_pass_is_refused_when_proposed() {
	run(|| {
		let propose = |kind| send(signed(ALICE), proposal("In vain", kind));
		let votes = names([("ConvictionVoting", "vote")]);
		assert_noop!(propose(Kind::Pause { calls: votes, blocks: 5 }), Error::<Test>::AlwaysOpen);
		let blocks = LONGEST_PAUSE + 1;
		assert_noop!(propose(Kind::SafeMode { blocks }), Error::<Test>::BadDuration);
		let dead = Stashes::default();
		let (validator_count, best_finalized, set_id) = (1, 0, 0);
		let revive = Kind::Revive { dead, validator_count, delay: 1, best_finalized, set_id };
		assert_noop!(propose(revive), Error::<Test>::BadDelay);
	});
}
