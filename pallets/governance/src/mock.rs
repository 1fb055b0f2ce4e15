// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The smallest runtime that can vote: all tracks on the same short terms, and one account that
//! passes what it votes for. Blocks do nothing but what scheduler, governance and treasury do in
//! them.

mod calls;
mod chain;
mod emergency;
mod tracks;

pub(crate) use calls::*;
pub(crate) use chain::*;
pub(crate) use emergency::*;
pub(crate) use tracks::*;

use crate::{
	self as pallet_governance,
	emergency::SetId,
	origins::{
		EnsureCanceller, EnsureEmergency, EnsureKiller, EnsureSpender, EnsureUpgrader, SpendLimits,
	},
};
use polkadot_sdk::{
	frame_support::{
		self, derive_impl,
		dynamic_params::{dynamic_pallet_params, dynamic_params},
		parameter_types,
		traits::{
			fungible::HoldConsideration,
			tokens::{PayFromAccount, UnityAssetBalanceConversion},
			ConstU128, ConstU32, ConstU64, EitherOf, EqualPrivilegeOnly, InsideBoth,
			LinearStoragePrice, TotalIssuanceOf,
		},
		weights::Weight,
		PalletId,
	},
	frame_system::{self, EnsureRoot, EnsureRootWithSuccess, EnsureSigned},
	pallet_balances, pallet_conviction_voting, pallet_parameters, pallet_preimage,
	pallet_referenda, pallet_safe_mode, pallet_scheduler, pallet_treasury,
	sp_runtime::{traits::IdentityLookup, Permill},
};

pub(crate) type AccountId = u64;
pub(crate) type Balance = u128;
pub(crate) type BlockNumber = u64;
type Block = frame_system::mocking::MockBlock<Test>;

/// Accounts that can pay for proposals.
pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
/// An account that passes whatever it votes for with [`MAJORITY`].
pub(crate) const MAJORITY_HOLDER: AccountId = 5;
/// An account with the existential deposit only.
pub(crate) const POOR: AccountId = 6;
/// The balance of Alice, Bob and the accounts 3 and 4 at first, in base units.
pub(crate) const RICH: Balance = 1_000_000;
/// The balance of [`MAJORITY_HOLDER`] at first, in base units.
pub(crate) const MAJORITY_BALANCE: Balance = 10_000_000;
/// The balance of the treasury at first, in base units.
pub(crate) const TREASURY_BALANCE: Balance = 1_000_000;
/// More than half of all BTR, in base units.
pub(crate) const MAJORITY: Balance = 9_000_000;
/// The existential deposit, in base units.
pub(crate) const EXISTENTIAL_DEPOSIT: Balance = 10;
/// The deposit that Referenda holds for a submission, in base units.
pub(crate) const SUBMISSION_DEPOSIT: Balance = 20;
/// The deposit that Preimage holds for a preimage, in base units; on top of it, 1 for each byte.
pub(crate) const PREIMAGE_DEPOSIT: Balance = 5;
/// The limits of the spenders, in base units.
pub(crate) const LIMITS: SpendLimits<Balance> =
	SpendLimits { small: 1_000, medium: 10_000, big: 100_000 };
/// The blocks within which a decision has to begin.
pub(crate) const TIMEOUT: BlockNumber = 50;
/// The blocks from one payment of the treasury to the next.
pub(crate) const SPEND_PERIOD: BlockNumber = 10;

/// The longest pause, in blocks.
pub(crate) const LONGEST_PAUSE: BlockNumber = 20;
/// The time from one revival to the next, in blocks.
pub(crate) const REVIVAL_REST: BlockNumber = 40;
/// The validator that is dead.
pub(crate) const DEAD: AccountId = 99;
/// The delay with which finality does not begin anew.
pub(crate) const FAILING_DELAY: BlockNumber = 13;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Parameters: pallet_parameters,
		Preimage: pallet_preimage,
		Scheduler: pallet_scheduler,
		Referenda: pallet_referenda,
		ConvictionVoting: pallet_conviction_voting,
		Treasury: pallet_treasury,
		SafeMode: pallet_safe_mode,
		Governance: pallet_governance,
	}
);

parameter_types! {
	pub const PreimageHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
	pub const PlentyOfWeight: Weight = Weight::from_parts(2_000_000_000_000, u64::MAX);
	pub const HeaviestCall: Weight = Weight::from_parts(100_000_000_000, u64::MAX);
	pub static AlarmRoom: Weight = Weight::from_parts(500_000_000_000, u64::MAX);
	pub const NoDeposit: Option<Balance> = None;
	pub const NoRelease: Option<BlockNumber> = None;
	pub const RevivalDelays: (BlockNumber, BlockNumber) = (2, 15);
	pub static PresentSet: SetId = 0;
	/// The restarts of finality: the delay of each, and the block on which it builds.
	pub static Restarts: Vec<(BlockNumber, BlockNumber)> = Vec::new();
	pub const NoBurn: Permill = Permill::zero();
	pub const TreasuryPalletId: PalletId = PalletId(*b"btr/trsy");
	pub const Everything: Balance = Balance::MAX;
	pub const Limits: SpendLimits<Balance> = LIMITS;
	pub TreasuryAccount: AccountId = Treasury::account_id();
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type BaseCallFilter = InsideBoth<SafeMode, Governance>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
}

/// Three parameters: one for each track that decides on parameters.
#[dynamic_params(RuntimeParameters, pallet_parameters::Parameters::<Test>)]
pub(crate) mod dynamic_params {
	use super::*;

	#[dynamic_pallet_params]
	#[codec(index = 0)]
	pub mod fees {
		#[codec(index = 0)]
		pub static ByteFee: Balance = 1;
	}

	#[dynamic_pallet_params]
	#[codec(index = 1)]
	pub mod staking {
		#[codec(index = 0)]
		pub static OfflineEpochs: u32 = 2;
	}

	#[dynamic_pallet_params]
	#[codec(index = 2)]
	pub mod safety {
		#[codec(index = 0)]
		pub static Brake: u32 = 3;
	}
}

impl pallet_parameters::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeParameters = RuntimeParameters;
	type AdminOrigin = ParameterOrigin;
	type WeightInfo = ();
}

impl pallet_preimage::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = Balances;
	type ManagerOrigin = EnsureRoot<AccountId>;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		PreimageHoldReason,
		LinearStoragePrice<ConstU128<PREIMAGE_DEPOSIT>, ConstU128<1>, Balance>,
	>;
}

impl pallet_scheduler::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = PlentyOfWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<100>;
	type WeightInfo = ();
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_referenda::Config for Test {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Scheduler = Governance;
	type Currency = Balances;
	type SubmitOrigin = EnsureSigned<AccountId>;
	type CancelOrigin = EitherOf<EnsureRoot<AccountId>, EnsureCanceller<Test>>;
	type KillOrigin = EitherOf<EnsureRoot<AccountId>, EnsureKiller<Test>>;
	type Slash = Treasury;
	type Votes = pallet_conviction_voting::VotesOf<Test>;
	type Tally = pallet_conviction_voting::TallyOf<Test>;
	type SubmissionDeposit = ConstU128<SUBMISSION_DEPOSIT>;
	type MaxQueued = ConstU32<10>;
	type UndecidingTimeout = ConstU64<TIMEOUT>;
	type AlarmInterval = ConstU64<1>;
	type Tracks = Governance;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_conviction_voting::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type Currency = Balances;
	type Polls = Referenda;
	type MaxTurnout = TotalIssuanceOf<Balances, AccountId>;
	type MaxVotes = ConstU32<100>;
	type VoteLockingPeriod = ConstU64<3>;
	type BlockNumberProvider = System;
	type VotingHooks = ();
}

impl pallet_treasury::Config for Test {
	type Currency = Balances;
	type RejectOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	type SpendPeriod = ConstU64<SPEND_PERIOD>;
	type Burn = NoBurn;
	type PalletId = TreasuryPalletId;
	type BurnDestination = ();
	type WeightInfo = ();
	type SpendFunds = ();
	type MaxApprovals = ConstU32<10>;
	type SpendOrigin = EitherOf<EnsureRootWithSuccess<AccountId, Everything>, EnsureSpender<Test>>;
	type AssetKind = ();
	type Beneficiary = AccountId;
	type BeneficiaryLookup = IdentityLookup<AccountId>;
	type Paymaster = PayFromAccount<Balances, TreasuryAccount>;
	type BalanceConverter = UnityAssetBalanceConversion;
	type PayoutPeriod = ConstU64<100>;
	type BlockNumberProvider = System;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
}

impl pallet_governance::Config for Test {
	type RuntimeCall = RuntimeCall;
	type UpgradeOrigin = EitherOf<EnsureRoot<AccountId>, EnsureUpgrader<Test>>;
	type SpendLimits = Limits;
	type ParameterTrack = ParameterOrigin;
	type DefaultTerms = ShortTerms;
	type Enactments = Scheduler;
	type MaxCallWeight = HeaviestCall;
	type AlarmRoom = AlarmRoom;
	type EmergencyOrigin = EitherOf<EnsureRoot<AccountId>, EnsureEmergency<Test>>;
	type AlwaysOpen = VotesAndTime;
	type SafeMode = SafeMode;
	type Revive = Elections;
	type LongestPause = ConstU64<LONGEST_PAUSE>;
	type RevivalDelays = RevivalDelays;
	type RevivalRest = ConstU64<REVIVAL_REST>;
	type WeightInfo = ();
}

impl pallet_safe_mode::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type WhitelistedCalls = VotesAndTime;
	type EnterDuration = ConstU64<1>;
	type ExtendDuration = ConstU64<1>;
	type EnterDepositAmount = NoDeposit;
	type ExtendDepositAmount = NoDeposit;
	type ForceEnterOrigin = EnsureRootWithSuccess<AccountId, ConstU64<1>>;
	type ForceExtendOrigin = EnsureRootWithSuccess<AccountId, ConstU64<1>>;
	type ForceExitOrigin = EnsureRoot<AccountId>;
	type ForceDepositOrigin = EnsureRoot<AccountId>;
	type Notify = ();
	type ReleaseDelay = NoRelease;
	type WeightInfo = ();
}
