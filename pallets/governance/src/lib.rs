// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! # Governance
//!
//! The tracks and origins of referenda, a proposal in one transaction, and answers for voters.
//!
//! ## Overview
//!
//! - **Tracks.** Deposit, periods and shares of each track are storage: the genesis sets them, a
//!   referendum of the root track changes them, and Referenda asks [`Pallet`] for them. One Wasm
//!   serves a chain that votes in blocks and one that votes in weeks.
//! - **Origins.** Each track but root has an [`Origin`] of its own with the power of its name and
//!   no other. The runtime says with [`origins`] which calls take it.
//! - **Proposals.** `propose` notes the preimages, submits the referendum on the right track and
//!   places the decision deposit; it does all of it or nothing. Submitting by hand works beside it:
//!   both ways make the same referendum.
//! - **Alarms.** Referenda has its alarms here and not in the bounded agendas of Scheduler, so that
//!   each goes off: see [`alarms`].
//! - **Emergencies.** The powers of the quick track `emergency`: see [`emergency`].
//! - **Views.** The title and call of a proposal, its state, the votes that it still needs, and the
//!   block in which it can end.
//!
//! Referenda, conviction voting, preimages, scheduler and treasury do the work; this pallet calls
//! them.
//!
//! ## Pallet API
//!
//! Calls: `propose`, `set_track`, `authorize_upgrade`, `pause`, `resume`, `safe_mode`, `revive`.
//! View functions: `tracks`, `proposal`, `proposals`. For the runtime: the pallet is the `Tracks`
//! and the `Scheduler` of Referenda and a part of the base call filter, and [`origins`] has one
//! type for each origin.
//!
//! ## Examples
//!
//! They are tests, run with the mock of the pallet.
//!
//! A spend, which the treasury pays once a period:
#![doc = docify::embed!("src/tests/proposing/enactment.rs", a_spend_that_passes_is_paid_at_the_end_of_the_period)]
//!
//! Parameters of three tracks:
#![doc = docify::embed!("src/tests/proposing/enactment.rs", a_parameter_that_passes_is_set)]
//!
//! An emergency closes the calls that it names, and no others:
#![doc = docify::embed!("src/tests/emergency.rs", pause_closes_only_the_calls_that_it_names)]
#![cfg_attr(not(feature = "std"), no_std)]
// Consensus code neither panics nor wraps: CONTRIBUTING.md, "Style in short".
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	warn(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic)
)]

extern crate alloc;

pub mod alarms;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
pub mod emergency;
#[cfg(feature = "try-runtime")]
mod invariants;
#[cfg(test)]
mod mock;
pub mod origins;
pub mod proposing;
mod revival;
mod stored_terms;
#[cfg(test)]
mod tests;
pub mod tracks;
pub mod views;
pub mod weights;

pub use pallet::*;
pub use weights::WeightInfo;

use polkadot_sdk::{
	frame_system::{self, pallet_prelude::BlockNumberFor},
	pallet_conviction_voting,
};

/// An amount of BTR, in base units.
pub type BalanceOf<T> = pallet_conviction_voting::BalanceOf<T>;
/// A call that a proposal can make.
type CallOf<T> = <T as Config>::RuntimeCall;
type OuterOrigin<T> = <T as frame_system::Config>::RuntimeOrigin;
/// The terms of a track in this runtime.
pub type TermsOf<T> = tracks::Terms<BalanceOf<T>, BlockNumberFor<T>>;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::{
		alarms::ReferendaCallOf,
		emergency::{
			CallName, CallNames, Closing, PendingRevival, Revive, SetId, Stashes, MAX_SETS,
		},
		origins::SpendLimits,
		proposing::{Kind, ParameterKeyOf, ParameterTrack, Title},
		tracks::{DefaultTerms, Track, TrackId},
		views::{ProposalStatusOf, TrackStatusOf},
	};
	use alloc::{boxed::Box, vec::Vec};
	use polkadot_sdk::{
		frame_support::{
			dispatch::{GetDispatchInfo, PostDispatchInfo},
			pallet_prelude::*,
			traits::{
				schedule::{
					v3::{Named, TaskName},
					DispatchTime,
				},
				Contains, GetCallMetadata, SafeMode,
			},
			DefaultNoBound,
		},
		frame_system::pallet_prelude::*,
		pallet_parameters, pallet_preimage,
		pallet_referenda::{self, BoundedCallOf, PalletsOriginOf, ReferendumIndex},
		pallet_treasury,
		sp_runtime::traits::{Dispatchable, SaturatedConversion},
		sp_staking::EraIndex,
	};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// Tracks, origins and proposals.
	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// The types and constants that the runtime provides.
	#[pallet::config]
	pub trait Config:
		polkadot_sdk::frame_system::Config<
			RuntimeCall: Dispatchable<PostInfo = PostDispatchInfo> + GetCallMetadata,
			RuntimeOrigin: From<Origin> + Into<Result<Origin, OuterOrigin<Self>>>,
		> + pallet_conviction_voting::Config
		+ pallet_parameters::Config
		+ pallet_preimage::Config
		+ pallet_referenda::Config<
			BlockNumberProvider = polkadot_sdk::frame_system::Pallet<Self>,
			Currency = <Self as pallet_conviction_voting::Config>::Currency,
			Preimages = pallet_preimage::Pallet<Self>,
			Scheduler = Pallet<Self>,
			Tally = pallet_conviction_voting::TallyOf<Self>,
			Tracks = Pallet<Self>,
		> + pallet_treasury::Config<Currency = <Self as pallet_conviction_voting::Config>::Currency>
	{
		/// The calls that a proposal can make.
		type RuntimeCall: Parameter
			+ GetDispatchInfo
			+ From<Call<Self>>
			+ From<pallet_parameters::Call<Self>>
			+ From<pallet_treasury::Call<Self>>
			+ IsType<<Self as polkadot_sdk::frame_system::Config>::RuntimeCall>;

		/// The origin that may authorise a new runtime.
		type UpgradeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The most that one referendum of each spender track takes from the treasury, in base
		/// units.
		#[pallet::constant]
		type SpendLimits: Get<SpendLimits<BalanceOf<Self>>>;

		/// The track that decides on each parameter. Its origin must be the one that may set the
		/// parameter.
		type ParameterTrack: ParameterTrack<ParameterKeyOf<Self>>;

		/// The terms of the tracks for which neither genesis nor Root has set any.
		type DefaultTerms: DefaultTerms<BalanceOf<Self>, BlockNumberFor<Self>>;

		/// The scheduler that makes the calls of approved referenda.
		type Enactments: Named<
			BlockNumberFor<Self>,
			ReferendaCallOf<Self>,
			PalletsOriginOf<Self>,
			Hasher = Self::Hashing,
		>;

		/// The heaviest call that [`Config::Enactments`] can make.
		#[pallet::constant]
		type MaxCallWeight: Get<Weight>;

		/// The origin that may act in an emergency.
		type EmergencyOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The calls that no emergency closes.
		type AlwaysOpen: Contains<CallName>;

		/// The switch that closes all calls but those that have to stay open.
		type SafeMode: SafeMode<BlockNumber = BlockNumberFor<Self>>;

		/// The part of a revival outside of this pallet: an election without the dead, and a new
		/// beginning of finality.
		type Revive: Revive<Self::AccountId, BlockNumberFor<Self>>;

		/// The longest time for which an emergency closes something, in blocks.
		#[pallet::constant]
		type LongestPause: Get<BlockNumberFor<Self>>;

		/// The shortest and the longest delay of a revival, in blocks.
		#[pallet::constant]
		type RevivalDelays: Get<(BlockNumberFor<Self>, BlockNumberFor<Self>)>;

		/// The time from one revival to the next, in blocks.
		#[pallet::constant]
		type RevivalRest: Get<BlockNumberFor<Self>>;

		/// The weight that alarms may take in a block.
		#[pallet::constant]
		type AlarmRoom: Get<Weight>;

		/// The weights of this pallet.
		type WeightInfo: WeightInfo;
	}

	/// The origin with which an enacted referendum acts: that of the track on which it passed. The
	/// root track acts with the root origin.
	#[pallet::origin]
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
	pub enum Origin {
		/// The origin that may authorise a new runtime.
		#[codec(index = 0)]
		Upgrader,
		/// The origin that may set the parameters of fees and contracts.
		#[codec(index = 1)]
		ParameterAdmin,
		/// The origin that may set the parameters of staking, and what staking leaves to its
		/// administrator.
		#[codec(index = 2)]
		StakingAdmin,
		/// The origin that may spend from the treasury, little at a time.
		#[codec(index = 3)]
		SmallSpender,
		/// The origin that may spend more at a time.
		#[codec(index = 4)]
		MediumSpender,
		/// The origin that may spend much at a time.
		#[codec(index = 5)]
		BigSpender,
		/// The origin that may cancel a referendum; its deposits are given back.
		#[codec(index = 6)]
		Canceller,
		/// The origin that may kill a referendum; its deposits are slashed.
		#[codec(index = 7)]
		Killer,
		/// The origin that may close calls for a while, and bring finality back.
		#[codec(index = 8)]
		Emergency,
	}

	/// The events of the pallet.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account proposed something, and voting is open from now on.
		Proposed {
			/// The index of the referendum.
			index: ReferendumIndex,
			/// The account that proposed it. The deposits are taken from this account.
			proposer: T::AccountId,
			/// The track that decides.
			track: Track,
			/// The title, in UTF-8.
			title: Title,
		},
		/// A track has other terms from now on.
		TrackChanged {
			/// The track.
			track: Track,
			/// The new terms: the deposit in base units, the periods in blocks, and the shares that
			/// pass.
			terms: TermsOf<T>,
		},
		/// A referendum was approved, but its call will not be made: no block had a place for it.
		/// Propose it again.
		CallLost {
			/// The name of the call in the scheduler.
			name: TaskName,
			/// The error of the scheduler.
			error: DispatchError,
		},
		/// Calls are refused from the next transaction on.
		Paused {
			/// The calls that are refused.
			calls: CallNames,
			/// The first block in which the calls are open again.
			until: BlockNumberFor<T>,
		},
		/// Calls are open again, before the end of their pause.
		Resumed {
			/// The calls that are open again.
			calls: CallNames,
		},
		/// Safe mode began: only votes, staking and what keeps the chain running pass from now on.
		/// Payments, contracts and all else are refused.
		SafeModeEntered {
			/// The first block in which all is open again.
			until: BlockNumberFor<T>,
		},
		/// An election without the validators that are dead takes place at the end of this epoch.
		RevivalBegan {
			/// The stashes of the dead, who are no candidates any more.
			dead: Stashes<T::AccountId>,
			/// The number of validators that are elected from now on.
			validator_count: u32,
			/// The first era for which they are elected.
			era: EraIndex,
		},
		/// The validators of a revival have taken over, and will soon vote on finality anew.
		FinalityRestarts {
			/// The block from which they vote.
			at: BlockNumberFor<T>,
			/// The block on which their votes build.
			best_finalized: BlockNumberFor<T>,
		},
		/// A revival failed: no election took place in time, or its validators have taken over and
		/// finality could not begin anew.
		RevivalFailed {
			/// The reason: `NoElection`, or an error of the restart.
			error: DispatchError,
		},
	}

	/// The errors of the pallet.
	#[pallet::error]
	pub enum Error<T> {
		/// The title is empty, or nothing but white space.
		EmptyTitle,
		/// The title is no valid UTF-8.
		TitleNotText,
		/// A track must decide at least one referendum at a time.
		NothingDecided,
		/// The decision and the confirmation must each last at least one block.
		NoPeriod,
		/// The confirmation is longer than the decision.
		ConfirmationTooLong,
		/// A period is longer than 10,512,000 blocks: nobody would see its end.
		PeriodTooLong,
		/// The preparation is as long as the constant `undecidingTimeout` of Referenda or longer: a
		/// referendum would time out before its decision begins.
		PreparationTooLong,
		/// A share that passes is above 100 %, or rises in the decision period. It may only fall.
		BadSlope,
		/// The approval at the end of the decision is below 50 %: more would be against it than for
		/// it.
		MinorityDecides,
		/// The call weighs more than the constant `maxCallWeight`: no block could make it. Split it
		/// into several proposals.
		TooHeavy,
		/// The call to be scheduled is no alarm of a referendum.
		NotAnAlarm,
		/// A pause names no call.
		NothingToPause,
		/// No call has this name. Pallets and calls are named as in the metadata: `Contracts` and
		/// `call`, for example.
		NoSuchCall,
		/// The call can never be paused: consensus, staking or votes need it.
		AlwaysOpen,
		/// The number of blocks is zero or too high. Everything that is closed must be open again
		/// `longestPause` blocks after the first call was closed, at the latest.
		BadDuration,
		/// Calls were closed a short time ago: nothing can be closed for as long as they were. The
		/// next revival is possible `revivalRest` blocks after the last one.
		Rests,
		/// An emergency has paused the call already.
		AlreadyPaused,
		/// An emergency would pause more than 64 calls at a time.
		TooManyPaused,
		/// The call is not paused by an emergency. A pause of the root track ends with
		/// `txPause.unpause`.
		NotPaused,
		/// The chain is in safe mode already.
		InSafeMode,
		/// The delay of a revival is not within the bounds of the constant `revivalDelays`.
		BadDelay,
		/// The block that is given as the last final one is still to come.
		NotYetABlock,
		/// Another set of validators votes on finality after the block that was final last, or that
		/// block is too old to tell. Ask a validator that is alive for both (`grandpa_roundState`
		/// tells the set).
		WrongSet,
		/// No election has taken place in the two sessions of a revival.
		NoElection,
	}

	/// The terms that genesis or Root has set, by the number of the track. At most one entry for
	/// each of the ten tracks.
	// Twox: nobody chooses a key.
	#[pallet::storage]
	pub type TrackTerms<T: Config> = StorageMap<_, Twox64Concat, TrackId, TermsOf<T>>;

	/// The alarms of referenda, by the block in which they go off and their number, big-endian:
	/// calls that Referenda makes as Root. Each referendum that has not ended has at most one; each
	/// track has as many as referenda of it ended in the last blocks.
	// Twox and Identity: nobody chooses a key, and alarms of a block are in the order of their numbers.
	#[pallet::storage]
	pub type Alarms<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		BlockNumberFor<T>,
		Identity,
		[u8; 4],
		BoundedCallOf<T, ()>,
	>;

	/// The number of the last alarm that was set. The count begins anew after 4,294,967,295.
	#[pallet::storage]
	pub type AlarmCount<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// The first block whose alarms have not all gone off.
	#[pallet::storage]
	pub type AlarmsSince<T: Config> = StorageValue<_, BlockNumberFor<T>>;

	/// The calls that an emergency has closed, with the first block in which each is open again. At
	/// most 64.
	#[pallet::storage]
	pub type PausedCalls<T: Config> =
		CountedStorageMap<_, Blake2_128Concat, CallName, BlockNumberFor<T>>;

	/// The last time in which an emergency has closed something.
	#[pallet::storage]
	pub type LastClosing<T: Config> = StorageValue<_, Closing<BlockNumberFor<T>>>;

	/// The last 256 sets of GRANDPA voters that were announced, each with the block that announced
	/// the next one.
	#[pallet::storage]
	pub type FinalitySets<T: Config> =
		StorageValue<_, BoundedVec<(BlockNumberFor<T>, SetId), ConstU32<MAX_SETS>>, ValueQuery>;

	/// The revival whose era is still to come.
	#[pallet::storage]
	pub type Revival<T: Config> = StorageValue<_, PendingRevival<BlockNumberFor<T>>>;

	/// The first block in which the next revival can begin.
	#[pallet::storage]
	pub type RevivalRests<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The terms of tracks with which a chain is launched.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The terms by track. A track that is not named has the default terms.
		pub tracks: Vec<(Track, TermsOf<T>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::store_genesis_terms(&self.tracks);
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::ring(now)
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			Self::assert_default_terms_are_sound();
			Self::assert_spend_limits_rise();
			Self::assert_alarms_have_room();
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
		/// Proposes something to the holders of BTR. All of this happens, or nothing: the
		/// referendum is submitted on the track that decides on it, its decision deposit is placed,
		/// and the title and a long call are stored.
		///
		/// - `title`: what the proposal is about, in at most 128 bytes of UTF-8.
		/// - `kind`: what happens if it passes.
		/// - `enact`: when that happens; at the end of the track's enactment period if that is
		///   later.
		///
		/// On hold in your account: `referenda.submissionDeposit`, the decision deposit of the
		/// track (see the view function `tracks`), and the deposits for the preimages of the title
		/// and of a call of more than 128 bytes. A preimage that is there already takes no deposit,
		/// but the account that noted it can take it away. When the referendum has ended,
		/// `referenda.refundDecisionDeposit` gives back the decision deposit, and
		/// `referenda.refundSubmissionDeposit` the submission deposit if it was approved or
		/// cancelled; both are slashed if it was killed. `preimage.unnotePreimage` gives back the
		/// others.
		///
		/// If the queue of the track is full, submit the proposal with `referenda.submit`: it can
		/// gather ayes before its decision deposit is placed, and takes the place of the proposal
		/// with the fewest.
		///
		/// Errors: `EmptyTitle`, `TitleNotText`, `TooHeavy` (a call that no block could make),
		/// `Referenda.Full` (the queue of the track), `Preimage.TooBig` (a call of more than 4
		/// MiB), `Balances.InsufficientBalance` and `Token.FundsUnavailable` (less than the
		/// deposits); for an emergency also `NothingToPause`, `NoSuchCall`, `AlwaysOpen`,
		/// `BadDuration` and `BadDelay`.
		#[pallet::call_index(0)]
		#[pallet::weight(<T as Config>::WeightInfo::propose(kind.size()))]
		pub fn propose(
			origin: OriginFor<T>,
			title: Title,
			kind: Box<Kind<T>>,
			enact: DispatchTime<BlockNumberFor<T>>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_propose(who, title, *kind, enact)
		}

		/// Changes the terms of a track. Origin: root.
		///
		/// Referenda that run on the track follow from their next alarm or vote on: shares and the
		/// decision period at once, the confirmation when it begins anew. Deposits that were placed
		/// stay as they are. Referenda that wait for their turn begin only as others end, even if
		/// more may be decided at a time now; if fewer may, the number of those that are decided
		/// falls only once the queue is empty.
		///
		/// Errors: `NothingDecided`, `NoPeriod`, `ConfirmationTooLong`, `PeriodTooLong`,
		/// `PreparationTooLong`, `BadSlope`, `MinorityDecides`.
		#[pallet::call_index(1)]
		pub fn set_track(origin: OriginFor<T>, track: Track, terms: TermsOf<T>) -> DispatchResult {
			ensure_root(origin)?;
			Self::do_set_track(track, terms)
		}

		/// Authorises the runtime with this code hash. The track `upgrader` decides, or Root.
		///
		/// Anybody can then send the code with `system.applyAuthorizedUpgrade`; the name of the
		/// runtime must be the same and its version higher. The new authorisation replaces the one
		/// before.
		#[pallet::call_index(2)]
		pub fn authorize_upgrade(origin: OriginFor<T>, code_hash: T::Hash) -> DispatchResult {
			T::UpgradeOrigin::ensure_origin(origin)?;
			frame_system::Pallet::<T>::do_authorize_upgrade(code_hash, true);
			Ok(())
		}

		/// Refuses calls for a number of blocks. The track `emergency` decides, or Root.
		///
		/// The pause ends by itself. Then nothing can be closed for as long as anything had been
		/// closed. Calls of consensus, sessions, staking and governance cannot be paused, nor
		/// batches, proxies and multisignatures; but a paused call is also refused inside of those,
		/// and if a contract makes it.
		///
		/// Errors: `NothingToPause`, `NoSuchCall`, `AlwaysOpen`, `BadDuration`, `Rests`,
		/// `AlreadyPaused`, `TooManyPaused`.
		#[pallet::call_index(3)]
		#[pallet::weight(<T as Config>::WeightInfo::pause(calls.len().saturated_into()))]
		pub fn pause(
			origin: OriginFor<T>,
			calls: CallNames,
			blocks: BlockNumberFor<T>,
		) -> DispatchResult {
			T::EmergencyOrigin::ensure_origin(origin)?;
			Self::do_pause(calls, blocks)
		}

		/// Opens calls again that `pause` has closed. The track `emergency` decides, or Root.
		///
		/// Errors: `NotPaused`.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::resume(calls.len().saturated_into()))]
		pub fn resume(origin: OriginFor<T>, calls: CallNames) -> DispatchResult {
			T::EmergencyOrigin::ensure_origin(origin)?;
			Self::do_resume(calls)
		}

		/// Enters safe mode for a number of blocks: only consensus, sessions, staking and
		/// governance go on. The track `emergency` decides, or Root.
		///
		/// Safe mode ends by itself. Then nothing can be closed for as long. A vote of the root
		/// track ends it earlier with `safeMode.forceExit`, or prolongs it with
		/// `safeMode.forceExtend`.
		///
		/// Errors: `BadDuration`, `Rests`, `InSafeMode`.
		#[pallet::call_index(5)]
		pub fn safe_mode(origin: OriginFor<T>, blocks: BlockNumberFor<T>) -> DispatchResult {
			T::EmergencyOrigin::ensure_origin(origin)?;
			Self::do_safe_mode(blocks)
		}

		/// Brings finality back after the loss of a third of the validators or more. The track
		/// `emergency` decides, or Root.
		///
		/// The steps, in this order: those in `dead` are jailed, and are no candidates until one
		/// election has taken place without them; `validator_count` are elected from now on, and
		/// staking's minimum is no higher than that; an election takes place at the end of this
		/// epoch; and when the elected take over, one epoch later, GRANDPA is told to begin anew
		/// with them, `delay` blocks after that. Keep the dead switched off until then. If no
		/// election takes place in two epochs, the revival is given up.
		///
		/// - `dead`: the stashes of validators of the present set: so many that finality cannot go
		///   on without them. None of them may have authored a block in this epoch, or lately;
		///   those that have left the set are ignored.
		/// - `validator_count`: at least as many as are alive, and no more than staking elects now
		///   or than there are candidates.
		/// - `delay`: in blocks, within the constant `revivalDelays`; higher if blocks are often
		///   replaced by others.
		/// - `best_finalized`: the highest block that is final on any validator that is alive.
		/// - `set_id`: the set that votes there, from `grandpa_roundState`.
		///
		/// Light clients and warp sync need a checkpoint after this.
		///
		/// Errors: `BadDelay`, `NotYetABlock`, `WrongSet`, `Rests`, `Validators.NotSilent`,
		/// `Validators.TooFewDead`, `Validators.BadValidatorCount`.
		#[pallet::call_index(6)]
		#[pallet::weight(<T as Config>::WeightInfo::revive(dead.len().saturated_into()))]
		pub fn revive(
			origin: OriginFor<T>,
			dead: Stashes<T::AccountId>,
			validator_count: u32,
			delay: BlockNumberFor<T>,
			best_finalized: BlockNumberFor<T>,
			set_id: SetId,
		) -> DispatchResult {
			T::EmergencyOrigin::ensure_origin(origin)?;
			Self::do_revive(dead, validator_count, delay, best_finalized, set_id)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Returns all tracks, with their terms and how busy they are.
		pub fn tracks() -> Vec<TrackStatusOf<T>> {
			Self::do_tracks()
		}

		/// Returns the proposal, that is, the referendum, with this index. `None` if there is none.
		pub fn proposal(index: ReferendumIndex) -> Option<ProposalStatusOf<T>> {
			Self::do_proposal(index)
		}

		/// Returns the proposals from index `from` downwards, the newest first; at most 50. Begin
		/// with 4,294,967,295 for the newest of all.
		pub fn proposals(from: ReferendumIndex, count: u32) -> Vec<ProposalStatusOf<T>> {
			Self::do_proposals(from, count)
		}
	}
}
