// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The smallest runtime that hosts the staking glue: two validators, three nominators who back the
//! first of them, and pages of two nominators. Nobody authors blocks: tests say what has happened.

use crate::{
	self as pallet_validators,
	eligibility::EligibleCandidates,
	emission::EmissionCurve,
	payouts::CountPaid,
	timing::{self, Timing},
};
use codec::Encode;
use polkadot_sdk::{
	frame_election_provider_support::{onchain, SequentialPhragmen},
	frame_support::{
		self, derive_impl, parameter_types,
		traits::{tokens::imbalance::ResolveTo, ConstBool, ConstU128, ConstU32, ConstU64},
	},
	frame_system::{self, EnsureRoot},
	pallet_authorship, pallet_babe, pallet_balances, pallet_session,
	pallet_staking::{self, StakerStatus},
	pallet_timestamp, sp_core,
	sp_io::TestExternalities,
	sp_runtime::{
		impl_opaque_keys,
		testing::UintAuthorityId,
		traits::{ConvertInto, Dispatchable},
		BuildStorage, DispatchResult, Perbill, Permill,
	},
};

pub(crate) type AccountId = u64;
pub(crate) type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

/// The validators of the genesis. The nominators back the first.
pub(crate) const VALIDATORS: [AccountId; 2] = [1, 2];
/// The nominators of the genesis: two pages.
pub(crate) const NOMINATORS: [AccountId; 3] = [11, 12, 13];
/// An account that stakes nothing.
pub(crate) const NEWCOMER: AccountId = 3;
/// The treasury's account.
pub(crate) const TREASURY: AccountId = 91;
/// The BTR that each account has at first, in base units.
pub(crate) const RICH: Balance = 1_000_000;
/// The bond of each staker of the genesis, in base units.
pub(crate) const STAKE: Balance = 1_000;
/// The least bond of a validator, in base units.
pub(crate) const LEAST_BOND: Balance = 100;
/// The deposit for session keys, in base units.
pub(crate) const KEY_DEPOSIT: Balance = 50;
/// The existential deposit, in base units.
pub(crate) const EXISTENTIAL_DEPOSIT: Balance = 10;
/// Eras until a bond is free.
pub(crate) const BONDING_ERAS: u32 = 2;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Timestamp: pallet_timestamp,
		Balances: pallet_balances,
		// Before staking and session: their genesis asks for the timing.
		Validators: pallet_validators,
		Babe: pallet_babe,
		Authorship: pallet_authorship,
		Staking: pallet_staking,
		Historical: pallet_session::historical,
		Session: pallet_session,
	}
);

parameter_types! {
	pub const TheTreasury: AccountId = TREASURY;
	pub const Emission: EmissionCurve = EmissionCurve::standard();
	pub static PayoutShare: Permill = Permill::from_percent(20);
	pub static OfflineEpochs: u32 = 2;
	pub static MinimumCandidates: u32 = 0;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<Balance>;
}

impl pallet_timestamp::Config for Test {
	type Moment = u64;
	type OnTimestampSet = ();
	type MinimumPeriod = ConstU64<1_500>;
	type WeightInfo = ();
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
	type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
}

impl pallet_babe::Config for Test {
	type EpochDuration = timing::EpochDuration<Test>;
	type ExpectedBlockTime = ConstU64<3_000>;
	type EpochChangeTrigger = pallet_babe::ExternalTrigger;
	type DisabledValidators = Session;
	type WeightInfo = ();
	type MaxAuthorities = ConstU32<100>;
	type MaxNominators = ConstU32<2>;
	type KeyOwnerProof = sp_core::Void;
	type EquivocationReportSystem = ();
}

impl pallet_authorship::Config for Test {
	type FindAuthor = pallet_session::FindAccountFromAuthorIndex<Self, Babe>;
	type EventHandler = (Staking, Validators);
}

impl_opaque_keys! {
	pub struct Keys {
		pub only: UintAuthorityId,
	}
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = Babe;
	type NextSessionRotation = Babe;
	type SessionManager = Validators;
	type SessionHandler = pallet_session::TestSessionHandler;
	type Keys = Keys;
	type DisablingStrategy = ();
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<KEY_DEPOSIT>;
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = pallet_staking::UnitIdentificationOf<Self>;
}

pub struct OnChainElection;

impl onchain::Config for OnChainElection {
	type Sort = ConstBool<true>;
	type System = Test;
	type Solver = SequentialPhragmen<AccountId, Perbill>;
	type DataProvider = Staking;
	type WeightInfo = ();
	type MaxWinnersPerPage = ConstU32<100>;
	type MaxBackersPerWinner = ConstU32<100>;
	type Bounds = timing::Bounds<Test>;
}

#[derive_impl(pallet_staking::config_preludes::TestDefaultConfig)]
impl pallet_staking::Config for Test {
	type OldCurrency = Balances;
	type Currency = Balances;
	type UnixTime = Timestamp;
	type ElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type GenesisElectionProvider = onchain::OnChainExecution<OnChainElection>;
	type RewardRemainder = ResolveTo<TheTreasury, Balances>;
	type Reward = CountPaid<Test, ()>;
	type SessionsPerEra = timing::SessionsPerEra<Test>;
	type BondingDuration = timing::BondingDuration<Test>;
	type SlashDeferDuration = timing::SlashDeferDuration<Test>;
	type AdminOrigin = EnsureRoot<AccountId>;
	type SessionInterface = Self;
	type EraPayout = Validators;
	type NextNewSession = Session;
	type MaxExposurePageSize = ConstU32<2>;
	type VoterList = pallet_staking::UseNominatorsAndValidatorsMap<Self>;
	type TargetList = EligibleCandidates<Self>;
	type EventListeners = Validators;
}

impl pallet_validators::Config for Test {
	type Sessions = pallet_session::historical::NoteHistoricalRoot<Self, Staking>;
	type Emission = Emission;
	type PayoutShare = PayoutShare;
	type OfflineEpochs = OfflineEpochs;
	type MinimumCandidates = MinimumCandidates;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkKeys = GeneratedKeys;
	type WeightInfo = ();
}

/// The generator of session keys: new ones each time.
#[cfg(feature = "runtime-benchmarks")]
pub struct GeneratedKeys;

#[cfg(feature = "runtime-benchmarks")]
impl crate::KeysOf<AccountId, Keys> for GeneratedKeys {
	fn generate(owner: &AccountId) -> (Keys, Vec<u8>) {
		let generated = Keys::generate(&owner.encode(), None);
		(generated.keys, generated.proof.encode())
	}
}

/// Returns the keys of this number, and the proof that `owner` has them.
pub(crate) fn keys_of(owner: AccountId, number: u64) -> (Keys, Vec<u8>) {
	let mut keys = Keys { only: number.into() };
	let proof = keys.create_ownership_proof(&owner.encode()).map(|proof| proof.encode());
	(keys, proof.unwrap_or_default())
}

/// Sends a call as a transaction does: all of it takes effect, or nothing.
pub(crate) fn send(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
	call.into().dispatch(origin).map(drop).map_err(|failed| failed.error)
}

/// Goes to an era without electing anybody.
pub(crate) fn begin_era(index: u32) {
	pallet_staking::CurrentEra::<Test>::put(index);
	pallet_staking::ActiveEra::<Test>::put(pallet_staking::ActiveEraInfo { index, start: None });
}

/// Makes the chain at block 1, in era 0.
pub(crate) fn new_test_ext() -> TestExternalities {
	let accounts = (1..=5).chain(NOMINATORS).chain([TREASURY]);
	let validators = VALIDATORS.map(|who| (who, who, STAKE, StakerStatus::Validator));
	let backing = StakerStatus::Nominator(vec![VALIDATORS[0]]);
	let nominators = NOMINATORS.map(|who| (who, who, STAKE, backing.clone()));
	let timing = Timing {
		epoch_slots: 4,
		epochs_per_era: 2,
		bonding_eras: BONDING_ERAS,
		slash_defer_eras: 1,
	};
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: accounts.map(|who| (who, RICH)).collect(),
			..Default::default()
		},
		validators: pallet_validators::GenesisConfig { timing, ..Default::default() },
		staking: pallet_staking::GenesisConfig {
			validator_count: 2,
			minimum_validator_count: 1,
			min_validator_bond: LEAST_BOND,
			stakers: validators.into_iter().chain(nominators).collect(),
			..Default::default()
		},
		session: pallet_session::GenesisConfig {
			keys: VALIDATORS.map(|who| (who, who, keys_of(who, who).0)).to_vec(),
			..Default::default()
		},
		..Default::default()
	};
	let mut ext = TestExternalities::new(genesis.build_storage().unwrap_or_default());
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Runs a test on the chain, and checks the invariants at its end.
pub(crate) fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		#[cfg(feature = "try-runtime")]
		Validators::do_try_state().expect("what always holds still does");
	});
}
