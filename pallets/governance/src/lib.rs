// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! # Governance
//!
//! The tracks and origins of referenda, a proposal in one transaction, and what voters ask.
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
//! - **Emergencies.** What the quick track `emergency` can do: see [`emergency`].
//! - **Views.** What a proposal says, where it stands, what it still needs and when it can end.
//!
//! Referenda, conviction voting, preimages, scheduler and treasury do the work; this pallet calls
//! them.
//!
//! ## Pallet API
//!
//! Calls: `propose`, `set_track`, `authorize_upgrade`, `pause`, `resume`, `safe_mode`, `revive`. View functions: `tracks`, `proposal`,
//! `proposals`. For the runtime: the pallet is the `Tracks` and the `Scheduler` of Referenda and a
//! part of the base call filter, and [`origins`] has one type for each origin.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

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
type OuterOrigin<T> = <T as frame_system::Config>::RuntimeOrigin;
/// The terms of a track in this runtime.
pub type TermsOf<T> = tracks::Terms<BalanceOf<T>, BlockNumberFor<T>>;

#[polkadot_sdk::frame_support::pallet]
pub mod pallet {
	use super::*;
	use crate::{
		alarms::CallOf,
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

	/// What the runtime provides.
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

		/// Who may authorize a new runtime.
		type UpgradeOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// What one referendum of a spender track takes from the treasury at most.
		#[pallet::constant]
		type SpendLimits: Get<SpendLimits<BalanceOf<Self>>>;

		/// Which track decides on a parameter. Its origin must be the one that may set it.
		type ParameterTrack: ParameterTrack<ParameterKeyOf<Self>>;

		/// The terms of the tracks that neither genesis nor Root has set.
		type DefaultTerms: DefaultTerms<BalanceOf<Self>, BlockNumberFor<Self>>;

		/// Makes the calls of approved referenda.
		type Enactments: Named<
			BlockNumberFor<Self>,
			CallOf<Self>,
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

		/// Closes all but what has to stay open.
		type SafeMode: SafeMode<BlockNumber = BlockNumberFor<Self>>;

		/// Elects without the dead, and has finality begin anew.
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

		/// The weight of a block that alarms may take.
		#[pallet::constant]
		type AlarmRoom: Get<Weight>;

		/// The weights of this pallet.
		type WeightInfo: WeightInfo;
	}

	/// Who acts when a referendum is enacted: the track it passed on. The root track acts with the
	/// root origin.
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
		/// May authorize a new runtime.
		#[codec(index = 0)]
		Upgrader,
		/// May set the parameters of fees and contracts.
		#[codec(index = 1)]
		ParameterAdmin,
		/// May set the parameters of staking, and what staking leaves to its administrator.
		#[codec(index = 2)]
		StakingAdmin,
		/// May spend from the treasury, little at a time.
		#[codec(index = 3)]
		SmallSpender,
		/// May spend more.
		#[codec(index = 4)]
		MediumSpender,
		/// May spend much.
		#[codec(index = 5)]
		BigSpender,
		/// May cancel a referendum; its deposits are given back.
		#[codec(index = 6)]
		Canceller,
		/// May kill a referendum; its deposits are slashed.
		#[codec(index = 7)]
		Killer,
		/// May close calls for a while, and bring finality back.
		#[codec(index = 8)]
		Emergency,
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(super) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Somebody proposed something; one can vote from now on.
		Proposed {
			/// The index of the referendum.
			index: ReferendumIndex,
			/// Who. The deposits are taken from this account.
			proposer: T::AccountId,
			/// The track that decides.
			track: Track,
			/// The title, in UTF-8.
			title: Title,
		},
		/// A track has other terms from now on.
		TrackChanged {
			/// Which.
			track: Track,
			/// Its deposit in base units, its periods in blocks, and the shares that pass.
			terms: TermsOf<T>,
		},
		/// A referendum was approved, and its call will not be made: no block had a place for it.
		/// Propose it again.
		CallLost {
			/// The name of the call in the scheduler.
			name: TaskName,
			/// Why.
			error: DispatchError,
		},
		/// These calls are refused from the next transaction on.
		Paused {
			/// Which.
			calls: CallNames,
			/// The first block in which they are open again.
			until: BlockNumberFor<T>,
		},
		/// These calls are open again, before the end of their pause.
		Resumed {
			/// Which.
			calls: CallNames,
		},
		/// Only votes, staking and what keeps the chain running pass from now on: payments, contracts
		/// and all else are refused.
		SafeModeEntered {
			/// The first block in which all is open again.
			until: BlockNumberFor<T>,
		},
		/// An election without the validators that are dead takes place at the end of this epoch.
		RevivalBegan {
			/// The stashes of the dead. They are no candidates any more.
			dead: Stashes<T::AccountId>,
			/// How many validators are elected from now on.
			validator_count: u32,
			/// The era for which the first of them are elected.
			era: EraIndex,
		},
		/// The validators of a revival have taken over, and soon vote on finality anew.
		FinalityRestarts {
			/// The block from which on they vote.
			at: BlockNumberFor<T>,
			/// The block on which their votes build.
			best_finalized: BlockNumberFor<T>,
		},
		/// The validators of a revival have taken over, and finality could not begin anew.
		RevivalFailed {
			/// Why.
			error: DispatchError,
		},
	}

	/// Why a call failed.
	#[pallet::error]
	pub enum Error<T> {
		/// The title is empty, or nothing but white space.
		EmptyTitle,
		/// The title is no valid UTF-8.
		TitleNotText,
		/// A track must decide at least one referendum at a time.
		NothingDecided,
		/// Decision and confirmation last at least one block.
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
		/// Something was to be scheduled that is no alarm of a referendum.
		NotAnAlarm,
		/// A pause names no call.
		NothingToPause,
		/// There is no such call. Pallets and calls are named as in the metadata: `Contracts` and
		/// `call`, for example.
		NoSuchCall,
		/// The call can never be paused: consensus, staking or votes need it.
		AlwaysOpen,
		/// Something is closed for at least one block, and is open again `longestPause` blocks after
		/// the first call was closed, at the latest.
		BadDuration,
		/// Calls were closed a short time ago: nothing can be closed for as long as they were. The
		/// next revival is possible `revivalRest` blocks after the last one.
		Rests,
		/// An emergency has paused the call already.
		AlreadyPaused,
		/// An emergency pauses 64 calls at most.
		TooManyPaused,
		/// The call is not paused by an emergency. A pause of the root track ends with
		/// `txPause.unpause`.
		NotPaused,
		/// The chain is in safe mode already.
		InSafeMode,
		/// The delay of a revival is not within the constant `revivalDelays`.
		BadDelay,
		/// The block that was final last is still to come.
		NotYetABlock,
		/// After the block that was final last, another set of validators votes on finality. Ask a
		/// validator that is alive for both (`grandpa_roundState` tells the set).
		WrongSet,
		/// No election has taken place in the two sessions of a revival.
		NoElection,
	}

	/// The terms that genesis or Root has set, by the number of the track. At most one entry for
	/// each of the ten tracks.
	// Twox: nobody chooses a key.
	#[pallet::storage]
	pub type TrackTerms<T: Config> = StorageMap<_, Twox64Concat, TrackId, TermsOf<T>>;

	/// The alarms of referenda, by the block in which they go off and their number, big-endian: calls
	/// that Referenda makes as Root. Each referendum that has not ended has at most one, each track as
	/// many as referenda of it ended in the last blocks.
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

	/// The number of the last alarm that was set. It begins anew after 4,294,967,295.
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

	/// The sets of GRANDPA voters that were announced, each with the block that announced the next
	/// one. The last 256.
	#[pallet::storage]
	pub type FinalitySets<T: Config> =
		StorageValue<_, BoundedVec<(BlockNumberFor<T>, SetId), ConstU32<MAX_SETS>>, ValueQuery>;

	/// The revival whose era is still to come.
	#[pallet::storage]
	pub type Revival<T: Config> = StorageValue<_, PendingRevival<BlockNumberFor<T>>>;

	/// The first block in which the next revival can begin.
	#[pallet::storage]
	pub type RevivalRests<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// What a chain is launched with.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The terms of tracks. One that is not named has the terms of production.
		pub tracks: Vec<(Track, TermsOf<T>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (track, terms) in &self.tracks {
				let name = track.name();
				let checked = Pallet::<T>::check_terms(terms);
				assert!(checked.is_ok(), "the genesis terms of {name} are refused: {checked:?}");
				assert!(
					!TrackTerms::<T>::contains_key(track.id()),
					"the genesis has the terms of {name} twice"
				);
				TrackTerms::<T>::insert(track.id(), terms);
			}
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			Self::ring(now)
		}

		#[cfg(feature = "std")]
		fn integrity_test() {
			for track in Track::ALL {
				let checked = Self::check_terms(&T::DefaultTerms::of(track));
				assert!(checked.is_ok(), "the default terms of {track:?} are refused: {checked:?}");
			}
			let SpendLimits { small, medium, big } = T::SpendLimits::get();
			// The treasury tells spenders apart by their limits.
			assert!(small < medium && medium < big, "the limits of spenders do not rise");
			let nudge = pallet_referenda::Call::<T>::nudge_referendum { index: 0 };
			let one_fewer =
				pallet_referenda::Call::<T>::one_fewer_deciding { track: Track::Root.id() };
			let alarm = <T as Config>::WeightInfo::alarms()
				.saturating_add(<T as Config>::WeightInfo::alarm())
				.saturating_add(nudge.get_dispatch_info().call_weight)
				.saturating_add(one_fewer.get_dispatch_info().call_weight);
			assert!(alarm.all_lte(T::AlarmRoom::get()), "no alarm fits into its room");
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
		/// Propose something to the holders of BTR. All of it happens, or nothing: the referendum
		/// is submitted on the track that decides on it, its decision deposit is placed, and the
		/// title and a long call are stored.
		///
		/// - `title`: what it is about, in at most 128 bytes of UTF-8.
		/// - `kind`: what happens if it passes.
		/// - `enact`: when. If that is before the track's enactment period is over, at its end.
		///
		/// On hold in your account: `referenda.submissionDeposit`, the decision deposit of the
		/// track (see the view function `tracks`), and the deposits for the preimages of the title
		/// and of a call of more than 128 bytes; nothing for a preimage that is there already,
		/// which whoever noted it can take away. When the referendum has ended,
		/// `referenda.refundDecisionDeposit` gives back the second, if it was approved or cancelled
		/// `referenda.refundSubmissionDeposit` the first; `preimage.unnotePreimage` gives back the
		/// others.
		///
		/// If the queue of the track is full, submit it with `referenda.submit`: it can gather ayes
		/// before its decision deposit is placed, and takes the place of the one with the fewest.
		///
		/// Errors: `EmptyTitle`, `TitleNotText`, `TooHeavy` (a call that no block could make),
		/// `Referenda.Full` (the queue of the track), `Preimage.TooBig` (a call of more than 4 MiB),
		/// `Balances.InsufficientBalance` and `Token.FundsUnavailable` (less than the deposits).
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

		/// Change the terms of a track. Root only.
		///
		/// Referenda that run on it follow from their next alarm or vote on: shares and the
		/// decision period at once, the confirmation when it begins anew. Deposits that were placed
		/// stay as they are. Those that wait for their turn begin as others end, not before, even
		/// if more may be decided at a time now; if fewer may, the number falls as the queue is
		/// empty.
		///
		/// Errors: `NothingDecided`, `NoPeriod`, `ConfirmationTooLong`, `PeriodTooLong`,
		/// `PreparationTooLong`, `BadSlope`, `MinorityDecides`.
		#[pallet::call_index(1)]
		pub fn set_track(origin: OriginFor<T>, track: Track, terms: TermsOf<T>) -> DispatchResult {
			ensure_root(origin)?;
			Self::do_set_track(track, terms)
		}

		/// Authorize the runtime with this code hash. Anybody can then send its code with
		/// `system.applyAuthorizedUpgrade`; the name of the runtime must be the same and its
		/// version higher. It replaces what was authorized before.
		#[pallet::call_index(2)]
		pub fn authorize_upgrade(origin: OriginFor<T>, code_hash: T::Hash) -> DispatchResult {
			T::UpgradeOrigin::ensure_origin(origin)?;
			frame_system::Pallet::<T>::do_authorize_upgrade(code_hash, true);
			Ok(())
		}

		/// Refuse calls for a number of blocks. The track `emergency` decides.
		///
		/// It ends by itself. Then the track can close nothing for as long as it had closed anything.
		/// Calls of consensus, sessions, staking and governance cannot be paused, nor batches, proxies
		/// and multisignatures; calls inside of those, and of contracts, are refused as well.
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

		/// Open calls again that `pause` has closed. The track `emergency` decides, or Root.
		///
		/// Errors: `NotPaused`.
		#[pallet::call_index(4)]
		#[pallet::weight(<T as Config>::WeightInfo::resume(calls.len().saturated_into()))]
		pub fn resume(origin: OriginFor<T>, calls: CallNames) -> DispatchResult {
			T::EmergencyOrigin::ensure_origin(origin)?;
			Self::do_resume(calls)
		}

		/// Enter safe mode for a number of blocks: only consensus, sessions, staking and governance
		/// go on. The track `emergency` decides.
		///
		/// It ends by itself. Then the track can close nothing for as long. A vote of the root track
		/// ends it earlier with `safeMode.forceExit`, or prolongs it with `safeMode.forceExtend`.
		///
		/// Errors: `BadDuration`, `Rests`, `InSafeMode`.
		#[pallet::call_index(5)]
		pub fn safe_mode(origin: OriginFor<T>, blocks: BlockNumberFor<T>) -> DispatchResult {
			T::EmergencyOrigin::ensure_origin(origin)?;
			Self::do_safe_mode(blocks)
		}

		/// Bring finality back after the loss of a third of the validators or more. The track
		/// `emergency` decides.
		///
		/// In this order: those in `dead` are jailed, no candidates until one election has taken place
		/// without them; `validator_count` are elected from now on, and staking's minimum is no higher
		/// than that; an election takes place at the end of this epoch; and when the elected take
		/// over, one epoch later, GRANDPA is told to begin anew with them, `delay` blocks after that.
		/// Keep the dead switched off until then. If there is no election in two epochs, it is given
		/// up.
		///
		/// - `dead`: the stashes of validators of the present set: so many that finality cannot go on
		///   without them. None of them may have authored a block in this epoch, or lately; those that
		///   have left the set are ignored.
		/// - `validator_count`: at least as many as are alive, and no more than staking elects now.
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
		/// All tracks: their terms, and how busy they are.
		pub fn tracks() -> Vec<TrackStatusOf<T>> {
			Self::do_tracks()
		}

		/// The proposal, that is, the referendum with this index.
		pub fn proposal(index: ReferendumIndex) -> Option<ProposalStatusOf<T>> {
			Self::do_proposal(index)
		}

		/// The proposals from index `from` downwards, the newest first; at most 50. For the newest
		/// of all begin with 4,294,967,295.
		pub fn proposals(from: ReferendumIndex, count: u32) -> Vec<ProposalStatusOf<T>> {
			Self::do_proposals(from, count)
		}
	}
}
