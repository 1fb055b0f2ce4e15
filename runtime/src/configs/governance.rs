// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Referenda, voting, preimages, the scheduler and the treasury. There is no sudo: the root origin
//! comes from a referendum on the `root` track and from nowhere else.

use crate::{
	constants::{money, time},
	AccountId, Balance, Balances, BlockNumber, OriginCaller, Preimage, Referenda, Runtime,
	RuntimeCall, RuntimeEvent, RuntimeHoldReason, RuntimeOrigin, Scheduler, System, Treasury,
};
use alloc::borrow::Cow;
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{
			fungible::HoldConsideration,
			tokens::{PayFromAccount, UnityAssetBalanceConversion},
			ConstU128, ConstU32, EqualPrivilegeOnly, LinearStoragePrice, TotalIssuanceOf,
		},
		weights::Weight,
		PalletId,
	},
	frame_system::{EnsureRoot, EnsureRootWithSuccess, EnsureSigned, RawOrigin},
	pallet_conviction_voting, pallet_preimage, pallet_referenda, pallet_scheduler, pallet_treasury,
	sp_runtime::{str_array as s, traits::AccountIdLookup, Perbill, Permill},
};

parameter_types! {
	pub const PreimageBaseDeposit: Balance = money::deposit(2, 64);
	pub const PreimageByteDeposit: Balance = money::deposit(0, 1);
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
	/// Scheduled calls get at most 80 % of a block, so that inherents and votes always fit.
	pub MaximumSchedulerWeight: Weight =
		Perbill::from_percent(80) * crate::constants::block::MAXIMUM_WEIGHT;
}

impl pallet_scheduler::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeOrigin = RuntimeOrigin;
	type PalletsOrigin = OriginCaller;
	type RuntimeCall = RuntimeCall;
	type MaximumWeight = MaximumSchedulerWeight;
	type ScheduleOrigin = EnsureRoot<AccountId>;
	type OriginPrivilegeCmp = EqualPrivilegeOnly;
	type MaxScheduledPerBlock = ConstU32<50>;
	type WeightInfo = pallet_scheduler::weights::SubstrateWeight<Runtime>;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

/// The tracks of referenda. For now one track, fast enough to try out an upgrade on a local
/// network; production timing comes from genesis before anybody launches a chain.
pub struct Tracks;

/// A referendum with the root origin: upgrades, spends, everything.
const ROOT_TRACK: pallet_referenda::Track<u16, Balance, BlockNumber> = pallet_referenda::Track {
	id: 0,
	info: pallet_referenda::TrackInfo {
		name: s("root"),
		max_deciding: 5,
		decision_deposit: 1_000 * money::BTR,
		prepare_period: 4,
		decision_period: 2 * time::MINUTES,
		confirm_period: 10,
		min_enactment_period: 4,
		min_approval: pallet_referenda::Curve::LinearDecreasing {
			length: Perbill::from_percent(100),
			floor: Perbill::from_percent(50),
			ceil: Perbill::from_percent(100),
		},
		min_support: pallet_referenda::Curve::LinearDecreasing {
			length: Perbill::from_percent(100),
			floor: Perbill::from_percent(1),
			ceil: Perbill::from_percent(50),
		},
	},
};

impl pallet_referenda::TracksInfo<Balance, BlockNumber> for Tracks {
	type Id = u16;
	type RuntimeOrigin =
		<RuntimeOrigin as polkadot_sdk::frame_support::traits::OriginTrait>::PalletsOrigin;

	fn tracks(
	) -> impl Iterator<Item = Cow<'static, pallet_referenda::Track<Self::Id, Balance, BlockNumber>>>
	{
		core::iter::once(Cow::Owned(ROOT_TRACK))
	}

	fn track_for(origin: &Self::RuntimeOrigin) -> Result<Self::Id, ()> {
		match origin {
			OriginCaller::system(RawOrigin::Root) => Ok(ROOT_TRACK.id),
			_ => Err(()),
		}
	}
}

parameter_types! {
	pub const UndecidingTimeout: BlockNumber = 7 * time::DAYS;
}

impl pallet_referenda::Config for Runtime {
	type RuntimeCall = RuntimeCall;
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_referenda::weights::SubstrateWeight<Self>;
	type Scheduler = Scheduler;
	type Currency = Balances;
	type SubmitOrigin = EnsureSigned<AccountId>;
	type CancelOrigin = EnsureRoot<AccountId>;
	type KillOrigin = EnsureRoot<AccountId>;
	type Slash = Treasury;
	type Votes = pallet_conviction_voting::VotesOf<Runtime>;
	type Tally = pallet_conviction_voting::TallyOf<Runtime>;
	type SubmissionDeposit = ConstU128<{ 10 * money::BTR }>;
	type MaxQueued = ConstU32<100>;
	type UndecidingTimeout = UndecidingTimeout;
	type AlarmInterval = ConstU32<1>;
	type Tracks = Tracks;
	type Preimages = Preimage;
	type BlockNumberProvider = System;
}

impl pallet_conviction_voting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_conviction_voting::weights::SubstrateWeight<Self>;
	type Currency = Balances;
	type Polls = Referenda;
	type MaxTurnout = TotalIssuanceOf<Balances, AccountId>;
	type MaxVotes = ConstU32<512>;
	// What a vote with conviction 1x stays locked after its referendum: at least the enactment.
	type VoteLockingPeriod = ConstU32<{ 5 * time::MINUTES }>;
	type BlockNumberProvider = System;
	type VotingHooks = ();
}

parameter_types! {
	pub const SpendPeriod: BlockNumber = time::HOURS;
	/// Nothing is burned from the treasury.
	pub const TreasuryBurn: Permill = Permill::zero();
	pub const TreasuryPalletId: PalletId = PalletId(*b"btr/trsy");
	pub const PayoutPeriod: BlockNumber = 30 * time::DAYS;
	pub const MaxSpend: Balance = Balance::MAX;
	pub TreasuryAccount: AccountId = Treasury::account_id();
}

impl pallet_treasury::Config for Runtime {
	type Currency = Balances;
	type RejectOrigin = EnsureRoot<AccountId>;
	type RuntimeEvent = RuntimeEvent;
	type SpendPeriod = SpendPeriod;
	type Burn = TreasuryBurn;
	type PalletId = TreasuryPalletId;
	type BurnDestination = ();
	type WeightInfo = pallet_treasury::weights::SubstrateWeight<Runtime>;
	type SpendFunds = ();
	type MaxApprovals = ConstU32<100>;
	type SpendOrigin = EnsureRootWithSuccess<AccountId, MaxSpend>;
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
