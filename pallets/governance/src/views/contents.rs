// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The title and the call of a proposal, as far as their preimages are there. Both come from
//! whoever paid for the preimage, so that nothing long or deep is decoded.

use super::status::{ProposalKind, ProposalKindOf};
use crate::{proposing::MAX_TITLE, Call, CallOf, Config};
use alloc::vec::Vec;
use codec::{DecodeLimit, Encode};
use polkadot_sdk::{
	frame_support::{
		traits::{Bounded, QueryPreimage},
		MAX_EXTRINSIC_DEPTH,
	},
	frame_system, pallet_parameters,
	pallet_referenda::{self, BoundedCallOf, MetadataOf, ReferendumIndex},
	pallet_treasury,
	sp_runtime::traits::StaticLookup,
};

/// The longest call that is decoded, in bytes. A batch of four MiB takes a hundred times as much
/// when decoded, more than a view function has; the calls that are told apart here are short.
const DECODED_BYTES: usize = 1_024;

type PreimagesOf<T> = <T as pallet_referenda::Config>::Preimages;

/// Returns the title that the proposer gave, by `propose` or as metadata of the referendum.
pub(super) fn title_of<T: Config>(index: ReferendumIndex) -> Option<Vec<u8>> {
	let hash = MetadataOf::<T>::get(index)?;
	let length = <PreimagesOf<T> as QueryPreimage>::len(&hash)?;
	if length > MAX_TITLE {
		return None;
	}
	let title = fetch::<T>(&hash, Some(length))?;
	core::str::from_utf8(&title).is_ok().then_some(title)
}

/// Returns the kind of a proposal, by its call.
pub(super) fn kind_of<T: Config>(proposal: &BoundedCallOf<T, ()>) -> ProposalKindOf<T> {
	let bytes = match proposal {
		Bounded::Inline(bytes) => Some(bytes.to_vec()),
		Bounded::Lookup { hash, len } => fetch::<T>(hash, Some(*len)),
		Bounded::Legacy { hash, .. } => fetch::<T>(hash, None),
	};
	bytes.map_or(ProposalKind::Unknown, |bytes| kind_of_call::<T>(&bytes))
}

fn fetch<T: Config>(hash: &T::Hash, length: Option<u32>) -> Option<Vec<u8>> {
	let found = <PreimagesOf<T> as QueryPreimage>::fetch(hash, length);
	found.ok().map(|bytes| bytes.into_owned())
}

fn kind_of_call<T: Config>(bytes: &[u8]) -> ProposalKindOf<T> {
	let [pallet, call, ..] = *bytes else {
		return ProposalKind::Unknown;
	};
	let other = ProposalKind::Call { pallet, call };
	if bytes.len() > DECODED_BYTES {
		return other;
	}
	if decode::<CallOf<T>>(bytes).is_none() {
		return ProposalKind::Unknown;
	}
	ours::<T>(bytes)
		.or_else(|| upgrade::<T>(bytes))
		.or_else(|| spend::<T>(bytes))
		.or_else(|| parameter::<T>(bytes))
		.unwrap_or(other)
}

fn ours<T: Config>(bytes: &[u8]) -> Option<ProposalKindOf<T>> {
	match call_in::<CallOf<T>, Call<T>>(bytes)? {
		Call::authorize_upgrade { code_hash } => Some(ProposalKind::Upgrade { code_hash }),
		Call::pause { calls, blocks } => {
			Some(ProposalKind::Pause { calls: calls.into_inner(), blocks })
		},
		Call::safe_mode { blocks } => Some(ProposalKind::SafeMode { blocks }),
		Call::revive { dead, validator_count, delay, best_finalized, set_id } => {
			let dead = dead.into_inner();
			Some(ProposalKind::Revive { dead, validator_count, delay, best_finalized, set_id })
		},
		_ => None,
	}
}

fn upgrade<T: Config>(bytes: &[u8]) -> Option<ProposalKindOf<T>> {
	match call_in::<<T as frame_system::Config>::RuntimeCall, frame_system::Call<T>>(bytes)? {
		frame_system::Call::authorize_upgrade { code_hash } => {
			Some(ProposalKind::Upgrade { code_hash })
		},
		_ => None,
	}
}

fn spend<T: Config>(bytes: &[u8]) -> Option<ProposalKindOf<T>> {
	match call_in::<CallOf<T>, pallet_treasury::Call<T>>(bytes)? {
		pallet_treasury::Call::spend_local { amount, beneficiary } => {
			let beneficiary = T::Lookup::lookup(beneficiary).ok()?;
			Some(ProposalKind::Spend { amount, beneficiary })
		},
		_ => None,
	}
}

fn parameter<T: Config>(bytes: &[u8]) -> Option<ProposalKindOf<T>> {
	match call_in::<CallOf<T>, pallet_parameters::Call<T>>(bytes)? {
		pallet_parameters::Call::set_parameter { key_value } => {
			Some(ProposalKind::Parameter(key_value))
		},
		_ => None,
	}
}

/// Returns the call of one pallet that the bytes of a runtime call stand for. `None` if it is no
/// call of that pallet: then its bytes would not be the same again among the calls of the runtime.
fn call_in<RuntimeCall, PalletCall>(bytes: &[u8]) -> Option<PalletCall>
where
	PalletCall: DecodeLimit + Clone,
	RuntimeCall: From<PalletCall> + Encode,
{
	let call = decode::<PalletCall>(bytes.get(1..)?)?;
	(RuntimeCall::from(call.clone()).encode() == bytes).then_some(call)
}

fn decode<C: DecodeLimit>(mut bytes: &[u8]) -> Option<C> {
	C::decode_with_depth_limit(MAX_EXTRINSIC_DEPTH, &mut bytes).ok()
}
