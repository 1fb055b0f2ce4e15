// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The smallest runtime that hosts the pallet: System, Balances, and made-up ties.

use crate as pallet_accounts;
use crate::{AccountTies, CountEmission, CountIncome, SupplySources};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		construct_runtime, derive_impl, parameter_types,
		traits::{tokens::imbalance::ResolveTo, ConstU32, ConstU64, VariantCount},
	},
	frame_system::mocking::MockBlock,
	sp_io::TestExternalities,
	sp_runtime::{
		traits::{LookupError, StaticLookup},
		BuildStorage,
	},
	*,
};
use scale_info::TypeInfo;

pub(crate) type AccountId = u64;
pub(crate) type Balance = u64;

pub(crate) const ALICE: AccountId = 1;
pub(crate) const BOB: AccountId = 2;
pub(crate) const NOBODY: AccountId = 3;
pub(crate) const TREASURY: AccountId = 9;
/// The address that no account has.
pub(crate) const UNKNOWN_ADDRESS: AccountId = 404;

pub(crate) const ENDOWMENT: Balance = 1_000;
pub(crate) const EXISTENTIAL_DEPOSIT: Balance = 10;
pub(crate) const FEES_BURNED: Balance = 30;

construct_runtime!(
	pub enum Test {
		System: frame_system,
		Balances: pallet_balances,
		Accounts: pallet_accounts,
	}
);

/// Two reasons to hold a balance.
#[derive(
	Clone,
	Copy,
	Debug,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum HoldReason {
	Deposit,
	Stake,
}

impl VariantCount for HoldReason {
	const VARIANT_COUNT: u32 = 2;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = MockBlock<Test>;
	type AccountData = pallet_balances::AccountData<Balance>;
	type Lookup = LookupOfAllButOne;
}

/// A lookup in which every address but one is its own account.
pub struct LookupOfAllButOne;

impl StaticLookup for LookupOfAllButOne {
	type Source = AccountId;
	type Target = AccountId;

	fn lookup(address: AccountId) -> Result<AccountId, LookupError> {
		if address == UNKNOWN_ADDRESS {
			Err(LookupError)
		} else {
			Ok(address)
		}
	}

	fn unlookup(account: AccountId) -> AccountId {
		account
	}
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
	type RuntimeHoldReason = HoldReason;
	type FreezeIdentifier = u8;
	type MaxFreezes = ConstU32<2>;
}

parameter_types! {
	pub const TreasuryAccount: AccountId = TREASURY;
	pub GenesisAccounts: Vec<AccountId> = vec![TREASURY];
	/// The hold that the ties tell beyond those that Balances has stored, if a test sets it.
	pub static ExtraHold: Option<(HoldReason, Balance)> = None;
	pub static ReportedFrozen: Option<Balance> = None;
}

impl pallet_accounts::Config for Test {
	type RuntimeHoldReason = HoldReason;
	type Currency = Balances;
	type Ties = MockTies;
	type Supply = MockSources;
	type GenesisAccounts = GenesisAccounts;
	type WeightInfo = ();
}

/// The ties of the tests: those of Balances as they are, and a different number for every other.
pub struct MockTies;

impl AccountTies<AccountId, Balance, HoldReason> for MockTies {
	fn frozen(who: &AccountId) -> Balance {
		ReportedFrozen::get().unwrap_or(System::account(who).data.frozen)
	}

	fn holds(who: &AccountId) -> Vec<(HoldReason, Balance)> {
		let stored = pallet_balances::Holds::<Test>::get(who).into_iter();
		stored.map(|hold| (hold.id, hold.amount)).chain(ExtraHold::get()).collect()
	}

	fn bonded(who: &AccountId) -> Balance {
		who * 100 + 1
	}

	fn unbonding(who: &AccountId) -> Balance {
		who * 100 + 2
	}

	fn pooled(who: &AccountId) -> Balance {
		who * 100 + 3
	}

	fn pool_unbonding(who: &AccountId) -> Balance {
		who * 100 + 4
	}

	fn vesting(who: &AccountId) -> Balance {
		who * 100 + 5
	}

	fn locked_in_votes(who: &AccountId) -> Balance {
		who * 100 + 6
	}
}

/// The sources of the tests: the treasury as it is, and a different number for every other figure.
pub struct MockSources;

impl SupplySources<Balance> for MockSources {
	fn staked() -> Balance {
		77
	}

	fn treasury() -> Balance {
		Balances::free_balance(TREASURY)
	}

	fn fees_burned() -> Balance {
		FEES_BURNED
	}

	fn fees_to_treasury() -> Balance {
		55
	}

	fn emission_per_era() -> Balance {
		88
	}
}

/// The handler of rewards, as staking hands them out: they are in the accounts, and the issuance
/// follows.
pub(crate) type ToIssuance = CountEmission<Test, ()>;
/// The handler of what is left of an era's emission, as staking hands it out.
pub(crate) type ToTreasury = CountEmission<
	Test,
	CountIncome<Test, crate::TreasuryEmission<Test>, ResolveTo<TreasuryAccount, Balances>>,
>;
/// The handler of slashes, as staking hands them out.
pub(crate) type SlashesToTreasury =
	CountIncome<Test, crate::TreasurySlashes<Test>, ResolveTo<TreasuryAccount, Balances>>;

/// Returns block 1 of a chain with the genesis of the tests, without events.
pub(crate) fn new_test_ext() -> TestExternalities {
	let genesis = RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: vec![(ALICE, ENDOWMENT), (BOB, ENDOWMENT)],
			..Default::default()
		},
		..Default::default()
	};
	let mut externalities = TestExternalities::new(genesis.build_storage().unwrap());
	externalities.execute_with(|| System::set_block_number(1));
	ExtraHold::set(None);
	ReportedFrozen::set(None);
	externalities
}
