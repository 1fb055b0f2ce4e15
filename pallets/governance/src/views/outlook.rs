// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The future of a proposal if its votes stay as they are. Referenda looks at one when its alarm
//! goes off, and in the block after each vote.

use super::status::{ProposalState, VoteStatus};
use crate::{BalanceOf, Config};
use polkadot_sdk::{
	frame_support::traits::{Get, VoteTally},
	frame_system::pallet_prelude::BlockNumberFor,
	pallet_conviction_voting,
	pallet_referenda::{
		self, DecidingCount, DecidingStatus, ReferendumIndex, ReferendumStatusOf, TrackInfoOf,
		TrackQueue,
	},
	sp_runtime::{
		traits::{BlockNumberProvider, CheckedDiv, One, SaturatedConversion, Saturating, Zero},
		Perbill,
	},
};

/// A proposal that has not ended, the present terms of its track, and the state of its votes.
pub(super) struct Outlook<'a, T: Config> {
	index: ReferendumIndex,
	status: &'a ReferendumStatusOf<T, ()>,
	track: &'a TrackInfoOf<T>,
	approval: Perbill,
	support: Perbill,
	now: BlockNumberFor<T>,
	/// The block in which Referenda looks at the proposal next.
	next: BlockNumberFor<T>,
}

impl<'a, T: Config> Outlook<'a, T> {
	pub(super) fn new(
		index: ReferendumIndex,
		status: &'a ReferendumStatusOf<T, ()>,
		track: &'a TrackInfoOf<T>,
	) -> Self {
		let now = <T as pallet_referenda::Config>::BlockNumberProvider::current_block_number();
		let soonest = now.saturating_add(One::one());
		Self {
			index,
			status,
			track,
			approval: status.tally.approval(status.track),
			support: status.tally.support(status.track),
			now,
			next: status.alarm.as_ref().map_or(soonest, |(when, _)| soonest.max(*when)),
		}
	}

	pub(super) fn state(&self) -> ProposalState<BlockNumberFor<T>> {
		let status = self.status;
		match &status.deciding {
			Some(DecidingStatus { confirming: Some(end), .. }) => {
				ProposalState::Confirming { until: self.looked_at(*end) }
			},
			Some(DecidingStatus { since, .. }) => {
				ProposalState::Deciding { until: self.decision_end(*since) }
			},
			None if self.waits_for_its_turn() => ProposalState::Waiting { ahead: self.ahead() },
			None if status.decision_deposit.is_none() => {
				let timeout = T::UndecidingTimeout::get();
				ProposalState::NeedsDeposit {
					until: self.looked_at(status.submitted.saturating_add(timeout)),
				}
			},
			None => ProposalState::Preparing { until: self.preparation_end() },
		}
	}

	pub(super) fn votes(&self) -> VoteStatus<BalanceOf<T>> {
		let tally = &self.status.tally;
		let elapsed = self
			.status
			.deciding
			.as_ref()
			.map_or(Zero::zero(), |deciding| self.now.saturating_sub(deciding.since));
		let at = self.progress(elapsed);
		let electorate = <T as pallet_conviction_voting::Config>::MaxTurnout::get();
		VoteStatus {
			ayes: tally.ayes,
			nays: tally.nays,
			support: tally.support,
			turnout: Perbill::from_rational(tally.support.saturating_add(tally.nays), electorate),
			approval: self.approval,
			approval_needed: self.track.min_approval.threshold(at),
			support_share: self.support,
			support_needed: self.track.min_support.threshold(at),
		}
	}

	/// Returns the block in which the proposal is approved. `None` if it cannot pass with these
	/// votes, or waits for a deposit or for its turn.
	pub(super) fn can_end(&self) -> Option<BlockNumberFor<T>> {
		let status = self.status;
		match &status.deciding {
			Some(deciding) => self.approved_in(deciding.since, self.next, deciding.confirming),
			None if self.waits_for_its_turn() || status.decision_deposit.is_none() => None,
			None => {
				let start = self.preparation_end();
				self.approved_in(start, start, None)
			},
		}
	}

	/// Returns the last block in which the proposal can be approved or rejected. `None` if its
	/// decision has not begun.
	pub(super) fn ends(&self) -> Option<BlockNumberFor<T>> {
		let DecidingStatus { since, confirming } = self.status.deciding.as_ref()?;
		let confirmed = |begin: BlockNumberFor<T>| {
			Self::alarm_for(begin.saturating_add(self.track.confirm_period))
		};
		let period_end = Self::alarm_for(since.saturating_add(self.track.decision_period));
		Some(match confirming {
			None => confirmed(self.decision_end(*since)),
			// If it stops passing in its period, it can begin to confirm once more; later it cannot.
			Some(end) if period_end > self.now.saturating_add(One::one()) => {
				self.looked_at(*end).max(confirmed(period_end))
			},
			Some(end) => self.looked_at(*end),
		})
	}

	/// Returns the block in which the call is made if the proposal is approved in block `end`.
	pub(super) fn enactment_after(&self, end: BlockNumberFor<T>) -> BlockNumberFor<T> {
		let delay = self.track.min_enactment_period.max(One::one());
		self.status.enactment.evaluate(end).max(end.saturating_add(delay))
	}

	/// Returns the block in which the proposal is approved if its decision began in block `since`,
	/// Referenda looks at it in block `look`, and a confirmation that has begun already ends in
	/// block `confirming`.
	fn approved_in(
		&self,
		since: BlockNumberFor<T>,
		look: BlockNumberFor<T>,
		confirming: Option<BlockNumberFor<T>>,
	) -> Option<BlockNumberFor<T>> {
		// What is needed only falls: a proposal that passes once goes on doing so.
		let begin = if self.passes(look.saturating_sub(since)) {
			if let Some(end) = confirming {
				return Some(self.looked_at(end));
			}
			look
		} else {
			self.passes_from(since)?
		};
		Some(Self::alarm_for(begin.saturating_add(self.track.confirm_period)))
	}

	/// Returns the block in which Referenda sees the proposal pass for the first time.
	fn passes_from(&self, since: BlockNumberFor<T>) -> Option<BlockNumberFor<T>> {
		let approved = self.track.min_approval.delay(self.approval);
		let supported = self.track.min_support.delay(self.support);
		let elapsed = approved.max(supported).mul_ceil(self.track.decision_period);
		let block = Self::alarm_for(since.saturating_add(elapsed));
		self.passes(block.saturating_sub(since)).then_some(block)
	}

	/// Returns `true` if the votes are enough so many blocks into the decision.
	fn passes(&self, elapsed: BlockNumberFor<T>) -> bool {
		let at = self.progress(elapsed);
		self.track.min_support.passing(at, self.support)
			&& self.track.min_approval.passing(at, self.approval)
	}

	/// Returns the place on the curves so many blocks into the decision.
	fn progress(&self, elapsed: BlockNumberFor<T>) -> Perbill {
		let period = self.track.decision_period;
		Perbill::from_rational(elapsed.min(period), period)
	}

	fn preparation_end(&self) -> BlockNumberFor<T> {
		self.looked_at(self.status.submitted.saturating_add(self.track.prepare_period))
	}

	fn decision_end(&self, since: BlockNumberFor<T>) -> BlockNumberFor<T> {
		self.looked_at(since.saturating_add(self.track.decision_period))
	}

	/// Returns the block in which Referenda sees that block `when` is reached. If the terms have
	/// become shorter, that is later: Referenda does not look before its alarm.
	fn looked_at(&self, when: BlockNumberFor<T>) -> BlockNumberFor<T> {
		Self::alarm_for(when).max(self.next)
	}

	/// Returns the block of the alarm that is set for block `when`.
	fn alarm_for(when: BlockNumberFor<T>) -> BlockNumberFor<T> {
		let interval = T::AlarmInterval::get().max(One::one());
		when.saturating_add(interval.saturating_sub(One::one()))
			.checked_div(&interval)
			.map_or(when, |count| count.saturating_mul(interval))
	}

	/// Returns `true` if the track decides as many proposals as it may, and this one waits: in the
	/// queue, or to try again, if the queue was full of proposals with as many ayes or more.
	fn waits_for_its_turn(&self) -> bool {
		let status = self.status;
		let prepared = status.submitted.saturating_add(self.track.prepare_period);
		let is_ready = status.decision_deposit.is_some() && self.now >= prepared;
		let deciding = DecidingCount::<T>::get(status.track);
		status.in_queue || (is_ready && deciding >= self.track.max_deciding)
	}

	/// Counts the proposals of its track that are decided before it: those further back in the
	/// queue, or all of the queue if it is not in it.
	fn ahead(&self) -> u32 {
		let queue = TrackQueue::<T>::get(self.status.track);
		queue.iter().rev().take_while(|(index, _)| *index != self.index).count().saturated_into()
	}
}
