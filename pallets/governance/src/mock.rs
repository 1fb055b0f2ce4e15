// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The smallest runtime that can vote: all tracks on the same short terms, and one account that
//! passes what it votes for. Blocks do nothing but what scheduler, governance and treasury do in
//! them.

use crate::{
	self as pallet_governance,
	emergency::{CallName, Revive, SetId},
	origins::{
		EnsureCanceller, EnsureEmergency, EnsureKiller, EnsureParameterAdmin, EnsureSpender,
		EnsureStakingAdmin, EnsureUpgrader, SpendLimits,
	},
	proposing::{Kind, ParameterTrack, Title},
	tracks::{DefaultTerms, Slope, Terms, Track},
	Call, TermsOf,
};
use polkadot_sdk::{
	frame_support::{
		self, derive_impl,
		dynamic_params::{dynamic_pallet_params, dynamic_params},
		ensure, parameter_types,
		traits::{
			fungible::HoldConsideration,
			schedule::DispatchTime,
			tokens::{PayFromAccount, UnityAssetBalanceConversion},
			ConstU128, ConstU32, ConstU64, Contains, EitherOf, EnsureOrigin, EnsureOriginWithArg,
			EqualPrivilegeOnly, GetCallMetadata, Hooks, InsideBoth, LinearStoragePrice,
			TotalIssuanceOf,
		},
		weights::Weight,
		PalletId,
	},
	frame_system::{self, EnsureRoot, EnsureRootWithSuccess, EnsureSigned},
	pallet_balances,
	pallet_conviction_voting::{self, AccountVote, Conviction, Vote},
	pallet_parameters, pallet_preimage, pallet_referenda, pallet_safe_mode, pallet_scheduler,
	pallet_treasury,
	sp_io::TestExternalities,
	sp_runtime::{
		traits::{Dispatchable, IdentityLookup},
		BuildStorage, DispatchError, DispatchResult, Perbill, Permill,
	},
};

pub(crate) type AccountId = u64;
pub(crate) type Balance = u128;
pub(crate) type BlockNumber = u64;
type Block = frame_system::mocking::MockBlock<Test>;

/// Accounts that can pay for proposals.
pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
/// An account that passes whatever it votes for with [`MAJORITY`].
pub(crate) const WHALE: AccountId = 5;
/// An account with the existential deposit only.
pub(crate) const POOR: AccountId = 6;
/// The balance of Alice, Bob and the accounts 3 and 4 at first, in base units.
pub(crate) const RICH: Balance = 1_000_000;
/// The balance of the whale at first, in base units.
pub(crate) const WHALE_BALANCE: Balance = 10_000_000;
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
pub(crate) const UNLUCKY_DELAY: BlockNumber = 13;

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
pub mod dynamic_params {
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

/// The origins that may set a parameter.
pub struct ParameterOrigin;

impl ParameterTrack<RuntimeParametersKey> for ParameterOrigin {
	fn track_of(key: &RuntimeParametersKey) -> Track {
		match key {
			RuntimeParametersKey::Fees(_) => Track::ParameterAdmin,
			RuntimeParametersKey::Staking(_) => Track::StakingAdmin,
			RuntimeParametersKey::Safety(_) => Track::Root,
		}
	}
}

impl EnsureOriginWithArg<RuntimeOrigin, RuntimeParametersKey> for ParameterOrigin {
	type Success = ();

	fn try_origin(origin: RuntimeOrigin, key: &RuntimeParametersKey) -> Result<(), RuntimeOrigin> {
		match Self::track_of(key) {
			Track::ParameterAdmin => EnsureParameterAdmin::<Test>::try_origin(origin),
			Track::StakingAdmin => EnsureStakingAdmin::<Test>::try_origin(origin),
			_ => <EnsureRoot<AccountId> as EnsureOrigin<_>>::try_origin(origin),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(_key: &RuntimeParametersKey) -> Result<RuntimeOrigin, ()> {
		Ok(RuntimeOrigin::root())
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

/// The terms of all tracks; deposits are 1,000 base units plus the number of the track.
pub struct ShortTerms;

impl DefaultTerms<Balance, BlockNumber> for ShortTerms {
	fn of(track: Track) -> TermsOf<Test> {
		Terms {
			max_deciding: 2,
			decision_deposit: decision_deposit(track),
			prepare_period: 2,
			decision_period: 10,
			confirm_period: 2,
			min_enactment_period: 1,
			approval: slope(100, 50),
			support: slope(50, 1),
		}
	}
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

/// The pallets that stay open: those of votes, proposals and safe mode.
pub struct VotesAndTime;

impl VotesAndTime {
	fn has(pallet: &[u8]) -> bool {
		[&b"ConvictionVoting"[..], b"Governance", b"SafeMode"].contains(&pallet)
	}
}

impl Contains<CallName> for VotesAndTime {
	fn contains(name: &CallName) -> bool {
		Self::has(&name.pallet)
	}
}

impl Contains<RuntimeCall> for VotesAndTime {
	fn contains(call: &RuntimeCall) -> bool {
		Self::has(call.get_call_metadata().pallet_name.as_bytes())
	}
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

/// The elections, in which account 99 is dead and nobody else. The next era is number 7.
pub struct Elections;

impl Revive<AccountId, BlockNumber> for Elections {
	fn elect_without(dead: &[AccountId], _validator_count: u32) -> Result<u32, DispatchError> {
		ensure!(dead.iter().all(|who| *who == DEAD), DispatchError::Unavailable);
		Ok(7)
	}

	fn set_id() -> SetId {
		PresentSet::get()
	}

	fn restart_finality(
		set_id: SetId,
		delay: BlockNumber,
		best_finalized: BlockNumber,
	) -> DispatchResult {
		ensure!(delay != UNLUCKY_DELAY, DispatchError::Exhausted);
		PresentSet::set(set_id);
		Restarts::mutate(|restarts| restarts.push((delay, best_finalized)));
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_dead(count: u32) -> Vec<AccountId> {
		vec![DEAD; count as usize]
	}
}

/// Returns the slope from one share to another, both in percent.
pub(crate) fn slope(start: u32, end: u32) -> Slope {
	Slope { start: Perbill::from_percent(start), end: Perbill::from_percent(end) }
}

/// Returns the decision deposit of a track by default, in base units.
pub(crate) fn decision_deposit(track: Track) -> Balance {
	Balance::from(track.id()).saturating_add(1_000)
}

pub(crate) fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

/// Makes a call as a transaction does: all of it or nothing.
pub(crate) fn send(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
	call.into().dispatch(origin).map(drop).map_err(|failed| failed.error)
}

/// Returns another byte fee: the track `parameter_admin` decides.
pub(crate) fn byte_fee(fee: Balance) -> RuntimeParameters {
	use dynamic_params::fees::{ByteFee, Parameters};
	RuntimeParameters::Fees(Parameters::ByteFee(ByteFee, Some(fee)))
}

/// Returns another number of silent epochs: the track `staking_admin` decides.
pub(crate) fn offline_epochs(epochs: u32) -> RuntimeParameters {
	use dynamic_params::staking::{OfflineEpochs, Parameters};
	RuntimeParameters::Staking(Parameters::OfflineEpochs(OfflineEpochs, Some(epochs)))
}

/// Returns a value for the parameter that the root track decides on.
pub(crate) fn brake(value: u32) -> RuntimeParameters {
	use dynamic_params::safety::{Brake, Parameters};
	RuntimeParameters::Safety(Parameters::Brake(Brake, Some(value)))
}

/// Returns the deposit for the preimage of a title, in base units.
pub(crate) fn title_deposit(text: &str) -> Balance {
	preimage_deposit(text.len())
}

/// Returns the deposit for a preimage of so many bytes, in base units.
pub(crate) fn preimage_deposit(bytes: usize) -> Balance {
	PREIMAGE_DEPOSIT.saturating_add(bytes as Balance)
}

/// Returns the text as a title.
pub(crate) fn title(text: &str) -> Title {
	Title::truncate_from(text.as_bytes().to_vec())
}

/// Returns a proposal that is enacted as soon as it can be.
pub(crate) fn proposal(text: &str, kind: Kind<Test>) -> Call<Test> {
	Call::propose { title: title(text), kind: Box::new(kind), enact: DispatchTime::After(0) }
}

/// Returns a call that does nothing, with so many bytes in it.
pub(crate) fn remark(bytes: usize) -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![7; bytes] })
}

/// Makes a short proposal on the root track.
pub(crate) fn propose_remark(who: AccountId) -> DispatchResult {
	send(signed(who), proposal("A remark", Kind::Call(Box::new(remark(1)))))
}

/// Votes with so many base units.
pub(crate) fn vote(
	who: AccountId,
	index: u32,
	aye: bool,
	conviction: Conviction,
	balance: Balance,
) -> DispatchResult {
	let vote = AccountVote::Standard { vote: Vote { aye, conviction }, balance };
	send(signed(who), pallet_conviction_voting::Call::<Test>::vote { poll_index: index, vote })
}

/// Casts the vote that passes a referendum.
pub(crate) fn pass(index: u32) -> DispatchResult {
	vote(WHALE, index, true, Conviction::Locked1x, MAJORITY)
}

/// Goes on to the start of a block.
pub(crate) fn run_to(block: BlockNumber) {
	while System::block_number() < block {
		let next = System::block_number() + 1;
		System::set_block_number(next);
		Scheduler::on_initialize(next);
		Governance::on_initialize(next);
		Treasury::on_initialize(next);
	}
}

/// Returns block 1 of a chain whose genesis names the terms of these tracks.
pub(crate) fn ext_with_tracks(tracks: Vec<(Track, TermsOf<Test>)>) -> TestExternalities {
	let rich = (1..=4).map(|who| (who, RICH));
	let others = [
		(WHALE, WHALE_BALANCE),
		(POOR, EXISTENTIAL_DEPOSIT),
		(TreasuryAccount::get(), TREASURY_BALANCE),
	];
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: rich.chain(others).collect(),
			..Default::default()
		},
		governance: pallet_governance::GenesisConfig { tracks },
		..Default::default()
	};
	let mut ext = TestExternalities::new(genesis.build_storage().unwrap_or_default());
	ext.execute_with(|| System::set_block_number(1));
	ext
}

/// Returns block 1 of a chain with the default terms.
pub(crate) fn new_test_ext() -> TestExternalities {
	ext_with_tracks(Vec::new())
}

/// Runs a test on the chain, and looks at the invariants at its end.
pub(crate) fn run(test: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		test();
		#[cfg(feature = "try-runtime")]
		Governance::do_try_state().expect("what always holds still does");
	});
}
