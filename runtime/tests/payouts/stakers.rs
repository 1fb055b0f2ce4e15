// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Validators and nominators that are owed an era's reward. They are put into storage with staking's
//! own types: to elect them would take minutes.

use crate::chain::{
	local_with,
	slots::{active_era, Chain},
};
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, Balances, Runtime, RuntimeEvent, RuntimeOrigin,
	Staking, Treasury,
};
use codec::Encode;
use pallet_validators::{Event, Unpaid};
use polkadot_sdk::{
	frame_support::{assert_ok, traits::fungible::Inspect},
	frame_system,
	pallet_balances::{self, AccountData},
	pallet_staking::{self, EraInfo, Exposure, RewardDestination, ValidatorPrefs},
	sp_io::hashing::blake2_256,
	sp_runtime::Perbill,
	sp_staking::IndividualExposure,
};
use std::collections::BTreeMap;

/// The slots of an era, which is also an epoch: enough to pay everybody before the next one ends.
pub const ERA_SLOTS: u32 = 120;
/// The era that the stakers are paid for.
pub const ERA: u32 = 0;

/// The stakers that are owed something.
#[derive(Clone)]
pub struct Stakers {
	/// The validators, in the order in which they are paid.
	pub validators: Vec<AccountId>,
	pub nominators: Vec<AccountId>,
}

fn named(kind: &str, number: u32) -> AccountId {
	blake2_256(&(kind, number).encode()).into()
}

fn endow(who: &AccountId, free: Balance) {
	let data = AccountData { free, ..Default::default() };
	let account = frame_system::AccountInfo { providers: 1, data, ..Default::default() };
	frame_system::Account::<Runtime>::insert(who, account);
	pallet_balances::TotalIssuance::<Runtime>::mutate(|issued| *issued += free);
}

impl Stakers {
	/// Exposes the stakers in the present era, each nominator behind one validator.
	fn put_into_storage(validators: u32, nominators: u32) -> Self {
		assert_eq!(active_era(), ERA);
		let mut stakers = Self {
			validators: (0..validators).map(|number| named("validator", number)).collect(),
			nominators: (0..nominators).map(|number| named("nominator", number)).collect(),
		};
		stakers.validators.sort();
		let mut exposures = Vec::new();
		for (number, who) in (0u32..).zip(&stakers.validators) {
			let own = (1_000 + Balance::from(number)) * BTR;
			endow(who, own + BTR);
			let origin = RuntimeOrigin::signed(who.clone());
			assert_ok!(Staking::bond(origin, own, RewardDestination::Staked));
			let commission = Perbill::from_percent(1 + number % 20);
			let preferences = ValidatorPrefs { commission, blocked: false };
			pallet_staking::ErasValidatorPrefs::<Runtime>::insert(ERA, who, preferences);
			exposures.push(Exposure { total: own, own, others: vec![] });
		}
		for (number, who) in (0usize..).zip(&stakers.nominators) {
			endow(who, BTR);
			pallet_staking::Payee::<Runtime>::insert(who, RewardDestination::Stash);
			let value = (10 + number as Balance % 990) * BTR + number as Balance;
			let behind = number % exposures.len();
			exposures[behind].others.push(IndividualExposure { who: who.clone(), value });
			exposures[behind].total += value;
		}
		pallet_staking::ErasRewardPoints::<Runtime>::mutate(ERA, |points| {
			for (number, who) in (0u32..).zip(&stakers.validators) {
				let earned = 20 * (1 + number % 30);
				points.individual.insert(who.clone(), earned);
				points.total += earned;
			}
		});
		for (who, exposure) in stakers.validators.iter().zip(exposures) {
			EraInfo::<Runtime>::set_exposure(ERA, who, exposure);
		}
		stakers
	}

	/// Returns what each of them and the treasury own, bonds included, in base units.
	pub fn owned(&self) -> BTreeMap<AccountId, Balance> {
		let everybody = self.validators.iter().chain(&self.nominators).cloned();
		everybody
			.chain([Treasury::account_id()])
			.map(|who| (who.clone(), Balances::total_balance(&who)))
			.collect()
	}
}

/// Returns a chain in the first block after the era for which the stakers are owed, and the stakers.
pub fn owed_chain(validators: u32, nominators: u32) -> (Chain, Stakers) {
	let mut chain = Chain::new(local_with(crate::chain::timing(ERA_SLOTS, 1, 2, 1)));
	chain.block();
	let stakers = chain.with(|| Stakers::put_into_storage(validators, nominators));
	chain.skip(u64::from(ERA_SLOTS) - 2);
	chain.block();
	chain.take_events();
	let report = chain.block();
	assert!(report.begins_session);
	chain.with(|| {
		assert_eq!(active_era(), ERA + 1);
		assert_eq!(Unpaid::<Runtime>::get(), reward(ERA));
		assert!(reward(ERA) > 0);
	});
	(chain, stakers)
}

/// Returns what stakers are owed for an era, in base units.
pub fn reward(era: u32) -> Balance {
	pallet_staking::ErasValidatorReward::<Runtime>::get(era).unwrap()
}

/// Returns the rewards in order: the account and the amount of each.
pub fn rewarded(events: &[RuntimeEvent]) -> Vec<(AccountId, Balance)> {
	let reward = |event: &RuntimeEvent| match event {
		RuntimeEvent::Staking(pallet_staking::Event::Rewarded { stash, amount, .. }) => {
			Some((stash.clone(), *amount))
		},
		_ => None,
	};
	events.iter().filter_map(reward).collect()
}

/// Returns the pages in the order in which they were paid.
pub fn pages(events: &[RuntimeEvent]) -> Vec<(AccountId, u32)> {
	let page = |event: &RuntimeEvent| match event {
		RuntimeEvent::Staking(pallet_staking::Event::PayoutStarted {
			validator_stash,
			page,
			..
		}) => Some((validator_stash.clone(), *page)),
		_ => None,
	};
	events.iter().filter_map(page).collect()
}

/// Returns the eras whose payouts are complete, each with what the chain paid and the remainder.
pub fn completed(events: &[RuntimeEvent]) -> Vec<(u32, Balance, Balance)> {
	let done = |event: &RuntimeEvent| match event {
		RuntimeEvent::Validators(Event::PayoutsCompleted { era, paid, remainder }) => {
			Some((*era, *paid, *remainder))
		},
		_ => None,
	};
	events.iter().filter_map(done).collect()
}

pub fn sum(rewards: &[(AccountId, Balance)]) -> Balance {
	rewards.iter().map(|(_, amount)| amount).sum()
}
