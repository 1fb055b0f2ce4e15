// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Safe mode, paused calls and multi-block migrations: what keeps the chain repairable by vote.

use crate::{
	constants::{block, time},
	AccountId, Balance, Balances, BlockNumber, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeHoldReason, SafeMode,
};
use polkadot_sdk::{
	frame_support::{
		migrations::{FailedMigrationHandler, FailedMigrationHandling},
		parameter_types,
		traits::{ConstU32, Contains, GetCallMetadata, SafeMode as SafeModeSwitch},
		weights::Weight,
	},
	frame_system::{EnsureRoot, EnsureRootWithSuccess},
	pallet_migrations, pallet_multisig, pallet_proxy, pallet_safe_mode,
	pallet_tx_pause::{self, RuntimeCallNameOf},
	pallet_utility,
	sp_runtime::Perbill,
};

/// The pallets whose calls pass in safe mode and can never be paused: consensus, sessions, staking
/// and governance. Timestamp is an inherent: without it no block can be built.
const ALWAYS_OPEN_PALLETS: [&str; 16] = [
	"Timestamp",
	"Babe",
	"Grandpa",
	"Session",
	"Staking",
	"Validators",
	"VoterList",
	"Preimage",
	"Scheduler",
	"Referenda",
	"ConvictionVoting",
	"Governance",
	"Parameters",
	"SafeMode",
	"TxPause",
	"MultiBlockMigrations",
];

/// The calls of System that bring a voted upgrade in.
const ALWAYS_OPEN_SYSTEM_CALLS: [&str; 5] = [
	"authorize_upgrade",
	"authorize_upgrade_without_checks",
	"apply_authorized_upgrade",
	"set_code",
	"set_code_without_checks",
];

/// The calls that always pass: in safe mode, and they can never be paused.
pub struct AlwaysOpen;

impl AlwaysOpen {
	/// Tells whether the call with this name always passes.
	pub fn allows(pallet: &str, call: &str) -> bool {
		ALWAYS_OPEN_PALLETS.contains(&pallet)
			|| (pallet == "System" && ALWAYS_OPEN_SYSTEM_CALLS.contains(&call))
	}
}

impl Contains<RuntimeCall> for AlwaysOpen {
	fn contains(call: &RuntimeCall) -> bool {
		let metadata = call.get_call_metadata();
		Self::allows(metadata.pallet_name, metadata.function_name)
	}
}

impl Contains<RuntimeCallNameOf<Runtime>> for AlwaysOpen {
	fn contains((pallet, call): &RuntimeCallNameOf<Runtime>) -> bool {
		match (core::str::from_utf8(pallet), core::str::from_utf8(call)) {
			(Ok(pallet), Ok(call)) => Self::allows(pallet, call),
			_ => false,
		}
	}
}

/// The calls that pass in safe mode: those that always do, and those that carry others, so that
/// batches, proxies and multisignature accounts can vote. The carriers can be paused.
pub struct OpenInSafeMode;

impl OpenInSafeMode {
	/// Tells whether a call does nothing but carry another one, now or later.
	///
	/// A call inside passes through the base call filter again, hence through safe mode: batches
	/// hand on their sender's origin, which has the filter; proxies and multisignatures dispatch
	/// with a new one, which gets it. Not here: `dispatch_as`, `dispatch_as_fallible` and
	/// `with_weight` of Utility, which go around the filter. They are root's, whom no filter stops.
	fn is_carrier(call: &RuntimeCall) -> bool {
		use pallet_multisig::Call as Multisig;
		use pallet_proxy::Call as Proxy;
		use pallet_utility::Call as Utility;
		matches!(
			call,
			RuntimeCall::Utility(
				Utility::batch { .. }
					| Utility::batch_all { .. }
					| Utility::force_batch { .. }
					| Utility::if_else { .. }
					| Utility::as_derivative { .. }
			) | RuntimeCall::Multisig(
				Multisig::as_multi { .. }
					| Multisig::as_multi_threshold_1 { .. }
					| Multisig::approve_as_multi { .. }
					| Multisig::cancel_as_multi { .. }
			) | RuntimeCall::Proxy(
				Proxy::proxy { .. }
					| Proxy::proxy_announced { .. }
					| Proxy::announce { .. }
					| Proxy::remove_announcement { .. }
					| Proxy::reject_announcement { .. }
			)
		)
	}
}

impl Contains<RuntimeCall> for OpenInSafeMode {
	fn contains(call: &RuntimeCall) -> bool {
		AlwaysOpen::contains(call) || Self::is_carrier(call)
	}
}

parameter_types! {
	/// The time for which one decision to enter or extend safe mode holds, in blocks.
	pub const SafeModeDuration: BlockNumber = time::DAYS;
	/// The deposit for entering safe mode: none, since nobody enters it by paying.
	pub const NoDeposit: Option<Balance> = None;
	/// The time after which such a deposit could be released: none is taken.
	pub const NoRelease: Option<BlockNumber> = None;
}

impl pallet_safe_mode::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = OpenInSafeMode;
	type EnterDuration = SafeModeDuration;
	type ExtendDuration = SafeModeDuration;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = EnsureRootWithSuccess<AccountId, SafeModeDuration>;
	type ForceExtendOrigin = EnsureRootWithSuccess<AccountId, SafeModeDuration>;
	type ForceExitOrigin = EnsureRoot<AccountId>;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = pallet_safe_mode::weights::SubstrateWeight<Runtime>;
}

impl pallet_tx_pause::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PauseOrigin = EnsureRoot<AccountId>;
	type UnpauseOrigin = EnsureRoot<AccountId>;
	type WhitelistedCalls = AlwaysOpen;
	type MaxNameLen = ConstU32<256>;
	type WeightInfo = pallet_tx_pause::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// The weight that migrations get: half of a block.
	pub MigrationWeight: Weight = block::share(Perbill::from_percent(50));
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = crate::migrations::MultiBlockMigrations;
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	type FailedMigrationHandler = SafeModeThenUnstuck;
	type MaxServiceWeight = MigrationWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}

/// The handler of a failed migration: only the calls in [`OpenInSafeMode`] pass after it, until a
/// vote repairs the chain.
///
/// Upstream's handler enters safe mode too, but keeps the migration stuck, and then inherents alone
/// pass: no vote could ever repair it (polkadot-sdk#12921).
pub struct SafeModeThenUnstuck;

impl FailedMigrationHandler for SafeModeThenUnstuck {
	fn failed(_migration: Option<u32>) -> FailedMigrationHandling {
		let closed = if <SafeMode as SafeModeSwitch>::is_entered() {
			<SafeMode as SafeModeSwitch>::extend(BlockNumber::MAX)
		} else {
			<SafeMode as SafeModeSwitch>::enter(BlockNumber::MAX)
		};
		match closed {
			Ok(()) => FailedMigrationHandling::ForceUnstuck,
			Err(_) => FailedMigrationHandling::KeepStuck,
		}
	}
}
