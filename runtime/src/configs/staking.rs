// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Staking, elections, the voter list and nomination pools.

use super::governance::StakingAdmin;
use crate::{
	constants::{money::BTR, staking},
	parameters::dynamic_params::staking as governed,
	AccountId, Balance, Balances, DelegatedStaking, NominationPools, Runtime, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, Session, Staking, System, Timestamp, Validators,
	VoterList,
};
use pallet_accounts::{CountEmission, CountIncome, TreasuryEmission, TreasurySlashes};
use pallet_validators::{
	eligibility::EligibleCandidates,
	payouts::CountPaid,
	timing::{self, MAX_BONDING_ERAS},
};
use polkadot_sdk::{
	frame_election_provider_support::{
		self, onchain, ScoreProvider, SequentialPhragmen, VoteWeight,
	},
	frame_support::{
		parameter_types,
		traits::{tokens::imbalance::ResolveTo, ConstBool, ConstU32, ConstU8, Nothing},
		PalletId,
	},
	pallet_bags_list, pallet_delegated_staking, pallet_nomination_pools, pallet_session,
	pallet_staking,
	pallet_treasury::TreasuryAccountId,
	sp_core::U256,
	sp_runtime::{traits::Convert, FixedU128, Perbill},
	sp_staking::currency_to_vote::U128CurrencyToVote,
};

/// The election on chain, in the block that needs it: there is no phase to miss and therefore no
/// emergency in which the chain would be stuck.
pub struct OnChainElection;

impl onchain::Config for OnChainElection {
	type Sort = ConstBool<true>;
	type System = Runtime;
	type Solver = SequentialPhragmen<AccountId, Perbill>;
	type DataProvider = Staking;
	type WeightInfo = frame_election_provider_support::weights::SubstrateWeight<Runtime>;
	type MaxWinnersPerPage = ConstU32<{ staking::MAX_ACTIVE_VALIDATORS }>;
	type MaxBackersPerWinner = ConstU32<{ staking::MAX_BACKERS_PER_WINNER }>;
	type Bounds = timing::Bounds<Runtime>;
}

type ToTreasury = ResolveTo<TreasuryAccountId<Runtime>, Balances>;
/// The handler of what an era's emission leaves after the validators' share: the treasury gets it.
type RestToTreasury =
	CountEmission<Runtime, CountIncome<Runtime, TreasuryEmission<Runtime>, ToTreasury>>;
type SlashesToTreasury = CountIncome<Runtime, TreasurySlashes<Runtime>, ToTreasury>;

impl pallet_staking::Config for Runtime {
	type OldCurrency = Balances;
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CurrencyBalance = Balance;
	type UnixTime = Timestamp;
	type CurrencyToVote = U128CurrencyToVote;
	type ElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type GenesisElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type NominationsQuota = pallet_staking::FixedNominationsQuota<{ staking::MAX_NOMINATIONS }>;
	// Rewards can be claimed for this many eras.
	type HistoryDepth = ConstU32<84>;
	type RewardRemainder = RestToTreasury;
	type RuntimeEvent = RuntimeEvent;
	type Slash = SlashesToTreasury;
	// Rewards are newly issued.
	type Reward = CountPaid<Runtime, CountEmission<Runtime, ()>>;
	type SessionsPerEra = timing::SessionsPerEra<Self>;
	type BondingDuration = timing::BondingDuration<Self>;
	type SlashDeferDuration = timing::SlashDeferDuration<Self>;
	// The smallest commission, cancelled and manual slashes, repairs of single ledgers. The number
	// of validators, forced eras and the smallest bonds are Root's: upstream asks for it.
	type AdminOrigin = StakingAdmin;
	type SessionInterface = Self;
	type EraPayout = Validators;
	type NextNewSession = Session;
	type MaxExposurePageSize = ConstU32<{ staking::MAX_EXPOSURE_PAGE_SIZE }>;
	type MaxValidatorSet = ConstU32<{ staking::MAX_ACTIVE_VALIDATORS }>;
	type VoterList = VoterList;
	type TargetList = EligibleCandidates<Self>;
	type MaxUnlockingChunks = ConstU32<32>;
	type MaxControllersInDeprecationBatch = ConstU32<100>;
	type EventListeners = (NominationPools, DelegatedStaking, Validators);
	type Filter = Nothing;
	type BenchmarkingConfig = StakingBenchmarkingConfig;
	type WeightInfo = pallet_staking::weights::SubstrateWeight<Runtime>;
}

impl pallet_validators::Config for Runtime {
	type Sessions = pallet_session::historical::NoteHistoricalRoot<Self, Staking>;
	type Emission = governed::Emission;
	type PayoutShare = governed::PayoutShare;
	type OfflineEpochs = governed::OfflineEpochs;
	type MinimumCandidates = governed::MinimumCandidates;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkKeys = crate::benchmarks::GeneratedKeys;
	type WeightInfo = crate::weights::pallet_validators::Measured<Runtime>;
}

/// The largest sets that the staking benchmarks build.
pub struct StakingBenchmarkingConfig;

impl pallet_staking::BenchmarkingConfig for StakingBenchmarkingConfig {
	type MaxValidators = ConstU32<{ staking::MAX_ACTIVE_VALIDATORS }>;
	type MaxNominators = ConstU32<1_000>;
}

/// The number of bags in the voter list.
const BAG_COUNT: usize = 200;

/// The upper ends of the bags: each reaches 8.8 % further than the one before, from 1 BTR to the
/// largest vote weight.
#[allow(clippy::indexing_slicing)] // the compiler runs it
const BAG_THRESHOLDS: [VoteWeight; BAG_COUNT] = {
	let mut thresholds = [0; BAG_COUNT];
	let mut upper = BTR;
	let mut bag = 0;
	while bag < BAG_COUNT - 1 {
		thresholds[bag] = upper as VoteWeight;
		upper = upper * 1_087 / 1_000;
		bag += 1;
	}
	thresholds[BAG_COUNT - 1] = VoteWeight::MAX;
	thresholds
};

/// The vote weight of nominators and candidates, and of nobody else.
///
/// Staking 50 gives everybody with a bond a score, so the bags list 49 would take in accounts that
/// vote for nobody: by `rebag`, or by itself when the account at which it goes on next has chilled.
pub struct VotersOnly;

impl ScoreProvider<AccountId> for VotersOnly {
	type Score = VoteWeight;

	fn score(who: &AccountId) -> Option<VoteWeight> {
		let votes = pallet_staking::Nominators::<Runtime>::contains_key(who)
			|| pallet_staking::Validators::<Runtime>::contains_key(who);
		votes.then(|| <Staking as ScoreProvider<AccountId>>::score(who)).flatten()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn set_score_of(who: &AccountId, weight: VoteWeight) {
		<Staking as ScoreProvider<AccountId>>::set_score_of(who, weight);
		let nominations = pallet_staking::Nominations {
			targets: Default::default(),
			submitted_in: 0,
			suppressed: false,
		};
		pallet_staking::Nominators::<Runtime>::insert(who, nominations);
	}
}

parameter_types! {
	/// The upper bounds of the bags, in which voters lie sorted by stake.
	pub const BagThresholds: &'static [VoteWeight] = &BAG_THRESHOLDS;
}

impl pallet_bags_list::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_bags_list::weights::SubstrateWeight<Runtime>;
	type ScoreProvider = VotersOnly;
	type BagThresholds = BagThresholds;
	type MaxAutoRebagPerBlock = ConstU32<10>;
	type Score = VoteWeight;
}

parameter_types! {
	/// The name from which the accounts of pools are made.
	pub const PoolsPalletId: PalletId = PalletId(*b"btr/nopl");
	/// The name from which the accounts of delegated stakes are made.
	pub const DelegatedStakingPalletId: PalletId = PalletId(*b"btr/dlsk");
	/// The share of an applied slash for who applied it.
	pub const DelegatedSlashRewardFraction: Perbill = Perbill::from_percent(1);
}

/// The conversion that widens a balance for pool arithmetic.
pub struct BalanceToU256;

impl Convert<Balance, U256> for BalanceToU256 {
	fn convert(balance: Balance) -> U256 {
		U256::from(balance)
	}
}

/// The conversion that narrows a pool result, at most to the largest balance.
pub struct U256ToBalance;

impl Convert<U256, Balance> for U256ToBalance {
	fn convert(value: U256) -> Balance {
		value.try_into().unwrap_or(Balance::MAX)
	}
}

impl pallet_nomination_pools::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = pallet_nomination_pools::weights::SubstrateWeight<Self>;
	type Currency = Balances;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type RewardCounter = FixedU128;
	type PalletId = PoolsPalletId;
	// A pool slashed to less than a tenth takes no new members.
	type MaxPointsToBalance = ConstU8<10>;
	type MaxUnbonding = ConstU32<8>;
	type BalanceToU256 = BalanceToU256;
	type U256ToBalance = U256ToBalance;
	// Members keep their BTR in their own account, held: they can vote with it.
	type StakeAdapter =
		pallet_nomination_pools::adapter::DelegateStake<Self, Staking, DelegatedStaking>;
	// One for each era that still bonds, and some for members who withdraw late.
	type MaxUnbondingPools = ConstU32<{ MAX_BONDING_ERAS + 4 }>;
	type MaxMetadataLen = ConstU32<256>;
	type AdminOrigin = StakingAdmin;
	type BlockNumberProvider = System;
	type Filter = Nothing;
}

impl pallet_delegated_staking::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type PalletId = DelegatedStakingPalletId;
	type Currency = Balances;
	type OnSlash = SlashesToTreasury;
	type SlashRewardFraction = DelegatedSlashRewardFraction;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CoreStaking = Staking;
}
