// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Invariants between any two blocks.
//!
//! Two relations are not among them, for governance may break them:
//! `genesis + emitted >= issued + burned by fees` (`balances.force_set_balance` creates BTR that
//! nobody counts), and `issued` as the sum of all accounts
//! (`balances.force_adjust_total_issuance`).

use crate::{BalanceOf, Config, GenesisIssuance, Pallet};
use polkadot_sdk::{
	frame_support::{ensure, traits::fungible::InspectHold},
	frame_system,
	sp_runtime::{
		traits::{Saturating, Zero},
		TryRuntimeError,
	},
};

impl<T: Config> Pallet<T> {
	/// Checks what holds after every block.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		ensure!(GenesisIssuance::<T>::exists(), "the issuance at genesis was not noted");
		frame_system::Account::<T>::iter_keys().try_for_each(|who| Self::check_account(&who))
	}

	/// Checks that the view of an account agrees with itself and with the currency.
	fn check_account(who: &T::AccountId) -> Result<(), TryRuntimeError> {
		let told = Self::do_account(who);
		let mut held = BalanceOf::<T>::zero();
		for (reason, amount) in told.holds {
			ensure!(
				T::Currency::balance_on_hold(&reason, who) == amount,
				"a hold is told wrong, or twice"
			);
			held = held.saturating_add(amount);
		}
		ensure!(held <= told.reserved, "more is held than reserved");
		let unfrozen = told.free.saturating_sub(told.frozen.saturating_sub(told.reserved));
		ensure!(told.transferable_all <= unfrozen, "frozen balance is told to be transferable");
		ensure!(
			told.transferable <= told.transferable_all,
			"to keep the account alive would allow to transfer more"
		);
		Ok(())
	}
}
