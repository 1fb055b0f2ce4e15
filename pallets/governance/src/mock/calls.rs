// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Calls: how they are sent, and those that tests need most.

use super::*;
use crate::{
	proposing::{Kind, Title},
	Call,
};
use polkadot_sdk::{
	frame_support::traits::schedule::DispatchTime,
	pallet_conviction_voting::{AccountVote, Conviction, Vote},
	sp_runtime::{traits::Dispatchable, DispatchResult},
};

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Makes a call as a transaction does: all of it or nothing.
pub(crate) fn send(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
	call.into().dispatch(origin).map(drop).map_err(|failed| failed.error)
}

/// Returns another byte fee: the track `parameter_admin` decides.
pub(crate) fn byte_fee(fee: Balance) -> RuntimeParameters {
	use dynamic_params::fees::{ByteFee, Parameters};
	RuntimeParameters::Fees(Parameters::ByteFee(ByteFee, Some(fee)))
}

/// Returns another number of silent epochs: the track `staking_admin` decides.
pub(crate) fn offline_epochs(epochs: u32) -> RuntimeParameters {
	use dynamic_params::staking::{OfflineEpochs, Parameters};
	RuntimeParameters::Staking(Parameters::OfflineEpochs(OfflineEpochs, Some(epochs)))
}

/// Returns a value for the parameter that the root track decides on.
pub(crate) fn brake(value: u32) -> RuntimeParameters {
	use dynamic_params::safety::{Brake, Parameters};
	RuntimeParameters::Safety(Parameters::Brake(Brake, Some(value)))
}

/// Returns the deposit for the preimage of a title, in base units.
pub(crate) fn title_deposit(text: &str) -> Balance {
	preimage_deposit(text.len())
}

/// Returns the deposit for a preimage of so many bytes, in base units.
pub(crate) fn preimage_deposit(bytes: usize) -> Balance {
	PREIMAGE_DEPOSIT.saturating_add(bytes as Balance)
}

/// Returns the text as a title.
pub(crate) fn title(text: &str) -> Title {
	Title::truncate_from(text.as_bytes().to_vec())
}

/// Returns a proposal that is enacted as soon as it can be.
pub(crate) fn proposal(text: &str, kind: Kind<Test>) -> Call<Test> {
	Call::propose { title: title(text), kind: Box::new(kind), enact: DispatchTime::After(0) }
}

/// Returns a call that does nothing, with so many bytes in it.
pub(crate) fn remark(bytes: usize) -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![7; bytes] })
}

/// Makes a short proposal on the root track.
pub(crate) fn propose_remark(who: AccountId) -> DispatchResult {
	send(signed(who), proposal("A remark", Kind::Call(Box::new(remark(1)))))
}

/// Votes with so many base units.
pub(crate) fn vote(
	who: AccountId,
	index: u32,
	aye: bool,
	conviction: Conviction,
	balance: Balance,
) -> DispatchResult {
	let vote = AccountVote::Standard { vote: Vote { aye, conviction }, balance };
	send(signed(who), pallet_conviction_voting::Call::<Test>::vote { poll_index: index, vote })
}

/// Casts the vote that passes a referendum.
pub(crate) fn pass(index: u32) -> DispatchResult {
	vote(MAJORITY_HOLDER, index, true, Conviction::Locked1x, MAJORITY)
}
