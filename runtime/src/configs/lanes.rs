// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The lane of every call. Every pallet is named: a new one does not compile until it has its lane.

use crate::{AccountId, Hashing, Runtime, RuntimeCall, System};
use batara_primitives::lanes::Lane;
use codec::Encode;
use core::slice;
use pallet_fee_policy::profile::{CallPart, InspectCall};
use polkadot_sdk::{
	frame_support::{dispatch::GetDispatchInfo, traits::Contains},
	frame_system, pallet_contracts, pallet_multisig, pallet_proxy, pallet_utility,
	sp_runtime::{traits::Hash as _, MultiAddress},
};

type BaseCallFilter = <Runtime as frame_system::Config>::BaseCallFilter;

/// The lanes of this runtime's calls.
pub struct CallLanes;

impl InspectCall<RuntimeCall, AccountId> for CallLanes {
	fn part(call: &RuntimeCall) -> CallPart<'_, RuntimeCall, AccountId> {
		match call {
			RuntimeCall::Utility(call) => in_utility(call),
			RuntimeCall::Multisig(
				pallet_multisig::Call::as_multi_threshold_1 { call, .. }
				| pallet_multisig::Call::as_multi { call, .. },
			)
			| RuntimeCall::Proxy(
				pallet_proxy::Call::proxy { call, .. }
				| pallet_proxy::Call::proxy_announced { call, .. },
			) => CallPart::Wraps(slice::from_ref(&**call)),
			RuntimeCall::Contracts(pallet_contracts::Call::call {
				dest: MultiAddress::Id(contract),
				..
			}) => CallPart::ToContract(contract.clone()),
			plain => CallPart::Of(lane_of(plain)),
		}
	}

	fn weight(call: &RuntimeCall) -> u64 {
		call.get_dispatch_info().call_weight.ref_time()
	}

	/// Names the operational calls that need no room in a lane, each with its reason. The others
	/// need room like any call: they are root's, and whoever signs one fails.
	fn repairs_chain(call: &RuntimeCall) -> bool {
		match call {
			// The code that governance has voted for: a full block must not keep a repair out. It
			// can be applied once, and another code is no repair.
			RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { code }) => {
				let hash = Hashing::hash(code);
				// Upstream keeps the fields private; the hash is the first.
				System::authorized_upgrade().is_some_and(|voted| {
					voted.using_encoded(|voted| voted.starts_with(hash.as_ref()))
				})
			},
			_ => false,
		}
	}

	fn declined_sponsor(call: &RuntimeCall) -> Option<AccountId> {
		match call {
			// A call that is paused or closed by safe mode would end nothing, and charge its
			// sponsor.
			RuntimeCall::FeePolicy(pallet_fee_policy::Call::decline {
				sponsor: MultiAddress::Id(sponsor),
			}) if BaseCallFilter::contains(call) => Some(sponsor.clone()),
			_ => None,
		}
	}
}

fn in_utility(call: &pallet_utility::Call<Runtime>) -> CallPart<'_, RuntimeCall, AccountId> {
	use pallet_utility::Call;
	match call {
		Call::batch { calls } | Call::batch_all { calls } | Call::force_batch { calls } => {
			CallPart::Wraps(calls)
		},
		Call::as_derivative { call, .. }
		| Call::dispatch_as { call, .. }
		| Call::dispatch_as_fallible { call, .. }
		| Call::with_weight { call, .. } => CallPart::Wraps(slice::from_ref(&**call)),
		Call::if_else { main, fallback } => CallPart::WrapsTwo(main, fallback),
		Call::__Ignore(..) => CallPart::Of(Lane::Other),
	}
}

fn lane_of(call: &RuntimeCall) -> Lane {
	match call {
		RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { .. }) => {
			Lane::Governance
		},
		RuntimeCall::Babe(_)
		| RuntimeCall::Grandpa(_)
		| RuntimeCall::NominationPools(_)
		| RuntimeCall::Session(_)
		| RuntimeCall::Staking(_)
		| RuntimeCall::Timestamp(_)
		| RuntimeCall::Validators(_)
		| RuntimeCall::VoterList(_) => Lane::Operations,
		RuntimeCall::Bounties(_)
		| RuntimeCall::ChildBounties(_)
		| RuntimeCall::ConvictionVoting(_)
		| RuntimeCall::Governance(_)
		| RuntimeCall::MultiBlockMigrations(_)
		| RuntimeCall::Parameters(_)
		| RuntimeCall::Preimage(_)
		| RuntimeCall::Referenda(_)
		| RuntimeCall::SafeMode(_)
		| RuntimeCall::Scheduler(_)
		| RuntimeCall::Treasury(_)
		| RuntimeCall::TxPause(_) => Lane::Governance,
		RuntimeCall::Accounts(_)
		| RuntimeCall::Assets(_)
		| RuntimeCall::Balances(_)
		| RuntimeCall::FeePolicy(_)
		| RuntimeCall::Vesting(_) => Lane::Payments,
		RuntimeCall::Contracts(_) => Lane::Contracts,
		RuntimeCall::Identity(_)
		| RuntimeCall::Multisig(_)
		| RuntimeCall::Proxy(_)
		| RuntimeCall::System(_)
		| RuntimeCall::Utility(_) => Lane::Other,
	}
}
