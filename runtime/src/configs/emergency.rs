// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The track `emergency`: its bounds, and the way back for a chain that has lost a third of its
//! validators.

use super::safety;
use crate::{
	constants::time, AccountId, BlockNumber, Governance, Grandpa, Runtime, Staking, Validators,
};
use alloc::vec::Vec;
use pallet_governance::emergency::{CallName, Revive, SetId};
use pallet_validators::liveness::tolerated;
use polkadot_sdk::{
	frame_support::{ensure, parameter_types, traits::Contains},
	frame_system::RawOrigin,
	pallet_grandpa::CurrentSetId,
	pallet_session::SessionManager,
	pallet_staking::{ActiveEra, CurrentEra, MinimumValidatorCount, ValidatorCount},
	sp_runtime::{DispatchError, DispatchResult},
	sp_staking::{EraIndex, SessionIndex},
};

parameter_types! {
	/// The longest pause: longer than the root track takes if nobody opposes, so that a repair
	/// comes before the end.
	pub const LongestPause: BlockNumber = 3 * time::DAYS;
	/// The bounds of the delay of a revival, in blocks. With fewer, the block that announces the
	/// new voters could still be replaced; with more, an era could begin meanwhile whose validators
	/// GRANDPA is not told of.
	pub const RevivalDelays: (BlockNumber, BlockNumber) = (10, 200);
	/// The time from one revival to the next: two epochs of production, long enough to see whether
	/// the first one has helped.
	pub const RevivalRest: BlockNumber = 2 * time::HOURS;
}

/// The calls that no emergency closes: those that always pass, and those with which votes are sent
/// for others.
pub struct AlwaysOpen;

impl Contains<CallName> for AlwaysOpen {
	fn contains(name: &CallName) -> bool {
		match (core::str::from_utf8(&name.pallet), core::str::from_utf8(&name.call)) {
			(Ok("Multisig" | "Proxy" | "Utility"), _) => true,
			(Ok(pallet), Ok(call)) => safety::AlwaysOpen::allows(pallet, call),
			_ => false,
		}
	}
}

/// The revival of finality by an election without the dead.
pub struct Revival;

impl Revive<AccountId, BlockNumber> for Revival {
	fn elect_without(dead: &[AccountId], validator_count: u32) -> Result<EraIndex, DispatchError> {
		use pallet_validators::Error;
		let (dead, present) = Validators::jail_dead(dead)?;
		ensure!(dead > tolerated(present), Error::<Runtime>::TooFewDead);
		let alive = present.saturating_sub(dead).max(1);
		let most = ValidatorCount::<Runtime>::get().min(Validators::eligible_candidates());
		let is_within = (alive..=most).contains(&validator_count);
		ensure!(is_within, Error::<Runtime>::BadValidatorCount);
		MinimumValidatorCount::<Runtime>::mutate(|least| *least = (*least).min(validator_count));
		Staking::set_validator_count(RawOrigin::Root.into(), validator_count)?;
		Staking::force_new_era(RawOrigin::Root.into())?;
		// An era that is planned already has been elected with the dead.
		Ok(CurrentEra::<Runtime>::get().unwrap_or_default().saturating_add(1))
	}

	fn set_id() -> SetId {
		CurrentSetId::<Runtime>::get()
	}

	fn restart_finality(
		set_id: SetId,
		delay: BlockNumber,
		best_finalized: BlockNumber,
	) -> DispatchResult {
		// Nodes drop the sets that were announced and never final; GRANDPA on the chain does not
		// (polkadot-sdk#7363). The set that begins now is the next one for both.
		CurrentSetId::<Runtime>::put(set_id);
		Grandpa::note_stalled(RawOrigin::Root.into(), delay, best_finalized)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_dead(count: u32) -> Vec<AccountId> {
		Validators::make_dead(count)
	}
}

/// The validators' session manager. It tells governance when a session begins: the session pallet
/// tells GRANDPA its validators right after that.
pub struct Sessions;

impl SessionManager<AccountId> for Sessions {
	fn new_session(index: SessionIndex) -> Option<Vec<AccountId>> {
		Validators::new_session(index)
	}

	fn new_session_genesis(index: SessionIndex) -> Option<Vec<AccountId>> {
		Validators::new_session_genesis(index)
	}

	fn start_session(index: SessionIndex) {
		Validators::start_session(index);
		if let Some(era) = ActiveEra::<Runtime>::get() {
			Governance::session_begins(era.index);
		}
	}

	fn end_session(index: SessionIndex) {
		Validators::end_session(index);
	}
}
