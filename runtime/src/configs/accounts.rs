// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Balances, our accounts pallet, vesting and identity.

use super::{
	account_views::{PalletSources, PalletTies},
	governance::SlashedDeposits,
};
use crate::{
	constants::{money, time},
	AccountId, Balance, Balances, BlockNumber, Runtime, RuntimeEvent, RuntimeFreezeReason,
	RuntimeHoldReason, Signature, System, Treasury,
};
use alloc::{vec, vec::Vec};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{
			tokens::imbalance::ResolveTo, ConstU128, ConstU32, VariantCountOf, WithdrawReasons,
		},
	},
	frame_system::EnsureRoot,
	pallet_balances, pallet_identity,
	pallet_treasury::TreasuryAccountId,
	pallet_vesting,
	sp_runtime::traits::{ConvertInto, Verify},
};

impl pallet_balances::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeFreezeReason = RuntimeFreezeReason;
	type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
	type Balance = Balance;
	// What a removed account leaves behind. Without an account of the treasury it is burned: it is
	// too little to open one.
	type DustRemoval = ResolveTo<TreasuryAccountId<Runtime>, Balances>;
	type ExistentialDeposit = ConstU128<{ money::EXISTENTIAL_DEPOSIT }>;
	type AccountStore = System;
	type ReserveIdentifier = [u8; 8];
	type FreezeIdentifier = RuntimeFreezeReason;
	type MaxLocks = ConstU32<50>;
	type MaxReserves = ConstU32<50>;
	type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
	type DoneSlashHandler = ();
}

parameter_types! {
	/// The accounts that pallets open later in the genesis: Treasury opens its own after the
	/// accounts pallet has noted the issuance.
	pub GenesisAccounts: Vec<AccountId> = vec![Treasury::account_id()];
}

impl pallet_accounts::Config for Runtime {
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type Ties = PalletTies;
	type Supply = PalletSources;
	type GenesisAccounts = GenesisAccounts;
	type WeightInfo = crate::weights::pallet_accounts::Measured<Runtime>;
}

parameter_types! {
	/// The uses of locked funds that vesting allows. Balances does not heed them: it looks at the
	/// largest lock only. So locked funds pay no fees; they can be staked and voted with.
	pub UnvestedFundsAllowedWithdrawReasons: WithdrawReasons =
		WithdrawReasons::except(WithdrawReasons::TRANSFER | WithdrawReasons::RESERVE);
}

impl pallet_vesting::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type BlockNumberToBalance = ConvertInto;
	type MinVestedTransfer = ConstU128<{ money::BTR }>;
	type WeightInfo = pallet_vesting::weights::SubstrateWeight<Runtime>;
	type UnvestedFundsAllowedWithdrawReasons = UnvestedFundsAllowedWithdrawReasons;
	type BlockNumberProvider = System;
	const MAX_VESTING_SCHEDULES: u32 = 28;
}

parameter_types! {
	/// The deposit for an identity without its bytes.
	pub const BasicDeposit: Balance = money::deposit(1, 258);
	/// The deposit for each byte of an identity.
	pub const ByteDeposit: Balance = money::deposit(0, 1);
	/// The deposit for a username.
	pub const UsernameDeposit: Balance = money::deposit(0, 32);
	/// The deposit for each sub-account.
	pub const SubAccountDeposit: Balance = money::deposit(1, 53);
	/// The time in which an offered username has to be accepted.
	pub const PendingUsernameExpiration: BlockNumber = 7 * time::DAYS;
	/// The time from the notice that a username is taken back to its end.
	pub const UsernameGracePeriod: BlockNumber = 30 * time::DAYS;
}

impl pallet_identity::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type BasicDeposit = BasicDeposit;
	type ByteDeposit = ByteDeposit;
	type UsernameDeposit = UsernameDeposit;
	type SubAccountDeposit = SubAccountDeposit;
	type MaxSubAccounts = ConstU32<100>;
	type IdentityInformation = pallet_identity::legacy::IdentityInfo<ConstU32<100>>;
	type MaxRegistrars = ConstU32<20>;
	type Slashed = SlashedDeposits;
	type ForceOrigin = EnsureRoot<AccountId>;
	type RegistrarOrigin = EnsureRoot<AccountId>;
	type OffchainSignature = Signature;
	type SigningPublicKey = <Signature as Verify>::Signer;
	type UsernameAuthorityOrigin = EnsureRoot<AccountId>;
	type PendingUsernameExpiration = PendingUsernameExpiration;
	type UsernameGracePeriod = UsernameGracePeriod;
	type MaxSuffixLength = ConstU32<7>;
	type MaxUsernameLength = ConstU32<32>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = ();
	type WeightInfo = pallet_identity::weights::SubstrateWeight<Runtime>;
}
