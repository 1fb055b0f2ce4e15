// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Each origin has the power of its name, and no other.

use crate::{mock::*, origins::*, tracks::Track, Call, Origin};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, traits::EnsureOrigin},
	frame_system, pallet_parameters, pallet_referenda, pallet_treasury,
	sp_core::H256,
	sp_runtime::{DispatchError, DispatchResult},
};

/// Returns all origins of this pallet.
fn all() -> Vec<Origin> {
	Track::ALL.into_iter().filter_map(Track::origin).collect()
}

/// Returns the origins of this pallet that get through. Those of frame-system never do.
fn accepted<E: EnsureOrigin<RuntimeOrigin>>() -> Vec<Origin> {
	for stranger in [RuntimeOrigin::root(), RuntimeOrigin::none(), signed(ALICE)] {
		assert!(E::try_origin(stranger).is_err());
	}
	all().into_iter().filter(|origin| E::try_origin((*origin).into()).is_ok()).collect()
}

/// Returns the origins that a call takes, root among them as `None`. All others are refused with
/// `BadOrigin`.
fn takers(call: impl Into<RuntimeCall>) -> Vec<Option<Origin>> {
	let call = call.into();
	let root = (None, RuntimeOrigin::root());
	let ours = all().into_iter().map(|origin| (Some(origin), origin.into()));
	for stranger in [RuntimeOrigin::none(), signed(ALICE)] {
		assert_noop!(send(stranger, call.clone()), DispatchError::BadOrigin);
	}
	let passes = |origin| send(origin, call.clone()) != Err(DispatchError::BadOrigin);
	let takers = core::iter::once(root).chain(ours).filter(|(_, origin)| passes(origin.clone()));
	takers.map(|(name, _)| name).collect()
}

fn spend(origin: RuntimeOrigin, amount: Balance) -> DispatchResult {
	let call = pallet_treasury::Call::<Test>::spend_local { amount, beneficiary: BOB };
	send(origin, call)
}

fn set(key_value: RuntimeParameters) -> RuntimeCall {
	pallet_parameters::Call::<Test>::set_parameter { key_value }.into()
}

#[test]
fn each_type_accepts_its_own_origin_only() {
	run(|| {
		assert_eq!(all().len(), 9);
		assert_eq!(accepted::<EnsureUpgrader<Test>>(), [Origin::Upgrader]);
		assert_eq!(accepted::<EnsureParameterAdmin<Test>>(), [Origin::ParameterAdmin]);
		assert_eq!(accepted::<EnsureStakingAdmin<Test>>(), [Origin::StakingAdmin]);
		assert_eq!(accepted::<EnsureSmallSpender<Test>>(), [Origin::SmallSpender]);
		assert_eq!(accepted::<EnsureMediumSpender<Test>>(), [Origin::MediumSpender]);
		assert_eq!(accepted::<EnsureBigSpender<Test>>(), [Origin::BigSpender]);
		assert_eq!(accepted::<EnsureCanceller<Test>>(), [Origin::Canceller]);
		assert_eq!(accepted::<EnsureKiller<Test>>(), [Origin::Killer]);
		assert_eq!(accepted::<EnsureEmergency<Test>>(), [Origin::Emergency]);
		let spenders = [Origin::SmallSpender, Origin::MediumSpender, Origin::BigSpender];
		assert_eq!(accepted::<EnsureSpender<Test>>(), spenders);
	});
}

#[test]
fn a_refused_origin_comes_back_as_it_was() {
	run(|| {
		let back =
			EnsureUpgrader::<Test>::try_origin(RuntimeOrigin::from(Origin::Killer)).unwrap_err();
		assert_eq!(back.caller, OriginCaller::Governance(Origin::Killer));
		let back = EnsureSpender::<Test>::try_origin(signed(ALICE)).unwrap_err();
		assert_eq!(back.caller, signed(ALICE).caller);
	});
}

#[test]
fn a_spender_has_its_limit() {
	run(|| {
		let limit = |origin| EnsureSpender::<Test>::try_origin(RuntimeOrigin::from(origin)).ok();
		assert_eq!(limit(Origin::SmallSpender), Some(LIMITS.small));
		assert_eq!(limit(Origin::MediumSpender), Some(LIMITS.medium));
		assert_eq!(limit(Origin::BigSpender), Some(LIMITS.big));
		assert_eq!(limit(Origin::Upgrader), None);
	});
}

#[test]
fn an_amount_belongs_to_the_smallest_track_that_holds_it() {
	let expected = [
		(0, Track::SmallSpender),
		(LIMITS.small, Track::SmallSpender),
		(LIMITS.small + 1, Track::MediumSpender),
		(LIMITS.medium, Track::MediumSpender),
		(LIMITS.medium + 1, Track::BigSpender),
		(LIMITS.big, Track::BigSpender),
		(LIMITS.big + 1, Track::Root),
		(Balance::MAX, Track::Root),
	];
	for (amount, track) in expected {
		assert_eq!(LIMITS.spender_track(&amount), track, "{amount}");
	}
}

#[test]
fn a_spender_spends_up_to_its_limit() {
	run(|| {
		for origin in [Origin::SmallSpender, Origin::MediumSpender, Origin::BigSpender] {
			let limit = LIMITS.of(origin).unwrap();
			let too_much = pallet_treasury::Error::<Test>::InsufficientPermission;
			assert_noop!(spend(origin.into(), limit + 1), too_much);
			assert_ok!(spend(origin.into(), limit));
		}
		assert_ok!(spend(RuntimeOrigin::root(), LIMITS.big + 1));
	});
}

#[test]
fn only_spenders_spend() {
	run(|| {
		let call = pallet_treasury::Call::<Test>::spend_local { amount: 1, beneficiary: BOB };
		let expected = [
			None,
			Some(Origin::SmallSpender),
			Some(Origin::MediumSpender),
			Some(Origin::BigSpender),
		];
		assert_eq!(takers(call), expected);
	});
}

#[test]
fn only_root_changes_a_track() {
	run(|| {
		let terms = Governance::terms(Track::Killer);
		let call = Call::<Test>::set_track { track: Track::Killer, terms };
		assert_eq!(takers(call), [None]);
	});
}

#[test]
fn only_upgrader_or_root_authorize_an_upgrade() {
	run(|| {
		let code_hash = H256::repeat_byte(7);
		let call = Call::<Test>::authorize_upgrade { code_hash };
		assert_eq!(takers(call), [None, Some(Origin::Upgrader)]);
		assert!(System::authorized_upgrade().is_some());
		let told = frame_system::Event::UpgradeAuthorized { code_hash, check_version: true };
		System::assert_last_event(told.into());
	});
}

#[test]
fn nobody_but_an_account_proposes() {
	run(|| {
		let strangers = [RuntimeOrigin::root(), RuntimeOrigin::none()];
		for origin in strangers.into_iter().chain(all().into_iter().map(Into::into)) {
			let call = proposal("A remark", crate::proposing::Kind::Call(Box::new(remark(1))));
			assert_noop!(send(origin, call), DispatchError::BadOrigin);
		}
	});
}

#[test]
fn a_parameter_is_set_by_the_origin_of_its_track() {
	run(|| {
		assert_eq!(takers(set(byte_fee(5))), [Some(Origin::ParameterAdmin)]);
		assert_eq!(takers(set(offline_epochs(5))), [Some(Origin::StakingAdmin)]);
		assert_eq!(takers(set(brake(5))), [None]);
	});
}

#[test]
fn a_cancelled_referendum_gives_its_deposits_back() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		let paid = SUBMISSION_DEPOSIT + decision_deposit(Track::Root);
		let before = Balances::free_balance(ALICE);
		let index = 0;
		let kill = pallet_referenda::Call::<Test>::kill { index };
		assert_noop!(send(Origin::Canceller.into(), kill), DispatchError::BadOrigin);
		let cancel = pallet_referenda::Call::<Test>::cancel { index };
		assert_ok!(send(Origin::Canceller.into(), cancel));
		let decision = pallet_referenda::Call::<Test>::refund_decision_deposit { index };
		assert_ok!(send(signed(BOB), decision));
		let submission = pallet_referenda::Call::<Test>::refund_submission_deposit { index };
		assert_ok!(send(signed(BOB), submission));
		assert_eq!(Balances::free_balance(ALICE), before + paid);
	});
}

#[test]
fn a_killed_referendum_loses_its_deposits_to_the_treasury() {
	run(|| {
		assert_ok!(propose_remark(ALICE));
		let paid = SUBMISSION_DEPOSIT + decision_deposit(Track::Root);
		let index = 0;
		let cancel = pallet_referenda::Call::<Test>::cancel { index };
		assert_noop!(send(Origin::Killer.into(), cancel), DispatchError::BadOrigin);
		let kill = pallet_referenda::Call::<Test>::kill { index };
		assert_ok!(send(Origin::Killer.into(), kill));
		assert_eq!(Balances::reserved_balance(ALICE), title_deposit("A remark"));
		assert_eq!(Balances::free_balance(TreasuryAccount::get()), TREASURY_BALANCE + paid);
	});
}
