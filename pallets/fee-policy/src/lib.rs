// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! # Fee policy
//!
//! The rules of block space: which transactions enter a block, what they cost, and who pays.
//!
//! ## Overview
//!
//! - **Room.** One measure of what is scarce in a block: the weight of a transaction, or its length
//!   at the exchange rate of a full block, whichever is more ([`size`]).
//! - **Lanes.** Every call belongs to one of five lanes, and each lane has a guaranteed share of
//!   the room of a block. A transaction enters if it stays within the guarantees of its lanes, or
//!   leaves free what the other lanes have not used of theirs. A lane that nobody used for
//!   [`lanes::IDLE_AFTER_BLOCKS`] blocks keeps only an [opening](lanes::OPENING): its first
//!   transaction wakes it up. Calls inside others (batches, proxies, multisigs) count in their own
//!   lanes. A refused transaction stays in the pool for the next block. Every signed transaction
//!   needs room, whatever its dispatch class, except calls that repair the chain.
//! - **Price.** Governance sets target fullness, speed, floor and maximum of the fee level, which
//!   multiplies the fees for weight and for bytes.
//! - **Split.** Fees go to the author and the treasury, the rest is burned; tips go to the author.
//! - **Sponsorships.** A sponsor's held BTR pays the fees of another account, even of one that
//!   never held any.
//! - **Quotes.** The fees of transactions now and in the next block, and the tips that were enough
//!   lately.
//!
//! The pallet works inside `OnChargeTransaction`: transactions carry nothing of it, so every client
//! works.
//!
//! ## How a transaction is let in and paid for
//!
//! ```text
//!  pool, block          block              the call runs           end of block
//!  can_withdraw_fee --> withdraw_fee --> correct_and_deposit_fee --> on_finalize
//!  can it ever enter    profile, lanes,  unneeded room and fee go    fee level, history,
//!  and be paid for?     fee is taken     back, the rest is split     lanes are emptied
//! ```
//!
//! 1. A block begins: the lanes get the guarantees that governance has decided before it, and those
//!    that nobody used lately sleep ([`history`], [`lanes`]).
//! 2. Before a transaction is accepted, and again in the block, upstream asks if it could be paid
//!    for. Here the transaction is also refused if no block can hold it, however idle the others
//!    are ([`charge`]).
//! 3. The author's block takes it. Its [profile](profile::Profile) says how much room its calls
//!    take in which lane. If the lanes do not let it in, it is refused for this block
//!    (`ExhaustsResources`) and costs nothing.
//! 4. The fee is taken: from the budget of the sponsorship that the transaction declines, or else
//!    of the oldest one that covers it, or else from its sender. The sender always pays the tip.
//! 5. The call runs. What it declared and did not need is given back: the room to its lanes, the
//!    fee to whoever paid it. A sponsorship that has ended meanwhile gives it to the sponsor
//!    itself.
//! 6. The fee is [split](split::DistributeFee) between the author, the treasury and what is burned.
//!    The author gets the tip; what cannot be paid to an author is burned.
//! 7. The block ends: the fee level of the next one follows its fullness ([`price`]), the history
//!    notes it for the [advice](advice::advise) on tips, and the lanes are emptied.
//!
//! ## Assumptions
//!
//! - Transaction payment takes all three of its policies from here: `OnChargeTransaction` is the
//!   pallet, `FeeMultiplierUpdate` is [`price::FeeLevel`], `LengthToFee` is
//!   [`price::LevelledByteFee`]. Otherwise quotes differ from fees.
//! - Transaction payment has the lower index. Its `on_finalize` asks how full the block is before
//!   that of this pallet empties the lanes.
//! - `CheckWeight` comes before `ChargeTransactionPayment`: a transaction that asks for room is in
//!   the weight and the length of the block already.
//! - [`profile::InspectCall`] knows every call that dispatches others. One that it does not know
//!   counts as a whole in its own lane.
//! - Nobody else touches holds with the reasons of this pallet. So budgets and deposits are on hold
//!   in full.
//!
//! ## Pallet API
//!
//! Calls: `sponsor`, `top_up`, `withdraw`, `decline`, `clear_expired`. View functions: `fee_quote`,
//! `lanes`, `sponsorships_of`.
//!
//! ## Examples
//!
//! They are tests, run with the mock of the pallet.
//!
//! A flood of contract calls, and the room that it leaves to the other lanes:
#![doc = docify::embed!("src/tests/lanes.rs", a_flood_leaves_the_guarantees_of_busy_lanes_free)]
//!
//! A sponsor pays for an account that never held anything:
#![doc = docify::embed!("src/tests/sponsorship.rs", an_account_that_never_held_anything_can_transact)]
//!
//! Tips that were enough in a crowded lane are the advice for it:
#![doc = docify::embed!("src/tests/tips.rs", a_crowded_lane_asks_for_what_was_enough)]
#![cfg_attr(not(feature = "std"), no_std)]
// Consensus code neither panics nor wraps: CONTRIBUTING.md, "Style in short".
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	warn(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic)
)]

extern crate alloc;

pub mod advice;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod budgets;
pub mod charge;
pub mod history;
#[cfg(feature = "try-runtime")]
mod invariants;
pub mod lanes;
#[cfg(test)]
mod mock;
pub mod policy;
pub mod price;
pub mod profile;
pub mod size;
pub mod split;
pub mod sponsorship;
#[cfg(test)]
mod tests;
pub mod tips;
pub mod views;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

use polkadot_sdk::{
	frame_support::{
		traits::fungible::{Credit, Inspect},
		BoundedVec,
	},
	frame_system::{self, pallet_prelude::BlockNumberFor},
};

type BalanceOf<T> =
	<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;
/// BTR that was taken from one account and not yet given to another.
pub type CreditOf<T> = Credit<<T as frame_system::Config>::AccountId, <T as Config>::Currency>;
/// A sponsorship in this runtime.
pub type SponsorshipOf<T> = sponsorship::Sponsorship<
	<T as frame_system::Config>::AccountId,
	BalanceOf<T>,
	BlockNumberFor<T>,
>;
type SponsorshipsOf<T> = BoundedVec<SponsorshipOf<T>, <T as Config>::MaxSponsorships>;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::{
		history::BlockRecord,
		lanes::Usage,
		policy::{FeeSplit, LaneShares, PriceCurve},
		profile::InspectCall,
		split::FeeTotals,
		sponsorship::{GenesisSponsorship, Scope},
		views::{FeeQuote, LaneStatus},
	};
	use alloc::vec::Vec;
	use polkadot_sdk::{
		frame_support::{
			pallet_prelude::*,
			traits::{
				fungible::{Balanced, BalancedHold, Mutate, MutateHold},
				OnUnbalanced,
			},
			DefaultNoBound,
		},
		frame_system::pallet_prelude::*,
		pallet_transaction_payment,
		sp_runtime::traits::StaticLookup,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The fee policy.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The parts that the runtime provides.
	#[pallet::config]
	pub trait Config:
		polkadot_sdk::frame_system::Config + pallet_transaction_payment::Config
	{
		/// The currency of fees and budgets.
		type Currency: Balanced<Self::AccountId>
			+ Mutate<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>
			+ BalancedHold<Self::AccountId>
			+ 'static;

		/// The reasons for holds of the runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// The lane of each call.
		type InspectCall: InspectCall<<Self as frame_system::Config>::RuntimeCall, Self::AccountId>;

		/// The lanes' guaranteed shares.
		type LaneShares: Get<LaneShares>;

		/// The course of the fee level.
		type Price: Get<PriceCurve>;

		/// The split of fees.
		type Split: Get<FeeSplit>;

		/// The fee for each byte of a transaction at level 1, in base units.
		type ByteFee: Get<BalanceOf<Self>>;

		/// The author of the present block.
		type Author: Get<Option<Self::AccountId>>;

		/// The receiver of the treasury's share.
		type Treasury: OnUnbalanced<CreditOf<Self>>;

		/// The number of sponsorships that an account can have at a time.
		#[pallet::constant]
		type MaxSponsorships: Get<u32>;

		/// The smallest budget of a sponsorship, in base units.
		#[pallet::constant]
		type MinimumBudget: Get<BalanceOf<Self>>;

		/// The deposit for each sponsorship, on hold as long as it is stored, in base units.
		#[pallet::constant]
		type SponsorshipDeposit: Get<BalanceOf<Self>>;

		/// The weights of this pallet.
		type WeightInfo: WeightInfo;
	}

	/// Reasons for which BTR is on hold.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A budget that pays fees of a sponsored account.
		#[codec(index = 0)]
		SponsorshipBudget,
		/// A deposit for the storage of a sponsorship.
		#[codec(index = 1)]
		SponsorshipDeposit,
	}

	/// Reasons for which a sponsorship ended.
	#[derive(
		Clone,
		Copy,
		Debug,
		Eq,
		PartialEq,
		Encode,
		Decode,
		DecodeWithMemTracking,
		MaxEncodedLen,
		TypeInfo,
	)]
	pub enum EndReason {
		/// The sponsor withdrew the sponsorship.
		#[codec(index = 0)]
		Withdrawn,
		/// The sponsored account declined the sponsorship.
		#[codec(index = 1)]
		Declined,
		/// The sponsorship had expired.
		#[codec(index = 2)]
		Expired,
		/// A sponsorship with a larger budget took its place.
		#[codec(index = 3)]
		Displaced,
	}

	/// Events of sponsorships.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// `sponsor` will pay fees of `beneficiary` out of `budget`, at most `per_transaction`
		/// (both in base units) for each transaction, until the block `expires`.
		Sponsored {
			/// The account that pays.
			sponsor: T::AccountId,
			/// The account whose fees are paid.
			beneficiary: T::AccountId,
			/// The amount on hold to pay with, in base units.
			budget: BalanceOf<T>,
			/// The highest fee of one transaction that is paid, in base units.
			per_transaction: BalanceOf<T>,
			/// The first block in which nothing is paid any more.
			expires: BlockNumberFor<T>,
			/// The transactions that are paid for.
			scope: Scope<T::AccountId>,
		},
		/// `amount` base units were added to a budget, which is `budget` now.
		ToppedUp {
			/// The account that pays.
			sponsor: T::AccountId,
			/// The account whose fees are paid.
			beneficiary: T::AccountId,
			/// The amount added, in base units.
			amount: BalanceOf<T>,
			/// The amount that is left to pay with, in base units.
			budget: BalanceOf<T>,
		},
		/// A sponsorship ended; `returned` base units of its budget and its deposit are free again.
		SponsorshipEnded {
			/// The account that paid.
			sponsor: T::AccountId,
			/// The account whose fees were paid.
			beneficiary: T::AccountId,
			/// The rest of the budget, in base units.
			returned: BalanceOf<T>,
			/// The reason for the end.
			reason: EndReason,
		},
		/// `sponsor` paid the `fee` (in base units) of a transaction of `beneficiary`.
		FeeSponsored {
			/// The account that paid.
			sponsor: T::AccountId,
			/// The sender of the transaction.
			beneficiary: T::AccountId,
			/// The fee without the tip, in base units.
			fee: BalanceOf<T>,
		},
	}

	/// Errors of calls.
	#[pallet::error]
	pub enum Error<T> {
		/// An account cannot sponsor itself.
		SelfSponsorship,
		/// The block of expiry is not in the future.
		AlreadyExpired,
		/// The sponsorship would pay nothing: the limit for each transaction is zero.
		NothingPerTransaction,
		/// The budget is below the constant `MinimumBudget` or below the limit for one transaction.
		BudgetTooSmall,
		/// The account has a sponsorship of yours already: add to the budget with `top_up`, or end
		/// that sponsorship with `withdraw` first.
		AlreadySponsored,
		/// The account has as many sponsorships as it can have, none of them expired or with a
		/// smaller budget.
		TooManySponsorships,
		/// The sponsorship does not exist.
		NotSponsored,
		/// The sponsorship has not expired yet: only its sponsor and the sponsored account can end
		/// it.
		NotExpired,
	}

	/// The room that the lanes have used of the block that is being made. One value: a transaction
	/// reads and writes it in memory, the trie sees it once in a block.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type BlockUsage<T: Config> = StorageValue<_, Usage<BlockNumberFor<T>>, ValueQuery>;

	/// The last blocks, by their number modulo [`history::HISTORY_BLOCKS`].
	// Identity: a key of one byte that nobody chooses.
	#[pallet::storage]
	pub type BlockHistory<T: Config> = StorageMap<_, Identity, u8, BlockRecord<BlockNumberFor<T>>>;

	/// The sponsorships of an account, the oldest one first.
	#[pallet::storage]
	pub type Sponsorships<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, SponsorshipsOf<T>, ValueQuery>;

	/// The fees that were burned or paid to the treasury so far.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type FeesDistributed<T: Config> = StorageValue<_, FeeTotals<BalanceOf<T>>, ValueQuery>;

	/// The sponsorships of the first block.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The sponsorships: sponsor, beneficiary, budget and limit for each transaction (in base
		/// units), block of expiry. They pay for every transaction.
		pub sponsorships: Vec<GenesisSponsorship<T>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for sponsorship in &self.sponsorships {
				let made = Pallet::<T>::do_sponsor_at_genesis(sponsorship);
				assert!(made.is_ok(), "a sponsorship of the genesis cannot be made: {made:?}");
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::open_block(now);
			// Benchmarks leave out what the lanes have used: a block reads and writes it once.
			<T as Config>::WeightInfo::on_initialize()
				.saturating_add(<T as Config>::WeightInfo::on_finalize())
				.saturating_add(T::DbWeight::get().reads_writes(1, 1))
		}

		fn on_finalize(now: BlockNumberFor<T>) {
			Self::close_block(now);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_now: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Pays the fees of another account out of a budget, which goes on hold in yours.
		///
		/// - `beneficiary`: the account whose fees you pay; it needs no BTR, and need not exist
		///   yet.
		/// - `budget`: the amount that you are ready to spend, in base units; at least
		///   `MinimumBudget`.
		/// - `per_transaction`: the highest fee of one transaction that you pay, in base units.
		///   Tips are never paid.
		/// - `expires`: the first block in which you pay nothing any more.
		/// - `scope`: the transactions that you pay for: all, those that call one contract only, or
		///   those of one lane.
		///
		/// `SponsorshipDeposit` goes on hold too and comes back with the rest of the budget when
		/// the sponsorship ends. You can end it at any time with `withdraw`. An account has room
		/// for `MaxSponsorships`. If all are taken, yours ends an expired one, or else the one with
		/// the smallest budget if that is smaller than yours.
		#[pallet::call_index(0)]
		pub fn sponsor(
			origin: OriginFor<T>,
			beneficiary: <T::Lookup as StaticLookup>::Source,
			#[pallet::compact] budget: BalanceOf<T>,
			#[pallet::compact] per_transaction: BalanceOf<T>,
			expires: BlockNumberFor<T>,
			scope: Scope<T::AccountId>,
		) -> DispatchResult {
			let sponsor = ensure_signed(origin)?;
			let beneficiary = T::Lookup::lookup(beneficiary)?;
			let deposit = Zero::zero();
			Self::do_sponsor(
				beneficiary,
				SponsorshipOf::<T> { sponsor, budget, per_transaction, expires, scope, deposit },
			)
		}

		/// Adds `amount` base units to the budget of a sponsorship of yours.
		#[pallet::call_index(1)]
		pub fn top_up(
			origin: OriginFor<T>,
			beneficiary: <T::Lookup as StaticLookup>::Source,
			#[pallet::compact] amount: BalanceOf<T>,
		) -> DispatchResult {
			let sponsor = ensure_signed(origin)?;
			Self::do_top_up(sponsor, T::Lookup::lookup(beneficiary)?, amount)
		}

		/// Ends a sponsorship of yours: the rest of the budget, and the deposit, are free again.
		#[pallet::call_index(2)]
		pub fn withdraw(
			origin: OriginFor<T>,
			beneficiary: <T::Lookup as StaticLookup>::Source,
		) -> DispatchResult {
			let sponsor = ensure_signed(origin)?;
			let beneficiary = T::Lookup::lookup(beneficiary)?;
			Self::do_end(&sponsor, &beneficiary, EndReason::Withdrawn, |_| Ok(()))
		}

		/// Ends a sponsorship of your own fees. The sponsor gets back what is left. The fee of this
		/// call is paid out of the budget of the sponsorship that it ends, unless that has expired,
		/// whatever its scope and its limit: you need no BTR. If nothing else keeps your account
		/// alive, it is gone with its last sponsorship.
		#[pallet::call_index(3)]
		pub fn decline(
			origin: OriginFor<T>,
			sponsor: <T::Lookup as StaticLookup>::Source,
		) -> DispatchResult {
			let beneficiary = ensure_signed(origin)?;
			let sponsor = T::Lookup::lookup(sponsor)?;
			Self::do_end(&sponsor, &beneficiary, EndReason::Declined, |_| Ok(()))
		}

		/// Ends anybody's sponsorship that has expired. The sponsor gets back what is left.
		#[pallet::call_index(4)]
		pub fn clear_expired(
			origin: OriginFor<T>,
			sponsor: <T::Lookup as StaticLookup>::Source,
			beneficiary: <T::Lookup as StaticLookup>::Source,
		) -> DispatchResult {
			ensure_signed(origin)?;
			let sponsor = T::Lookup::lookup(sponsor)?;
			let beneficiary = T::Lookup::lookup(beneficiary)?;
			Self::do_clear_expired(&sponsor, &beneficiary)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns what a transaction of this weight and length (in bytes, signature included)
		/// costs now and may cost in the next block, and the tips to offer. Ask
		/// `TransactionPaymentApi_query_info` for the weight of a transaction.
		pub fn fee_quote(weight: Weight, length: u32) -> FeeQuote<BalanceOf<T>> {
			Self::do_fee_quote(weight, length)
		}

		/// Returns the lanes: their guaranteed shares, the room that is kept for them in the next
		/// block, and the room that they used of the last one.
		pub fn lanes() -> Vec<LaneStatus> {
			Self::do_lanes()
		}

		/// Returns the sponsorships of this account. Expired ones pay nothing any more.
		pub fn sponsorships_of(who: T::AccountId) -> Vec<SponsorshipOf<T>> {
			Sponsorships::<T>::get(who).into_inner()
		}
	}
}
