// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! BABE, GRANDPA, sessions, authorship, offences and authority discovery.

use crate::{
	configs::emergency::Sessions,
	constants::{money, staking::MAX_ACTIVE_VALIDATORS, time},
	AccountId, Babe, Balance, Balances, Historical, Offences, Runtime, RuntimeCall, RuntimeEvent,
	SessionKeys, Staking, UncheckedExtrinsic, Validators,
};
use pallet_validators::{backers::SlashableBackers, timing};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, ConstU64},
	},
	frame_system::offchain::{CreateBare, CreateTransactionBase},
	pallet_authority_discovery, pallet_authorship, pallet_babe, pallet_grandpa, pallet_offences,
	pallet_session, pallet_staking,
	sp_runtime::traits::{ConvertInto, OpaqueKeys},
	sp_session,
};

parameter_types! {
	/// The deposit for one set of session keys: the keys and an owner entry for each.
	pub const KeyDeposit: Balance = money::deposit(4, 300);
}

/// The time in which an equivocation can be reported: as long as the stake is bonded.
type Longevity = timing::ReportLongevity<Runtime>;

impl pallet_babe::Config for Runtime {
	type EpochDuration = timing::EpochDuration<Runtime>;
	type ExpectedBlockTime = ConstU64<{ time::SLOT_DURATION_MS }>;
	// Sessions end epochs, not the other way round.
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = pallet_session::Pallet<Runtime>;
	// Upstream ships no measured weights for these two; ours come with `scripts/weights`.
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_ACTIVE_VALIDATORS>;
	// A report slashes all of them, on however many pages they are.
	type MaxNominators = SlashableBackers<Self>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem =
		pallet_babe::EquivocationReportSystem<Self, Offences, Historical, Longevity>;
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<MAX_ACTIVE_VALIDATORS>;
	// A report slashes all of them, on however many pages they are.
	type MaxNominators = SlashableBackers<Self>;
	type MaxSetIdSessionEntries = timing::ReportSessions<Runtime>;
	type KeyOwnerProof = sp_session::MembershipProof;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, Longevity>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = (Staking, Validators);
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = Sessions;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	// At most a third is disabled at once, and the worst offenders come first.
	type DisablingStrategy = pallet_session::disabling::UpToLimitWithReEnablingDisablingStrategy;
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = KeyDeposit;
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = pallet_staking::UnitIdentificationOf<Self>;
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Self>;
	type OnOffenceHandler = Staking;
}

impl pallet_authority_discovery::Config for Runtime {
	type MaxAuthorities = ConstU32<MAX_ACTIVE_VALIDATORS>;
}

/// The unsigned transactions with which the node itself reports equivocations.
impl<LocalCall> CreateTransactionBase<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<LocalCall> CreateBare<LocalCall> for Runtime
where
	RuntimeCall: From<LocalCall>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}
