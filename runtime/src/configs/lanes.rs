// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Which lane each call belongs to. Every pallet is named: a new one does not compile until it has
//! its lane.

use crate::{AccountId, RuntimeCall};
use batara_primitives::lanes::Lane;
use core::slice;
use pallet_fee_policy::lanes::{CallPart, InspectCall};
use polkadot_sdk::{
	frame_support::dispatch::GetDispatchInfo, frame_system, pallet_contracts, pallet_multisig,
	pallet_proxy, pallet_utility, sp_runtime::MultiAddress,
};

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
}

fn in_utility(call: &pallet_utility::Call<crate::Runtime>) -> CallPart<'_, RuntimeCall, AccountId> {
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
		RuntimeCall::ConvictionVoting(_)
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
