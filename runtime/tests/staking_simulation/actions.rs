// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The actions of accounts, and the things that happen to them.

use super::world::World;
use crate::chain::{account, keys::keys_of, slots::active_era, transactions};
use batara_runtime::{
	constants::money::BTR, parameters::dynamic_params::staking, AccountId, Parameters, Runtime,
	RuntimeCall, RuntimeOrigin, RuntimeParameters, Session, Staking,
};
use pallet_validators::{Jail, Leavers};
use polkadot_sdk::{
	frame_support::weights::Weight,
	pallet_balances, pallet_session,
	pallet_staking::{self, RewardDestination, ValidatorPrefs},
	sp_keyring::Sr25519Keyring::{Bob, Charlie},
	sp_runtime::{traits::Dispatchable, Perbill, Permill},
	sp_staking::offence::{OffenceDetails, OnOffenceHandler},
};
use Action::*;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Action {
	Join,
	Leave,
	ComeBack,
	RotateKeys,
	Rejoin,
	Chill,
	Validate,
	Nominate,
	BondExtra,
	Unbond,
	Withdraw,
	PayByHand,
	Transfer,
	Offend,
	FallSilent,
	WakeUp,
	StandStill,
	ForceEra,
	ChangePlaces,
	ChangeShare,
}

/// All actions. `Join`, `Nominate` and `FallSilent` are there more than once, so that there are
/// enough validators, stakes and silence.
pub const ACTIONS: [Action; 24] = [
	Join,
	Join,
	Join,
	Leave,
	ComeBack,
	RotateKeys,
	Rejoin,
	Chill,
	Validate,
	Nominate,
	Nominate,
	BondExtra,
	Unbond,
	Withdraw,
	PayByHand,
	Transfer,
	Offend,
	FallSilent,
	FallSilent,
	WakeUp,
	StandStill,
	ForceEra,
	ChangePlaces,
	ChangeShare,
];

/// The outcome of an action.
pub enum Outcome {
	/// The action is taken.
	Done,
	/// The action is impossible now: no account is in a position to take it.
	Impossible,
	/// The action happens in the next block; the function returns `true` if it worked.
	InBlock(Box<dyn FnOnce() -> bool>),
}

fn in_block(act: impl FnOnce() -> bool + 'static) -> Outcome {
	Outcome::InBlock(Box::new(act))
}

fn now(done: bool) -> Outcome {
	if done {
		Outcome::Done
	} else {
		Outcome::Impossible
	}
}

/// Prepares calls of `who` for the next block. They are sent one after the other, as in a batch,
/// until one of them fails.
fn in_block_by(who: AccountId, calls: Vec<RuntimeCall>) -> Outcome {
	in_block(move || {
		let send = |call: RuntimeCall| call.dispatch(RuntimeOrigin::signed(who.clone())).is_ok();
		calls.into_iter().all(send)
	})
}

fn is_bonded(who: &AccountId) -> bool {
	pallet_staking::Bonded::<Runtime>::contains_key(who)
}

fn is_candidate(who: &AccountId) -> bool {
	pallet_staking::Validators::<Runtime>::contains_key(who)
}

fn is_nominator(who: &AccountId) -> bool {
	pallet_staking::Nominators::<Runtime>::contains_key(who)
}

fn has_keys(who: &AccountId) -> bool {
	pallet_session::NextKeys::<Runtime>::contains_key(who)
}

fn is_unbonding(who: &AccountId) -> bool {
	pallet_staking::Ledger::<Runtime>::get(who).is_some_and(|ledger| !ledger.unlocking.is_empty())
}

impl World {
	/// Takes an action, or prepares it for the next block.
	pub fn begin(&mut self, action: Action) -> Outcome {
		match action {
			FallSilent => now(self.fall_silent()),
			WakeUp => now(self.wake_up()),
			StandStill => now(self.random.below(4) == 0 && self.stand_still()),
			Offend => self.offend(),
			ForceEra | ChangePlaces | ChangeShare => self.govern(action),
			Transfer => in_block(|| {
				let value = BTR;
				let dest = account(Bob).into();
				let call = pallet_balances::Call::transfer_keep_alive { dest, value };
				transactions::send(Charlie, RuntimeCall::Balances(call), 0).is_ok()
			}),
			_ => self.stake(action),
		}
	}

	/// Prepares an action of an account that is in a position to take it.
	fn stake(&mut self, action: Action) -> Outcome {
		let able = self.accounts_that(|who| match action {
			Join => !is_bonded(who) && !has_keys(who),
			Leave | Chill => is_candidate(who),
			ComeBack => Leavers::<Runtime>::contains_key(who),
			RotateKeys => has_keys(who),
			Rejoin => Jail::<Runtime>::contains_key(who),
			Validate => has_keys(who) && is_bonded(who) && !is_candidate(who),
			Nominate => !is_candidate(who) && !has_keys(who),
			BondExtra => is_bonded(who),
			Unbond => is_nominator(who),
			Withdraw => is_unbonding(who),
			_ => true,
		});
		let Some(who) = self.random.pick_any(&able) else { return Outcome::Impossible };
		let calls = self.calls(action, &who);
		in_block_by(who, calls)
	}

	fn calls(&mut self, action: Action, who: &AccountId) -> Vec<RuntimeCall> {
		use pallet_staking::Call as Stake;
		use pallet_validators::Call;
		let value = u128::from(1_000 + self.random.below(50_000)) * BTR;
		let commission = Perbill::from_percent(self.random.below(100) as u32);
		let validate = || Stake::validate { prefs: ValidatorPrefs { commission, blocked: false } };
		match action {
			Join => {
				let (keys, proof) = self.new_keys(who);
				vec![Call::join { bond: value, commission, keys, proof }.into()]
			},
			RotateKeys => {
				let (keys, proof) = self.new_keys(who);
				vec![Call::rotate_keys { keys, proof }.into()]
			},
			Leave => vec![Call::leave {}.into()],
			Rejoin => vec![Call::rejoin {}.into()],
			ComeBack => vec![Stake::rebond { value: u128::MAX }.into(), validate().into()],
			Validate => vec![validate().into()],
			Chill => vec![Stake::chill {}.into()],
			BondExtra => vec![Stake::bond_extra { max_additional: value }.into()],
			Unbond => vec![Stake::unbond { value }.into()],
			Withdraw => vec![Stake::withdraw_unbonded { num_slashing_spans: 100 }.into()],
			Nominate => self.nomination(who, value),
			PayByHand => self.payout(),
			_ => vec![],
		}
	}

	fn new_keys(&mut self, who: &AccountId) -> (batara_runtime::SessionKeys, Vec<u8>) {
		self.keys += 1;
		keys_of(who, self.keys)
	}

	fn nomination(&mut self, who: &AccountId, value: u128) -> Vec<RuntimeCall> {
		let candidates = self.accounts_that(is_candidate);
		let targets =
			(0..3).filter_map(|_| self.random.pick_any(&candidates)).map(Into::into).collect();
		let bond = pallet_staking::Call::bond { value, payee: RewardDestination::Stash };
		let nominate = pallet_staking::Call::nominate { targets };
		if self.chain.with(|| is_bonded(who)) {
			vec![nominate.into()]
		} else {
			vec![bond.into(), nominate.into()]
		}
	}

	fn payout(&mut self) -> Vec<RuntimeCall> {
		let set = self.chain.with(Session::validators);
		let validator_stash = self.random.pick_any(&set).unwrap();
		let era = self.chain.with(active_era).saturating_sub(1);
		vec![pallet_staking::Call::payout_stakers { validator_stash, era }.into()]
	}

	/// Reports an offence of a random validator.
	fn offend(&mut self) -> Outcome {
		let set = self.chain.with(Session::validators);
		let Some(who) = self.random.pick_any(&set) else { return Outcome::Impossible };
		// It is disabled until the set changes.
		let until = self.excused.get(&who).copied().unwrap_or(0).max(self.chain.slot() + 200);
		self.excused.insert(who.clone(), until);
		let fraction = Perbill::from_percent(1 + self.random.below(3) as u32);
		let details = OffenceDetails { offender: (who, Default::default()), reporters: vec![] };
		// Between two blocks: nobody can put the proof of its own offence into its block.
		self.chain.with(|| {
			type Offender = pallet_session::historical::IdentificationTuple<Runtime>;
			<Staking as OnOffenceHandler<AccountId, Offender, Weight>>::on_offence(
				&[details],
				&[fraction],
				Session::current_index(),
			);
		});
		Outcome::Done
	}

	/// Prepares a change by root: a new era, another number of validators or another payout share.
	fn govern(&mut self, action: Action) -> Outcome {
		let chance = self.random.below(1_000) as u32;
		in_block(move || match action {
			ForceEra => Staking::force_new_era(RuntimeOrigin::root()).is_ok(),
			ChangePlaces => {
				Staking::set_validator_count(RuntimeOrigin::root(), 4 + chance % 4).is_ok()
			},
			_ => {
				let percent = [0, 5, 20, 20][chance as usize % 4];
				let share = Some(Permill::from_percent(percent));
				let share = staking::Parameters::PayoutShare(staking::PayoutShare, share);
				let share = RuntimeParameters::Staking(share);
				Parameters::set_parameter(RuntimeOrigin::root(), share).is_ok()
			},
		})
	}
}
