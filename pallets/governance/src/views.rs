// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The answers for clients that ask about proposals and tracks. A proposal is a referendum, however
//! it was submitted.

mod contents;
mod outlook;
mod status;

pub use status::*;

use crate::{alarms::ReferendaCallOf, tracks::Track, BalanceOf, Config, Pallet};
use alloc::vec::Vec;
use codec::Encode;
use outlook::Outlook;
use polkadot_sdk::{
	frame_support::traits::schedule::v3::Named,
	frame_system::{self, pallet_prelude::BlockNumberFor},
	pallet_referenda::{
		self, DecidingCount, Deposit, PalletsOriginOf, ReferendumCount, ReferendumIndex,
		ReferendumInfo, ReferendumInfoFor, ReferendumStatusOf, TrackQueue, TracksInfo,
	},
	sp_io::hashing::blake2_256,
	sp_runtime::traits::{One, SaturatedConversion, Saturating},
};

/// The most proposals that one answer lists.
pub const PAGE_LIMIT: u32 = 50;

/// The name of an enactment at the scheduler, as Referenda makes it: the part before the index.
const ENACTMENT: ([u8; 8], &str) = (*b"assembly", "enactment");

type DepositOf<T> = Deposit<<T as frame_system::Config>::AccountId, BalanceOf<T>>;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_tracks() -> Vec<TrackStatusOf<T>> {
		Track::ALL
			.into_iter()
			.map(|track| TrackStatus {
				track,
				id: track.id(),
				name: track.name().as_bytes().to_vec(),
				terms: Self::terms(track),
				deciding: DecidingCount::<T>::get(track.id()),
				waiting: TrackQueue::<T>::decode_len(track.id()).unwrap_or(0).saturated_into(),
			})
			.collect()
	}

	pub(crate) fn do_proposals(from: ReferendumIndex, count: u32) -> Vec<ProposalStatusOf<T>> {
		let Some(newest) = ReferendumCount::<T>::get().checked_sub(1) else {
			return Vec::new();
		};
		(0..=from.min(newest))
			.rev()
			.take(count.min(PAGE_LIMIT).saturated_into())
			.filter_map(Self::do_proposal)
			.collect()
	}

	pub(crate) fn do_proposal(index: ReferendumIndex) -> Option<ProposalStatusOf<T>> {
		use ProposalState::{Approved, Cancelled, Killed, Rejected, TimedOut};
		let status = match ReferendumInfoFor::<T>::get(index)? {
			ReferendumInfo::Ongoing(status) => return Self::ongoing(index, &status),
			ReferendumInfo::Approved(at, deposit, _) => ProposalStatus {
				enacted: Self::enactment(index),
				..Self::ended(index, Approved { at }, deposit)
			},
			ReferendumInfo::Rejected(at, deposit, _) => {
				Self::ended(index, Rejected { at }, deposit)
			},
			ReferendumInfo::Cancelled(at, deposit, _) => {
				Self::ended(index, Cancelled { at }, deposit)
			},
			ReferendumInfo::TimedOut(at, deposit, _) => {
				Self::ended(index, TimedOut { at }, deposit)
			},
			ReferendumInfo::Killed(at) => Self::ended(index, Killed { at }, None),
		};
		Some(status)
	}

	fn ongoing(
		index: ReferendumIndex,
		status: &ReferendumStatusOf<T, ()>,
	) -> Option<ProposalStatusOf<T>> {
		let track = <T as pallet_referenda::Config>::Tracks::info(status.track)?;
		let outlook = Outlook::<T>::new(index, status, &track);
		let can_end = outlook.can_end();
		Some(ProposalStatus {
			index,
			title: contents::title_of::<T>(index),
			proposer: Some(status.submission_deposit.who.clone()),
			kind: contents::kind_of::<T>(&status.proposal),
			track: Some(status.track),
			state: outlook.state(),
			votes: Some(outlook.votes()),
			can_end,
			ends: outlook.ends(),
			enacted: can_end.map(|end| outlook.enactment_after(end)),
		})
	}

	fn ended(
		index: ReferendumIndex,
		state: ProposalState<BlockNumberFor<T>>,
		submission_deposit: Option<DepositOf<T>>,
	) -> ProposalStatusOf<T> {
		ProposalStatus {
			index,
			title: contents::title_of::<T>(index),
			proposer: submission_deposit.map(|deposit| deposit.who),
			kind: ProposalKind::Unknown,
			track: None,
			state,
			votes: None,
			can_end: None,
			ends: None,
			enacted: None,
		}
	}

	/// Returns the block in which the call of an approved proposal is to be made. `None` if it is
	/// not scheduled.
	fn enactment(index: ReferendumIndex) -> Option<BlockNumberFor<T>> {
		let (id, what) = ENACTMENT;
		<<T as pallet_referenda::Config>::Scheduler as Named<
			BlockNumberFor<T>,
			ReferendaCallOf<T>,
			PalletsOriginOf<T>,
		>>::next_dispatch_time((id, what, index).using_encoded(blake2_256))
		.ok()
		// One that found no room in its block is still to come.
		.map(|block| block.max(Self::now().saturating_add(One::one())))
	}
}
