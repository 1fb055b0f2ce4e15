// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Views of accounts and of the supply, for clients.

use crate::{
	types::burned_otherwise, AccountOverview, AccountOverviewOf, AccountTies, Config, Emitted,
	GenesisIssuance, Pallet, SupplyOverview, SupplyOverviewOf, SupplySources, TreasuryEmission,
	TreasuryIncome, TreasurySlashes,
};
use polkadot_sdk::{
	frame_support::traits::{
		fungible::{Inspect, InspectHold},
		tokens::{Fortitude, Preservation},
	},
	frame_system,
	sp_runtime::traits::Saturating,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_account(who: &T::AccountId) -> AccountOverviewOf<T> {
		let movable =
			|preservation| T::Currency::reducible_balance(who, preservation, Fortitude::Polite);
		AccountOverview {
			nonce: frame_system::Pallet::<T>::account_nonce(who),
			free: T::Currency::balance(who),
			reserved: T::Currency::total_balance_on_hold(who),
			holds: T::Ties::holds(who),
			frozen: T::Ties::frozen(who),
			transferable: movable(Preservation::Preserve),
			transferable_all: movable(Preservation::Expendable),
			bonded: T::Ties::bonded(who),
			unbonding: T::Ties::unbonding(who),
			pooled: T::Ties::pooled(who),
			pool_unbonding: T::Ties::pool_unbonding(who),
			vesting: T::Ties::vesting(who),
			locked_in_votes: T::Ties::locked_in_votes(who),
		}
	}

	pub(crate) fn do_supply() -> SupplyOverviewOf<T> {
		let issued = T::Currency::total_issuance();
		let genesis = GenesisIssuance::<T>::get();
		let emitted = Emitted::<T>::get();
		let burned_by_fees = T::Supply::fees_burned();
		let created = genesis.saturating_add(emitted);
		SupplyOverview {
			issued,
			staked: T::Supply::staked(),
			treasury: T::Supply::treasury(),
			treasury_income: TreasuryIncome {
				fees: T::Supply::fees_to_treasury(),
				emission: TreasuryEmission::<T>::get(),
				slashes: TreasurySlashes::<T>::get(),
			},
			genesis,
			emitted,
			burned_by_fees,
			burned_otherwise: burned_otherwise(created, burned_by_fees, issued),
			emission_per_era: T::Supply::emission_per_era(),
		}
	}
}
