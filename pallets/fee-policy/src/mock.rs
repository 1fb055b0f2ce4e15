// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The smallest runtime with lanes: a block holds 1,000 units of normal weight, and the calls of
//! frame-system stand for the lanes.

use crate::{
	self as pallet_fee_policy,
	policy::{FeeSplit, LaneShares, PriceCurve, PriceFields},
	price::{FeeLevel, LevelledByteFee},
	profile::{CallPart, InspectCall},
};
use batara_primitives::lanes::Lane;
use polkadot_sdk::{
	frame_support::{
		self, derive_impl,
		dispatch::{DispatchClass, DispatchInfo, GetDispatchInfo, PostDispatchInfo},
		parameter_types,
		traits::{tokens::imbalance::ResolveTo, ConstU128, ConstU32, ConstU8, Hooks},
		weights::{IdentityFee, Weight},
	},
	frame_system::{self, limits::BlockWeights},
	pallet_balances,
	pallet_transaction_payment::{self, Multiplier, OnChargeTransaction},
	sp_io::TestExternalities,
	sp_runtime::{
		transaction_validity::TransactionValidityError, BuildStorage, FixedPointNumber, Permill,
	},
};

pub(crate) type AccountId = u64;
pub(crate) type Balance = u128;
type Block = frame_system::mocking::MockBlock<Test>;

/// The author of all blocks.
pub(crate) const AUTHOR: AccountId = 90;
/// The treasury's account.
pub(crate) const TREASURY: AccountId = 91;
/// An account without any BTR.
pub(crate) const NEWCOMER: AccountId = 50;
/// The BTR that a rich account has at first, in base units.
pub(crate) const RICH: Balance = 1_000_000;
/// The normal weight that a block holds.
pub(crate) const NORMAL: u64 = 1_000;

frame_support::construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		TransactionPayment: pallet_transaction_payment,
		FeePolicy: pallet_fee_policy,
	}
);

parameter_types! {
	pub TestBlockWeights: BlockWeights = BlockWeights::builder()
		.base_block(Weight::zero())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = Weight::zero();
		})
		.for_class(DispatchClass::Normal, |weights| {
			weights.max_total = Some(Weight::from_parts(NORMAL, u64::MAX));
		})
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(Weight::from_parts(2 * NORMAL, u64::MAX));
		})
		.build_or_panic();
	pub const TheAuthor: Option<AccountId> = Some(AUTHOR);
	pub const TheTreasury: AccountId = TREASURY;
	pub static Shares: LaneShares = LaneShares::standard();
	pub static Split: FeeSplit = FeeSplit::standard();
	pub static Price: PriceCurve = PriceCurve::new(PriceFields {
		target: Permill::from_percent(25),
		speed: Permill::from_percent(1),
		floor: Multiplier::from_u32(1),
		maximum: Multiplier::saturating_from_integer(100),
	}).unwrap_or(PriceCurve::standard());
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = polkadot_sdk::sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<Balance>;
	type BlockWeights = TestBlockWeights;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type Balance = Balance;
	type AccountStore = System;
	type ExistentialDeposit = ConstU128<10>;
	type MaxFreezes = ConstU32<1>;
}

impl pallet_transaction_payment::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type OnChargeTransaction = FeePolicy;
	type WeightToFee = IdentityFee<Balance>;
	type LengthToFee = LevelledByteFee<Test>;
	type FeeMultiplierUpdate = FeeLevel<Test>;
	type OperationalFeeMultiplier = ConstU8<0>;
	type WeightInfo = ();
}

impl pallet_fee_policy::Config for Test {
	type Currency = Balances;
	type RuntimeHoldReason = RuntimeHoldReason;
	type InspectCall = TestLanes;
	type LaneShares = Shares;
	type Price = Price;
	type Split = Split;
	type ByteFee = ConstU128<1>;
	type Author = TheAuthor;
	type Treasury = ResolveTo<TheTreasury, Balances>;
	type MaxSponsorships = ConstU32<3>;
	type MinimumBudget = ConstU128<100>;
	type SponsorshipDeposit = ConstU128<20>;
	type WeightInfo = ();
}

/// The lanes of the calls: Balances and FeePolicy are payments, the first byte of a remark tells
/// its lane, and a remark with event calls the contract of its first byte.
pub struct TestLanes;

impl InspectCall<RuntimeCall, AccountId> for TestLanes {
	fn part(call: &RuntimeCall) -> CallPart<'_, RuntimeCall, AccountId> {
		match call {
			RuntimeCall::Balances(_) | RuntimeCall::FeePolicy(_) => CallPart::Of(Lane::Payments),
			RuntimeCall::System(frame_system::Call::remark { remark }) => {
				let first = usize::from(remark.first().copied().unwrap_or(4));
				CallPart::Of(Lane::ALL.get(first).copied().unwrap_or(Lane::Other))
			},
			RuntimeCall::System(frame_system::Call::remark_with_event { remark }) => {
				CallPart::ToContract(remark.first().copied().unwrap_or_default().into())
			},
			_ => CallPart::Of(Lane::Other),
		}
	}

	fn weight(call: &RuntimeCall) -> u64 {
		call.get_dispatch_info().call_weight.ref_time()
	}

	fn repairs_chain(call: &RuntimeCall) -> bool {
		matches!(call, RuntimeCall::System(frame_system::Call::set_heap_pages { .. }))
	}

	fn declined_sponsor(call: &RuntimeCall) -> Option<AccountId> {
		match call {
			RuntimeCall::FeePolicy(pallet_fee_policy::Call::decline { sponsor }) => Some(*sponsor),
			_ => None,
		}
	}
}

/// Returns a call of a lane.
pub(crate) fn call_of(lane: Lane) -> RuntimeCall {
	let index = Lane::ALL.iter().position(|known| *known == lane).unwrap_or(4);
	let remark = vec![u8::try_from(index).unwrap_or(4)];
	RuntimeCall::System(frame_system::Call::remark { remark })
}

/// Returns a call of a contract.
pub(crate) fn call_to(contract: AccountId) -> RuntimeCall {
	let remark = vec![u8::try_from(contract).unwrap_or(0)];
	RuntimeCall::System(frame_system::Call::remark_with_event { remark })
}

/// Returns the dispatch info of a normal call of this weight.
pub(crate) fn weighing(weight: u64) -> DispatchInfo {
	DispatchInfo { call_weight: Weight::from_parts(weight, 0), ..Default::default() }
}

/// Secures the fee of a transaction, as `ChargeTransactionPayment` does before it runs.
pub(crate) fn enter(
	who: AccountId,
	call: &RuntimeCall,
	weight: u64,
	tip: Balance,
) -> Result<crate::charge::Charge<Test>, TransactionValidityError> {
	let info = weighing(weight);
	let fee = TransactionPayment::compute_fee(0, &info, tip);
	FeePolicy::can_withdraw_fee(&who, call, &info, fee, tip)?;
	FeePolicy::withdraw_fee(&who, call, &info, fee, tip)
}

/// Runs a transaction from start to end. It needs `actual` of its declared `weight`.
pub(crate) fn run(
	who: AccountId,
	call: &RuntimeCall,
	(weight, actual): (u64, u64),
	tip: Balance,
) -> Result<Balance, TransactionValidityError> {
	let charge = enter(who, call, weight, tip)?;
	settle(who, (weight, actual), tip, charge)
}

/// Settles the fee of a transaction after it has run.
pub(crate) fn settle(
	who: AccountId,
	(weight, actual): (u64, u64),
	tip: Balance,
	charge: crate::charge::Charge<Test>,
) -> Result<Balance, TransactionValidityError> {
	let info = weighing(weight);
	let post = PostDispatchInfo {
		actual_weight: Some(Weight::from_parts(actual, 0)),
		pays_fee: Default::default(),
	};
	let fee = TransactionPayment::compute_actual_fee(0, &info, &post, tip);
	FeePolicy::correct_and_deposit_fee(&who, &info, &post, fee, tip, charge)?;
	Ok(fee)
}

/// Ends the block and begins the next.
pub(crate) fn next_block() {
	let now = System::block_number();
	// In the order of their indices in the runtime.
	<TransactionPayment as Hooks<_>>::on_finalize(now);
	<FeePolicy as Hooks<_>>::on_finalize(now);
	System::set_block_number(now + 1);
	System::reset_events();
	<FeePolicy as Hooks<_>>::on_initialize(now + 1);
}

/// Makes block 1 of a chain whose accounts 1 to 20 are rich.
pub(crate) fn new_test_ext() -> TestExternalities {
	let balances = (1..=20).map(|who| (who, RICH)).chain([(TREASURY, 10), (AUTHOR, 10)]).collect();
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig { balances, ..Default::default() },
		..Default::default()
	};
	let mut ext = TestExternalities::new(genesis.build_storage().unwrap_or_default());
	ext.execute_with(|| {
		System::set_block_number(1);
		<FeePolicy as Hooks<_>>::on_initialize(1);
	});
	ext
}
