// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls that stay open in an emergency, and the elections after one.

use super::*;
use crate::emergency::{CallName, Revive};
use polkadot_sdk::{
	frame_support::{
		ensure,
		traits::{Contains, GetCallMetadata},
	},
	sp_runtime::{DispatchError, DispatchResult},
};

/// The pallets that stay open: those of votes, proposals and safe mode.
pub struct VotesAndTime;

impl VotesAndTime {
	fn has(pallet: &[u8]) -> bool {
		[&b"ConvictionVoting"[..], b"Governance", b"SafeMode"].contains(&pallet)
	}
}

impl Contains<CallName> for VotesAndTime {
	fn contains(name: &CallName) -> bool {
		Self::has(&name.pallet)
	}
}

impl Contains<RuntimeCall> for VotesAndTime {
	fn contains(call: &RuntimeCall) -> bool {
		Self::has(call.get_call_metadata().pallet_name.as_bytes())
	}
}

/// The elections, in which account 99 is dead and nobody else. The next era is number 7.
pub struct Elections;

impl Revive<AccountId, BlockNumber> for Elections {
	fn elect_without(dead: &[AccountId], _validator_count: u32) -> Result<u32, DispatchError> {
		ensure!(dead.iter().all(|who| *who == DEAD), DispatchError::Unavailable);
		Ok(7)
	}

	fn set_id() -> SetId {
		PresentSet::get()
	}

	fn restart_finality(
		set_id: SetId,
		delay: BlockNumber,
		best_finalized: BlockNumber,
	) -> DispatchResult {
		ensure!(delay != FAILING_DELAY, DispatchError::Exhausted);
		PresentSet::set(set_id);
		Restarts::mutate(|restarts| restarts.push((delay, best_finalized)));
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_dead(count: u32) -> Vec<AccountId> {
		vec![DEAD; count as usize]
	}
}
