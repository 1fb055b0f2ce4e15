// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! # Validators
//!
//! The staking glue: it does for validators and their operators what staking, session and BABE
//! leave to be done by hand.
//!
//! ## Overview
//!
//! - **Timing.** The lengths of epochs, eras, bonds and the delay of slashes come from the genesis,
//!   so that one Wasm serves every chain; stock pallets take them from [`timing`].
//! - **Membership.** `join` bonds, sets session keys and validates; `leave` chills and unbonds, and
//!   the chain gives keys and bond back when the validator can neither author nor be slashed any
//!   more.
//! - **Eligibility.** An election sees only candidates that have session keys and serve no jail
//!   term. The list of candidates is bounded, and more stake wins a place on it. The session pallet
//!   never gets a set that is empty or has validators without keys.
//! - **Payouts.** After an era the chain pays all validators and nominators itself, page by page,
//!   in what blocks have left. Nobody calls `payout_stakers`.
//! - **Liveness.** A validator that authors no block for whole epochs is jailed: it is chilled, and
//!   one election takes place without it; `rejoin` makes it a candidate again.
//! - **Emission.** A yearly rate that decays from a start to a floor; an era pays for its planned
//!   length at most.
//!
//! Staking, session, BABE and offences do the work; this pallet calls them.
//!
//! ## How a validator comes and goes
//!
//! ```text
//!  join / validate       election               epoch begins      silent, or leave
//! ----------------> candidate ---------> elected -----------> active ------------> jailed, leaving
//!                     ^  |  eligible: keys, no term                                   |
//!     more stake wins |  v                                                            |
//!        a place    outranked                  <----- rejoin, after its term ---------+
//! ```
//!
//! 1. **It joins.** `join` bonds, sets the keys and makes a candidate. If that is one too many, the
//!    next block begins by taking the place of the one that ranks last and is not elected
//!    ([`candidates`]).
//! 2. **It is elected.** The first block of an epoch plans the next one. Once in an era, staking
//!    elects then, and sees only those that are [eligible](eligibility). If these are fewer than
//!    staking's minimum, the present set goes on (event `ElectionRefused`). Whoever has purged its
//!    keys meanwhile is left out of the set, or gets its keys back if the set would be too small.
//! 3. **It authors.** Each block counts for its author, but for the first of an epoch. When an
//!    epoch ends, those that were silent for too long are suspects, and those of them that are
//!    still candidates are jailed, as long as enough candidates stay. Nobody is jailed if the
//!    suspects are a third of the validators or more: then the network fails and not they
//!    ([`liveness`]).
//! 4. **It is paid.** The end of an era fixes what it emits: for its planned length at most, part
//!    of it for the treasury ([`emission`]). The blocks after it pay stakers, page by page, in what
//!    they have left. Once all ended eras are paid, the treasury gets what rounding left over
//!    ([`payouts`]).
//! 5. **It is jailed, and rejoins.** A jail term lasts until one whole election has taken place
//!    without the validator. `rejoin` makes it a candidate again at once, to be elected after that.
//! 6. **It leaves.** `leave` takes the candidacy and unbonds all stake. When the stake is free, the
//!    eras before are paid and no set has the validator any more, the chain removes its keys and
//!    frees stake and deposit. One that is still elected then is looked at again an era later.
//!
//! ## Assumptions
//!
//! - Sessions end BABE's epochs: an epoch is a session. Nothing changes their length after genesis.
//! - The pallet comes before Session in the order of hooks: places are taken from candidates before
//!   the election that may come in the same block.
//! - Session asks this pallet for its sets, and this pallet asks staking ([`Config::Sessions`]).
//!   Authorship tells it of authors, staking of slashes and withdrawals.
//! - Staking's `EraPayout` is the pallet, and its `Reward` goes through [`payouts::CountPaid`]:
//!   otherwise what is owed would not fall as stakers are paid, whoever asked for it.
//! - Staking elects on chain, in one block, and takes its candidates from
//!   [`eligibility::EligibleCandidates`].
//! - Controllers are stashes, as staking makes them since controllers are deprecated.
//!
//! ## Pallet API
//!
//! Calls: `join`, `leave`, `rotate_keys`, `rejoin`, `set_election_limits`. View functions:
//! `validators`, `era`. For the runtime: the pallet is staking's `EraPayout` and listener, the
//! session's manager, the authorship's event handler, and jails the dead of a revival;
//! [`backers::SlashableBackers`] is the number that the weight of equivocation reports declares.
//!
//! ## Examples
//!
//! They are tests, run with the mock of the pallet.
//!
//! One call makes a candidate:
#![doc = docify::embed!("src/tests/calls.rs", joined_account_is_a_candidate_with_keys)]
//!
//! An era is paid to the last base unit:
#![doc = docify::embed!("src/tests/payouts.rs", an_era_is_paid_to_the_last_unit)]
//!
//! A silent validator is jailed, and comes back:
#![doc = docify::embed!("src/tests/calls/jail.rs", jailed_validator_rejoins_with_its_old_preferences)]
#![cfg_attr(not(feature = "std"), no_std)]
// Consensus code neither panics nor wraps: CONTRIBUTING.md, "Style in short".
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	warn(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic)
)]

extern crate alloc;

pub mod backers;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod candidates;
pub mod eligibility;
pub mod emission;
mod genesis;
#[cfg(feature = "try-runtime")]
mod invariants;
pub mod liveness;
mod membership;
#[cfg(test)]
mod mock;
pub mod payouts;
mod session;
mod staking;
#[cfg(test)]
mod tests;
pub mod timing;
pub mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::KeysOf;
pub use pallet::*;
pub use weights::WeightInfo;

use polkadot_sdk::pallet_staking;

/// An amount of BTR, in base units.
pub type BalanceOf<T> = pallet_staking::BalanceOf<T>;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::{
		backers::BackersByEra,
		eligibility::JailTerm,
		emission::EmissionCurve,
		liveness::Record,
		payouts::Payout,
		timing::{ElectionLimits, Timing, MAX_CANDIDATES},
		views::{EraStatus, ValidatorStatus},
	};
	use alloc::vec::Vec;
	use core::marker::PhantomData;
	use polkadot_sdk::{
		frame_election_provider_support::VoteWeight,
		frame_support::{pallet_prelude::*, weights::WeightMeter, BoundedBTreeMap},
		frame_system::pallet_prelude::*,
		pallet_babe, pallet_session,
		sp_runtime::{Perbill, Percent, Permill},
		sp_staking::{EraIndex, SessionIndex},
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// The staking glue.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The parts that the runtime provides.
	#[pallet::config]
	pub trait Config:
		polkadot_sdk::frame_system::Config
		+ pallet_babe::Config
		+ pallet_session::historical::Config
		+ pallet_session::Config<
			ValidatorId = <Self as polkadot_sdk::frame_system::Config>::AccountId,
		> + pallet_staking::Config
	{
		/// The session manager around which this one is: staking's.
		type Sessions: pallet_session::SessionManager<Self::AccountId>;

		/// The emission of an era.
		type Emission: Get<EmissionCurve>;

		/// The share of a block that payouts may take of the room left in it: at most
		/// [`LARGEST_SHARE`](crate::payouts::LARGEST_SHARE), but one page in each block, however
		/// small the share is. Zero leaves all payouts to be made by hand.
		type PayoutShare: Get<Permill>;

		/// The number of whole epochs without a block after which a validator is suspected. Zero
		/// suspects nobody.
		type OfflineEpochs: Get<u32>;

		/// The number of eligible candidates that stay, however silent they are; staking's minimum
		/// of validators if that is more.
		type MinimumCandidates: Get<u32>;

		/// Session keys of an account, and the proof that it owns them.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkKeys: KeysOf<Self::AccountId, <Self as pallet_session::Config>::Keys>;

		/// The weights of this pallet.
		type WeightInfo: WeightInfo;
	}

	/// Events of validators, their elections and their rewards.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account became a candidate of the next election.
		Joined {
			/// The account of the validator.
			validator: T::AccountId,
			/// The stake of its own, in base units.
			bond: BalanceOf<T>,
			/// The share of the rewards that it takes before they are divided by stake.
			commission: Perbill,
		},
		/// A validator is leaving. It does its duty until the next election has replaced it.
		Leaving {
			/// The account of the validator.
			validator: T::AccountId,
			/// The era in which keys and bond are given back.
			free_in: EraIndex,
		},
		/// A validator that left got back its bond and the deposit for its keys.
		Left {
			/// The account of the validator.
			validator: T::AccountId,
			/// The part of its stake that is free again, in base units.
			returned: BalanceOf<T>,
		},
		/// A validator changed its session keys. The new keys are used from the session after the
		/// next one on.
		KeysRotated {
			/// The account of the validator.
			validator: T::AccountId,
		},
		/// A validator was jailed because it authored none of the last blocks: it is no longer a
		/// candidate, and the next election takes place without it. Once its node works again,
		/// `rejoin` makes it a candidate again. Nothing is slashed.
		Jailed {
			/// The account of the validator.
			validator: T::AccountId,
			/// The number of whole epochs in which it authored nothing.
			epochs: u32,
			/// The number of blocks that all validators authored meanwhile.
			blocks: u32,
			/// The first epoch for which it can be elected again.
			until: SessionIndex,
		},
		/// A validator that was jailed is a candidate again.
		Rejoined {
			/// The account of the validator.
			validator: T::AccountId,
		},
		/// A candidate lost its place on the full list to one with more stake. With more stake, its
		/// own or that of nominators, it can win a place again with `staking.validate`.
		Outranked {
			/// The account of the candidate.
			validator: T::AccountId,
		},
		/// An election found fewer eligible candidates than `staking.minimumValidatorCount`: the
		/// present validators go on, and the era does not end. Candidates need session keys and
		/// must not be serving a jail term.
		ElectionRefused {
			/// The number of candidates that could have been elected.
			eligible: u32,
			/// The number of validators that an election must find.
			minimum: u32,
		},
		/// A validator purged its session keys while it was elected: it no longer authors from the
		/// next epoch on, and the rewards of this era are for the blocks that it has authored.
		LeftWithoutKeys {
			/// The account of the validator.
			validator: T::AccountId,
		},
		/// A validator that had purged its session keys got them back, because fewer than
		/// `staking.minimumValidatorCount` would be left without it. It has to author until an
		/// election replaces it.
		KeysRestored {
			/// The account of the validator.
			validator: T::AccountId,
		},
		/// The rewards of an era are paid.
		PayoutsCompleted {
			/// The era.
			era: EraIndex,
			/// The amount that the chain itself paid to validators and nominators, in base units.
			paid: BalanceOf<T>,
			/// The amount that rounding left over, in base units; the treasury got it.
			remainder: BalanceOf<T>,
		},
		/// Elections look at these numbers of voters and candidates from now on.
		ElectionLimitsSet {
			/// The number of voters, the largest stakes first.
			voters: u32,
			/// The number of candidates.
			targets: u32,
		},
	}

	/// Errors of calls.
	#[pallet::error]
	pub enum Error<T> {
		/// The account is not a validator: it has neither session keys nor a candidacy, or no
		/// stake. `join` makes it one.
		NotValidator,
		/// The validator is already leaving. To stay, use `staking.rebond` and `staking.validate`.
		AlreadyLeaving,
		/// The validator was not jailed for being silent, or is already a candidate.
		NotJailed,
		/// An election can look at 1-7,500 voters and 1-1,000 candidates.
		LimitsOutOfBounds,
		/// There are more candidates than elections could look at: no election would succeed.
		TooManyCandidates,
		/// The validator has authored a block in this epoch or recently. A validator that died in
		/// this epoch can be declared dead in the next one.
		NotSilent,
		/// Too few validators are dead: finality goes on without them.
		TooFewDead,
		/// The number of validators to elect is below that of the living, above the present one, or
		/// above that of the candidates.
		BadValidatorCount,
	}

	/// The timing of this chain. The genesis sets it, and nothing changes it: BABE's epochs have
	/// one length for ever, and bonds and slashes count in eras.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type ChainTiming<T: Config> = StorageValue<_, Timing, ValueQuery>;

	/// The numbers of voters and candidates that elections look at.
	#[pallet::storage]
	pub type ElectionLimit<T: Config> = StorageValue<_, ElectionLimits, ValueQuery>;

	/// The recent work of the validators of the active set.
	// Twox: only elected accounts get an entry.
	#[pallet::storage]
	pub type LivenessRecords<T: Config> =
		StorageMap<_, Twox64Concat, T::AccountId, Record, ValueQuery>;

	/// The validators that were jailed for being silent. Each one has stake; its entry goes when
	/// the stake is gone, or when the validator is elected again.
	#[pallet::storage]
	pub type Jail<T: Config> = StorageMap<_, Twox64Concat, T::AccountId, JailTerm>;

	/// The stake that nominates each candidate, in vote weight, as the last election saw it; empty
	/// unless the list of candidates is crowded.
	#[pallet::storage]
	pub type NominatedStake<T: Config> = StorageValue<
		_,
		BoundedBTreeMap<T::AccountId, VoteWeight, ConstU32<MAX_CANDIDATES>>,
		ValueQuery,
	>;

	/// The largest number of nominators behind one validator, for each era that can still be
	/// slashed.
	#[pallet::storage]
	pub type MostBackers<T: Config> = StorageValue<_, BackersByEra, ValueQuery>;

	/// The validators that are leaving, with the era in which they get their bond back. Each one
	/// has stake.
	#[pallet::storage]
	pub type Leavers<T: Config> = StorageMap<_, Twox64Concat, T::AccountId, EraIndex>;

	/// The validators that are leaving, by the era in which they get their bond back.
	#[pallet::storage]
	pub type LeaversOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, EraIndex, Twox64Concat, T::AccountId, ()>;

	/// The next era whose leavers are let go.
	#[pallet::storage]
	pub type NextRelease<T: Config> = StorageValue<_, EraIndex, ValueQuery>;

	/// The amount that stakers are owed for eras that have ended, in base units.
	#[pallet::storage]
	pub type Unpaid<T: Config> = StorageValue<_, BalanceOf<T>, ValueQuery>;

	/// The amount that rounding paid beyond an era's reward, in base units: the next era pays that
	/// much less to the treasury.
	#[pallet::storage]
	pub type Overpaid<T: Config> = StorageValue<_, BalanceOf<T>, ValueQuery>;

	/// The next era to be paid, or the one that is being paid.
	#[pallet::storage]
	pub type NextPayout<T: Config> = StorageValue<_, EraIndex, ValueQuery>;

	/// The progress of an era's payouts, if they need more blocks.
	#[pallet::storage]
	pub type PayoutProgress<T: Config> =
		StorageValue<_, Payout<T::AccountId, BalanceOf<T>>, OptionQuery>;

	/// The time for which eras were paid so far, in milliseconds. The emission decays with it.
	#[pallet::storage]
	pub type PaidTime<T: Config> = StorageValue<_, u64, ValueQuery>;

	/// The values with which a chain is launched.
	#[pallet::genesis_config]
	pub struct GenesisConfig<T: Config> {
		/// The lengths of epochs, eras, bonds and the delay of slashes: fixed for ever.
		pub timing: Timing,
		/// The numbers of voters and candidates that elections look at.
		pub election: ElectionLimits,
		/// The share of the places for candidates that must be taken before anybody may chill those
		/// who have less than `staking.minValidatorBond`.
		pub chill_threshold: Percent,
		/// The marker of the runtime.
		#[serde(skip)]
		pub _runtime: PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			self.store();
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_now: BlockNumberFor<T>) -> Weight {
			Self::make_room()
		}

		fn on_idle(_now: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining.min(Self::payout_budget()));
			Self::pay(&mut meter);
			let paying = meter.consumed();
			let release = <T as Config>::WeightInfo::release();
			if remaining.all_gte(paying.saturating_add(release)) && Self::release_next() {
				return paying.saturating_add(release);
			}
			// The eras that were looked at: active, due, paid.
			paying.saturating_add(T::DbWeight::get().reads(3))
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
		/// Makes you a validator: bonds BTR, sets session keys, and makes you a candidate from the
		/// next election on. All of it happens, or nothing.
		///
		/// - `bond`: your own stake, in base units; at least `staking.minValidatorBond`. It can be
		///   slashed if your node votes or authors twice, and stays bonded for
		///   `staking.bondingDuration` eras after you leave.
		/// - `commission`: the share of the rewards that you take before they are divided by stake.
		/// - `keys` and `proof`: the answer of your node's `author_rotateKeysWithOwner` for your
		///   account. A deposit (`session.keyDeposit`) is held while the keys are set.
		///
		/// The chain pays your rewards and adds them to your stake; `staking.setPayee` changes
		/// where they go.
		///
		/// Errors: `Staking.AlreadyBonded` (use `session.setKeys` and `staking.validate`),
		/// `Staking.InsufficientBond` (less than the minimum, or more than you have),
		/// `Staking.CommissionTooLow`, `Session.InvalidProof` (the proof is for another account),
		/// `Session.DuplicatedKey` (another validator has one of the keys),
		/// `Staking.TooManyValidators` (too many have joined a full list in this block: try again).
		///
		/// If all places are taken, the candidate that ranks last loses its place in the next block
		/// (event `Outranked`): you do, if all others have more stake.
		#[pallet::call_index(0)]
		pub fn join(
			origin: OriginFor<T>,
			#[pallet::compact] bond: BalanceOf<T>,
			commission: Perbill,
			keys: <T as pallet_session::Config>::Keys,
			proof: Vec<u8>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_join(who, bond, commission, keys, proof)
		}

		/// Ends your work as a validator, and starts the return of your bond.
		///
		/// You are no longer a candidate, and all your stake is unbonding. Keep the node running
		/// until the next election has replaced you: you are still asked to author until then.
		/// After `staking.bondingDuration` eras, once the eras before are paid, the chain removes
		/// your keys, releases their deposit and frees the bond. There is nothing to call, unless
		/// you were slashed in more than 32 eras: then send `session.purgeKeys` and
		/// `staking.withdrawUnbonded` yourself. Rewards still to come that would be added to your
		/// stake go to your account instead. To come back earlier, use `staking.rebond` and
		/// `staking.validate`.
		///
		/// Errors: `NotValidator`, `AlreadyLeaving`.
		#[pallet::call_index(1)]
		pub fn leave(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_leave(who)
		}

		/// Changes your session keys. `keys` and `proof` are the answer of your (new) node's
		/// `author_rotateKeysWithOwner` for your account. The new keys are used from the session
		/// after the next one on; until then the node with the old keys has to run.
		///
		/// Errors: `NotValidator`, `Session.InvalidProof`, `Session.DuplicatedKey`.
		#[pallet::call_index(2)]
		pub fn rotate_keys(
			origin: OriginFor<T>,
			keys: <T as pallet_session::Config>::Keys,
			proof: Vec<u8>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate_keys(who, keys, proof)
		}

		/// Makes you a candidate again, with the same preferences, after the chain has jailed you
		/// because your node authored nothing (event `Jailed`). Check first that the node is
		/// synced. You can be elected from the epoch on that the event names.
		///
		/// Errors: `NotJailed`, `NotValidator` (the keys were purged), `Staking.InsufficientBond`.
		#[pallet::call_index(3)]
		pub fn rejoin(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rejoin(who)
		}

		/// Changes how many voters (1-7,500) elections look at, the largest stakes first, and how
		/// many candidates (1-1,000) there can be. Origin: root. An election runs in one block:
		/// measure with `scripts/bench election` before you raise them.
		///
		/// Also sets `staking.maxValidatorsCount`, to an eighth (at least 4) more than `targets`:
		/// places are won by stake, and stock `staking.validate` must not refuse newcomers before
		/// their stake is compared. Sets `staking.chillThreshold` if it has no value.
		///
		/// Errors: `LimitsOutOfBounds`, `TooManyCandidates` (there are already more than
		/// `targets`).
		#[pallet::call_index(4)]
		pub fn set_election_limits(
			origin: OriginFor<T>,
			voters: u32,
			targets: u32,
		) -> DispatchResult {
			ensure_root(origin)?;
			Self::do_set_election_limits(ElectionLimits { voters, targets })
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns up to `count` validators, at most 100, in the order of their accounts: active,
		/// elected, waiting, jailed or leaving. For the next page, give the last account as
		/// `after`.
		pub fn validators(
			after: Option<T::AccountId>,
			count: u32,
		) -> Vec<ValidatorStatus<T::AccountId, BalanceOf<T>>> {
			Self::do_validators(after, count)
		}

		/// Returns the present era: its progress, and the rewards that it will pay.
		pub fn era() -> EraStatus<BalanceOf<T>> {
			Self::do_era()
		}
	}
}
