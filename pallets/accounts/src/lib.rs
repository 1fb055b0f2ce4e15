// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! # Accounts
//!
//! Payments that say what they are for, and one answer each to "what is in this account?" and "how
//! much BTR is there?".
//!
//! ## Overview
//!
//! An exchange or a shop wants one account for all customers, and to know whose payment it sees.
//! [`Call::transfer_with_reference`] carries up to 64 bytes for that and repeats them in its event.
//!
//! A balance is spread over many pallets: holds, locks, stake, pools, vesting, votes. The view
//! `account` brings them together and says exactly what can be transferred. The view `supply` says
//! where all BTR came from and what the treasury earns; to know it, this pallet notes the issuance
//! at genesis and counts what staking issues ([`CountEmission`]) and what the treasury is given
//! ([`CountIncome`]).
//!
//! ## Pallet API
//!
//! - Call: `transfer_with_reference(dest, value, reference)`.
//! - View functions: `account(who)` and `supply()`. Their identifiers are made of their signatures:
//!   another signature is another function to clients.
//! - For the runtime: [`AccountTies`] and [`SupplySources`] tell this pallet about the stock
//!   pallets; [`CountEmission`] goes around the handlers of staking's rewards, [`CountIncome`]
//!   around those that give to the treasury.
//!
//! The pallet needs a genesis after that of the currency, and before any emission.
//!
//! ## Examples
//!
//! They are tests, run with the mock of the pallet.
//!
//! A payment with a reference, and its event:
#![doc = docify::embed!("src/tests/transfer_with_reference.rs", payment_emits_an_event_with_its_reference)]
//!
//! The view of an account says what can be transferred:
#![doc = docify::embed!("src/tests/account_view.rs", account_view_keeps_the_existential_deposit_back)]
//!
//! Rewards that staking issues are counted:
#![doc = docify::embed!("src/tests/emission.rs", emission_counts_rewards)]
#![cfg_attr(not(feature = "std"), no_std)]
// Consensus code neither panics nor wraps: CONTRIBUTING.md, "Style in short".
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	warn(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic)
)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(any(test, feature = "try-runtime"))]
mod invariants;
#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;
mod types;
mod views;
pub mod weights;

pub use pallet::*;
pub use types::{
	AccountOverview, AccountTies, Reference, SupplyOverview, SupplySources, TreasuryIncome,
	MAX_REFERENCE_BYTES,
};
pub use weights::WeightInfo;

use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{
			fungible::{Inspect, InspectHold, Mutate},
			tokens::Preservation,
			Get, Imbalance, OnUnbalanced,
		},
	},
	sp_runtime::traits::{Saturating, StaticLookup, Zero},
	*,
};

/// An amount of the currency, in base units.
pub type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// The answer of the view `account`.
pub type AccountOverviewOf<T> = AccountOverview<
	<T as frame_system::Config>::Nonce,
	BalanceOf<T>,
	<T as Config>::RuntimeHoldReason,
>;
/// The answer of the view `supply`.
pub type SupplyOverviewOf<T> = SupplyOverview<BalanceOf<T>>;

type AccountIdLookupOf<T> = <<T as frame_system::Config>::Lookup as StaticLookup>::Source;

#[frame_support::pallet]
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use polkadot_sdk::{frame_support::pallet_prelude::*, frame_system::pallet_prelude::*};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The types that the runtime provides.
	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// The reasons for holds of all pallets.
		type RuntimeHoldReason: Parameter + Member + MaxEncodedLen + Copy;

		/// The currency of the chain.
		type Currency: Mutate<Self::AccountId>
			+ InspectHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// The ties of balances to other pallets.
		type Ties: AccountTies<Self::AccountId, BalanceOf<Self>, Self::RuntimeHoldReason>;

		/// The sources of the figures of the supply.
		type Supply: SupplySources<BalanceOf<Self>>;

		/// The accounts that pallets of a higher index open at genesis with the minimum balance.
		///
		/// Their genesis runs after that of this pallet, which opens these accounts first: the
		/// issuance that it notes is all there is in the end.
		type GenesisAccounts: Get<Vec<Self::AccountId>>;

		/// The weights of the calls.
		type WeightInfo: WeightInfo;
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The reference has no bytes. Use `balances.transferKeepAlive` for a payment without one.
		EmptyReference,
		/// Sender and receiver are the same account.
		SelfPayment,
		/// The value is zero.
		ZeroValue,
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// BTR went from one account to another, with a reference that says what for.
		TransferredWithReference {
			/// The account that paid.
			from: T::AccountId,
			/// The account that was paid.
			to: T::AccountId,
			/// The amount, in base units: 10^12 are 1 BTR. Always more than zero.
			value: BalanceOf<T>,
			/// The 1 to 64 bytes that the payer gave. They prove nothing but that.
			reference: Reference,
		},
	}

	/// All BTR at genesis. The value never changes.
	#[pallet::storage]
	pub type GenesisIssuance<T: Config> = StorageValue<_, BalanceOf<T>, ValueQuery>;

	/// All BTR that staking has issued since genesis.
	#[pallet::storage]
	pub type Emitted<T: Config> = StorageValue<_, BalanceOf<T>, ValueQuery>;

	/// The part of `Emitted` that the treasury got.
	#[pallet::storage]
	pub type TreasuryEmission<T: Config> = StorageValue<_, BalanceOf<T>, ValueQuery>;

	/// Slashed stakes and deposits that the treasury got since genesis.
	#[pallet::storage]
	pub type TreasurySlashes<T: Config> = StorageValue<_, BalanceOf<T>, ValueQuery>;

	/// The empty configuration of the genesis: the issuance is that of the currency.
	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The marker of the runtime.
		#[serde(skip)]
		pub _runtime: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::open_genesis_accounts();
			GenesisIssuance::<T>::put(T::Currency::total_issuance());
		}
	}

	#[pallet::call(weight = T::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Pays `value` to `dest`, with a reference that says what for.
		///
		/// - `value`: base units, 10^12 are 1 BTR; more than zero. The fee comes on top.
		/// - `reference`: 1 to 64 bytes that sender and receiver agree on, such as the number of a
		///   customer or an invoice. The chain gives them no meaning. Everybody can read them
		///   forever: no names, no secrets.
		///
		/// The sender's account stays alive: it keeps the existential deposit. To pay out all of it
		/// use `balances.transferAll`, which has no reference. A payment to oneself is refused, so
		/// that each event stands for BTR that changed hands.
		///
		/// Exchanges and shops give each customer or invoice a reference and use one account for
		/// all. They credit a payment when a final block has the event `TransferredWithReference`
		/// with that account as `to`, and take `value` and `reference` from the event: a call can
		/// fail, and can hide in a batch, a multisig or a proxy call. Senders choose the reference:
		/// expect unknown ones and the same one twice, and identify a payment by block and event.
		///
		/// Errors: `EmptyReference`, `ZeroValue`, `SelfPayment`, and those of a transfer, such as
		/// `Token.FundsUnavailable`, `Token.Frozen`, `Token.NotExpendable` (the sender would not
		/// stay alive) and `Token.BelowMinimum` (too little to open the receiver's account).
		#[pallet::call_index(0)]
		pub fn transfer_with_reference(
			origin: OriginFor<T>,
			dest: AccountIdLookupOf<T>,
			#[pallet::compact] value: BalanceOf<T>,
			reference: Reference,
		) -> DispatchResult {
			let from = ensure_signed(origin)?;
			let to = T::Lookup::lookup(dest)?;
			Self::do_transfer_with_reference(from, to, value, reference)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(
			_now: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns the balances of an account, what they are tied to, and what can be transferred.
		///
		/// Amounts are base units: 10^12 are 1 BTR. Unknown accounts have zero everywhere.
		pub fn account(who: T::AccountId) -> AccountOverviewOf<T> {
			Self::do_account(&who)
		}

		/// Returns how much BTR there is, where it came from and where it went.
		///
		/// Amounts are base units: 10^12 are 1 BTR.
		pub fn supply() -> SupplyOverviewOf<T> {
			Self::do_supply()
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Moves `value`, keeps the sender alive, and tells in an event what the payment is for.
	fn do_transfer_with_reference(
		from: T::AccountId,
		to: T::AccountId,
		value: BalanceOf<T>,
		reference: Reference,
	) -> sp_runtime::DispatchResult {
		ensure!(!reference.is_empty(), Error::<T>::EmptyReference);
		ensure!(!value.is_zero(), Error::<T>::ZeroValue);
		ensure!(from != to, Error::<T>::SelfPayment);
		let value = T::Currency::transfer(&from, &to, value, Preservation::Preserve)?;
		Self::deposit_event(Event::TransferredWithReference { from, to, value, reference });
		Ok(())
	}

	/// Opens the accounts that other pallets will look for, with the balance that they would give.
	fn open_genesis_accounts() {
		let minimum = T::Currency::minimum_balance();
		for who in T::GenesisAccounts::get() {
			if T::Currency::balance(&who) < minimum {
				let opened = T::Currency::mint_into(&who, minimum);
				frame_support::defensive_assert!(
					opened.is_ok(),
					"the issuance is far from its limit"
				);
			}
		}
	}
}

/// A handler that counts what staking issues, and passes it on to `Inner`.
///
/// For pallet-staking it goes around two handlers: `Reward`, which gets the debt of rewards that
/// are in the accounts already, and `RewardRemainder`, which gets a credit for the rest of an era's
/// emission. `Inner` must leave the debt to be issued, as `()` does. A credit that `Inner` cannot
/// pay out counts as emitted, and as burned. Slashes are no emission: leave `Slash` as it is.
pub struct CountEmission<T, Inner>(PhantomData<(T, Inner)>);

impl<T, Inner, Emission> OnUnbalanced<Emission> for CountEmission<T, Inner>
where
	T: Config,
	Emission: Imbalance<BalanceOf<T>>,
	Inner: OnUnbalanced<Emission>,
{
	fn on_nonzero_unbalanced(emission: Emission) {
		Emitted::<T>::mutate(|emitted| emitted.saturating_accrue(emission.peek()));
		Inner::on_unbalanced(emission);
	}
}

/// A handler that counts in a storage value what goes to `Inner`: for the treasury in
/// [`TreasuryEmission`] and [`TreasurySlashes`].
pub struct CountIncome<T, Counter, Inner>(PhantomData<(T, Counter, Inner)>);

impl<T, Counter, Inner, Income> OnUnbalanced<Income> for CountIncome<T, Counter, Inner>
where
	T: Config,
	Counter: frame_support::storage::StorageValue<BalanceOf<T>, Query = BalanceOf<T>>,
	Income: Imbalance<BalanceOf<T>>,
	Inner: OnUnbalanced<Income>,
{
	fn on_nonzero_unbalanced(income: Income) {
		Counter::mutate(|counted| counted.saturating_accrue(income.peek()));
		Inner::on_unbalanced(income);
	}
}
