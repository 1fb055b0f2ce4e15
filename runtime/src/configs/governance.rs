// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Referenda, their tracks and origins, voting, preimages, the scheduler and the treasury. There is
//! no sudo: the root origin comes from a referendum on the `root` track and from nowhere else.
//! `runtime/tests/powers/table.txt` lists what each origin may do.

use crate::{
	configs::emergency,
	constants::{block, money, time},
	genesis_tracks::ProductionTerms,
	parameters::dynamic_params::fees,
	AccountId, Balance, Balances, BlockNumber, Bounties, Governance, OriginCaller, Preimage,
	Referenda, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin,
	RuntimeParametersKey, SafeMode, Scheduler, System, Treasury,
};
use core::cmp::Ordering;
use pallet_accounts::{CountIncome, TreasurySlashes};
use pallet_governance::{
	origins::{
		EnsureCanceller, EnsureEmergency, EnsureKiller, EnsureParameterAdmin, EnsureSpender,
		EnsureStakingAdmin, EnsureUpgrader, SpendLimits,
	},
	proposing::ParameterTrack,
	tracks::Track,
};
use pallet_validators::timing::EraSlots;
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{
			fungible::HoldConsideration,
			tokens::{PayFromAccount, UnityAssetBalanceConversion},
			ConstU128, ConstU32, EitherOf, EnsureOrigin, EnsureOriginWithArg, EqualPrivilegeOnly,
			Get, LinearStoragePrice, PrivilegeCmp, TotalIssuanceOf,
		},
		weights::Weight,
		PalletId,
	},
	frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureSigned, RawOrigin},
	pallet_conviction_voting, pallet_preimage, pallet_referenda,
	pallet_scheduler::{self, WeightInfo as _},
	pallet_treasury,
	sp_runtime::{traits::AccountIdLookup, Perbill, Permill},
};

parameter_types! {
	/// The deposit for a preimage without its bytes.
	pub const PreimageBaseDeposit: Balance = money::deposit(2, 64);
	/// The deposit for each byte of a preimage.
	pub const PreimageByteDeposit: Balance = money::deposit(0, 1);
	/// The reason by which wallets know the deposit.
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
}

impl pallet_preimage::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_preimage::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, Balance>,
	>;
}

parameter_types! {
	/// The weight of scheduled calls, at most 70 % of a block. Alarms of referenda get 10 %, so
	/// that inherents and votes always fit.
	pub MaximumSchedulerWeight: Weight =
		block::share(Perbill::from_percent(70));
	/// The weight of a block for alarms of referenda: 10 %.
	pub AlarmRoom: Weight = block::share(Perbill::from_percent(10));
	/// The weight that is left for a call when Scheduler has fetched the longest that there can be.
	pub HeaviestScheduledCall: Weight = {
		type Scheduled = <Runtime as pallet_scheduler::Config>::WeightInfo;
		let agenda = <Runtime as pallet_scheduler::Config>::MaxScheduledPerBlock::get();
		MaximumSchedulerWeight::get()
			.saturating_sub(Scheduled::service_agendas_base())
			.saturating_sub(Scheduled::service_agenda_base(agenda))
			.saturating_sub(Scheduled::service_task_fetched(pallet_preimage::MAX_SIZE))
			.saturating_sub(Scheduled::service_task_named())
			.saturating_sub(Scheduled::execute_dispatch_signed())
	};
}

/// The rule that root may cancel what any track has scheduled, and nobody else what another origin
/// has scheduled: a referendum that has passed can still be stopped before its enactment.
pub struct RootOutranks;

impl PrivilegeCmp<OriginCaller> for RootOutranks {
	fn cmp_privilege(left: &OriginCaller, right: &OriginCaller) -> Option<Ordering> {
		let root = OriginCaller::system(RawOrigin::Root);
		match (*left == root, *right == root) {
			(true, false) => Some(Ordering::Greater),
			(false, true) => Some(Ordering::Less),
			_ => EqualPrivilegeOnly::cmp_privilege(left, right),
		}
	}
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	// Referenda schedule their calls without it, with the origin of their track.
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = RootOutranks;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

/// Root, or a referendum of the track `canceller`.
pub type Canceller = EitherOf<EnsureRoot<AccountId>, EnsureCanceller<Runtime>>;
/// Root, or a referendum of the track `emergency`.
pub type Emergency = EitherOf<EnsureRoot<AccountId>, EnsureEmergency<Runtime>>;
/// Root, or a referendum of the track `killer`.
pub type Killer = EitherOf<EnsureRoot<AccountId>, EnsureKiller<Runtime>>;
/// Root, or a referendum of the track `parameter_admin`.
pub type ParameterSetter = EitherOf<EnsureRoot<AccountId>, EnsureParameterAdmin<Runtime>>;
/// Root, or a referendum of the track `staking_admin`.
pub type StakingAdmin = EitherOf<EnsureRoot<AccountId>, EnsureStakingAdmin<Runtime>>;
/// Root without a limit, or a referendum of a spender track up to its limit.
pub type TreasurySpender =
	EitherOf<EnsureRootWithSuccess<AccountId, MaxSpend>, EnsureSpender<Runtime>>;
/// Root, or a referendum of the track `upgrader`.
pub type Upgrader = EitherOf<EnsureRoot<AccountId>, EnsureUpgrader<Runtime>>;

/// The origin that may change a parameter: a referendum of the track that decides on it, or of the
/// root track.
pub struct ParameterOrigin;

impl ParameterTrack<RuntimeParametersKey> for ParameterOrigin {
	fn track_of(key: &RuntimeParametersKey) -> Track {
		match key {
			// Full guarantees for the other lanes would keep the next vote out of all blocks.
			RuntimeParametersKey::Fees(fees::ParametersKey::Lanes(_)) => Track::Root,
			// What users pay. A wrong value is felt at once and the next vote undoes it.
			RuntimeParametersKey::Fees(_) | RuntimeParametersKey::Contracts(_) => {
				Track::ParameterAdmin
			},
			// Emission dilutes everybody, the others decide who validates.
			RuntimeParametersKey::Staking(_) => Track::StakingAdmin,
		}
	}
}

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for ParameterOrigin {
	type Success = ();

	fn try_origin(
		origin: RuntimeOrigin,
		key: &RuntimeParametersKey,
	) -> Result<Self::Success, RuntimeOrigin> {
		match Self::track_of(key) {
			Track::ParameterAdmin => ParameterSetter::try_origin(origin),
			Track::StakingAdmin => StakingAdmin::try_origin(origin),
			_ => <EnsureRoot<AccountId> as EnsureOrigin<_>>::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
	}
}

parameter_types! {
	/// The most that one referendum of a spender track takes from the treasury, in base units.
	pub const TreasuryLimits: SpendLimits<Balance> = SpendLimits {
		small: 1_000 * money::BTR,
		medium: 10_000 * money::BTR,
		big: 100_000 * money::BTR,
	};
}

impl pallet_governance::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type UpgradeOrigin = Upgrader;
	type SpendLimits = TreasuryLimits;
	type ParameterTrack = ParameterOrigin;
	type DefaultTerms = ProductionTerms;
	type Enactments = Scheduler;
	type MaxCallWeight = HeaviestScheduledCall;
	type AlarmRoom = AlarmRoom;
	type EmergencyOrigin = Emergency;
	type AlwaysOpen = emergency::AlwaysOpen;
	type SafeMode = SafeMode;
	type Revive = emergency::Revival;
	type LongestPause = emergency::LongestPause;
	type RevivalDelays = emergency::RevivalDelays;
	type RevivalRest = emergency::RevivalRest;
	type WeightInfo = crate::weights::pallet_governance::Measured<Runtime>;
}

parameter_types! {
	/// The time after which a referendum without a decision deposit is over.
	pub const UndecidingTimeout: BlockNumber = 7 * time::DAYS;
}

/// The handler of slashed deposits, which go to the treasury.
pub type SlashedDeposits = CountIncome<Runtime, TreasurySlashes<Runtime>, Treasury>;

impl pallet_referenda::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_referenda::weights::SubstrateWeight<Self>;
	type Scheduler = Governance;
	type Currency = Balances;
	type SubmitOrigin = EnsureSigned<AccountId>;
	type CancelOrigin = Canceller;
	type KillOrigin = Killer;
	type Slash = SlashedDeposits;
	type Votes = pallet_conviction_voting::VotesOf<Runtime>;
	type Tally = pallet_conviction_voting::TallyOf<Runtime>;
	type SubmissionDeposit = ConstU128<{ 10 * money::BTR }>;
	type MaxQueued = ConstU32<100>;
	type UndecidingTimeout = UndecidingTimeout;
	type AlarmInterval = ConstU32<1>;
	type Tracks = Governance;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

/// The time for which a vote with conviction 1x stays locked after its referendum, in blocks: half
/// of the decision period of the root track, seven days in production and less than a minute on
/// `local`.
///
/// With the terms of the presets, the lock is longer than the enactment of any track: whoever
/// decided has to live with the decision. A vote that changes the terms has to see to that itself.
pub struct VoteLock;

impl Get<BlockNumber> for VoteLock {
	fn get() -> BlockNumber {
		Governance::terms(Track::Root).decision_period / 2
	}
}

impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = crate::weights::pallet_conviction_voting::Measured<Runtime>;
	type Currency = Balances;
	type Polls = Referenda;
	type MaxTurnout = TotalIssuanceOf<Balances, AccountId>;
	type MaxVotes = ConstU32<512>;
	type VoteLockingPeriod = VoteLock;
	type BlockNumberProvider = System;
	type VotingHooks = ();
}

parameter_types! {
	/// The share of the treasury that is burned: none.
	pub const TreasuryBurn: Permill = Permill::zero();
	/// The name from which the account of the treasury is made.
	pub const TreasuryPalletId: PalletId = PalletId(*b"btr/trsy");
	/// The time in which an approved spend has to be claimed.
	pub const PayoutPeriod: BlockNumber = 30 * time::DAYS;
	/// The most that root may spend in one go: no bound.
	pub const MaxSpend: Balance = Balance::MAX;
	/// The account of the treasury.
	pub TreasuryAccount: AccountId = Treasury::account_id();
}

impl pallet_treasury::Config for Runtime {
	type Currency = Balances;
	type RejectOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	// Once in an era, as stakers are paid.
	type SpendPeriod = EraSlots<Runtime>;
	type Burn = TreasuryBurn;
	type PalletId = TreasuryPalletId;
	type BurnDestination = ();
	type WeightInfo = pallet_treasury::weights::SubstrateWeight<Runtime>;
	// Approved bounties are funded with what the spends leave.
	type SpendFunds = Bounties;
	type MaxApprovals = ConstU32<100>;
	type SpendOrigin = TreasurySpender;
	type AssetKind = ();
	type Beneficiary = AccountId;
	type BeneficiaryLookup = AccountIdLookup<AccountId, ()>;
	type Paymaster = PayFromAccount<Balances, TreasuryAccount>;
	type BalanceConverter = UnityAssetBalanceConversion;
	type PayoutPeriod = PayoutPeriod;
	type BlockNumberProvider = System;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}
