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
//! - **Views.** What a proposal says, where it stands, what it still needs and when it can end.
//!
//! Referenda, conviction voting, preimages, scheduler and treasury do the work; this pallet calls
//! them.
//!
//! ## Pallet API
//!
//! Calls: `propose`, `set_track`, `authorize_upgrade`. View functions: `tracks`, `proposal`,
//! `proposals`. For the runtime: the pallet is the `Tracks` and the `Scheduler` of Referenda, and
//! [`origins`] has one type for each origin.

#![cfg_attr(not(feature = "std"), no_std)]
#![deny(missing_docs)]

extern crate alloc;

pub mod alarms;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
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
			traits::schedule::{
				v3::{Named, TaskName},
				DispatchTime,
			},
			DefaultNoBound,
		},
		frame_system::pallet_prelude::*,
		pallet_parameters, pallet_preimage,
		pallet_referenda::{self, BoundedCallOf, PalletsOriginOf, ReferendumIndex},
		pallet_treasury,
		sp_runtime::traits::Dispatchable,
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
			RuntimeCall: Dispatchable<PostInfo = PostDispatchInfo>,
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
	}

	/// The terms that genesis or Root has set, by the number of the track. At most one entry for
	/// each of the nine tracks.
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
