// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Wasm contracts (ink! 5).

use crate::{
	constants::money,
	parameters::{dynamic_params::contracts, ContractAccess},
	AccountId, Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, RuntimeHoldReason,
	RuntimeOrigin, Timestamp, TransactionPayment,
};
use core::marker::PhantomData;
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstBool, ConstU32, Contains, EnsureOrigin, Get},
	},
	frame_system::EnsureSigned,
	pallet_assets,
	pallet_babe::RandomnessFromOneEpochAgo,
	pallet_balances,
	pallet_contracts::{self, Frame, InstructionWeights},
	pallet_conviction_voting, pallet_nomination_pools, pallet_staking,
	sp_runtime::Perbill,
};

/// The price of a unit of the engine's fuel, about an instruction, in picoseconds. The dearest that
/// was found, calls of functions with many locals, takes 4,100 on the reference machine, an
/// addition 1,150 (`scripts/bench gas`). The price is half as much again, as for all weights
/// (ADR 0017). Upstream's 1,259 would let a block take three times its weight.
const PICOSECONDS_PER_FUEL: u32 = 6_150;

parameter_types! {
	/// The deposit for a byte of storage, in base units, as governance set it.
	pub DepositPerByte: Balance = contracts::DepositPerByte::get().base_units();
	/// The deposit for a storage item, in base units, as governance set it.
	pub DepositPerItem: Balance = contracts::DepositPerItem::get().base_units();
	/// The price of instructions, and limits of code.
	pub Schedule: pallet_contracts::Schedule<Runtime> = pallet_contracts::Schedule {
		instruction_weights: InstructionWeights {
			base: PICOSECONDS_PER_FUEL,
			..Default::default()
		},
		..Default::default()
	};
	/// The most that a call may lock when its sender sets no limit, 7.8 BTR: 64 items of 1 KiB, or
	/// a contract with the longest code, which locks 30 % of the deposit for that code.
	pub const DefaultDepositLimit: Balance = money::deposit(64, 64 * 1024);
	/// The share of a code's deposit that each contract made of it locks.
	pub const CodeHashLockupDepositPercent: Perbill = Perbill::from_percent(30);
}

impl pallet_contracts::Config for Runtime {
	type Time = Timestamp;
	type Randomness = RandomnessFromOneEpochAgo<Runtime>;
	type Currency = Balances;
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type RuntimeHoldReason = RuntimeHoldReason;
	type CallFilter = OpenToContracts;
	type WeightPrice = TransactionPayment;
	type WeightInfo = crate::weights::pallet_contracts::Measured<Runtime>;
	type ChainExtension = ();
	type Schedule = Schedule;
	type CallStack = [Frame<Self>; 5];
	type DepositPerByte = DepositPerByte;
	type DefaultDepositLimit = DefaultDepositLimit;
	type DepositPerItem = DepositPerItem;
	type CodeHashLockupDepositPercent = CodeHashLockupDepositPercent;
	type AddressGenerator = pallet_contracts::DefaultAddressGenerator;
	type MaxCodeLen = ConstU32<{ 123 * 1024 }>;
	type MaxStorageKeyLen = ConstU32<128>;
	type MaxTransientStorageSize = ConstU32<{ 1024 * 1024 }>;
	type MaxDelegateDependencies = ConstU32<32>;
	// ink! 5.1.1 needs none of the unstable host functions.
	type UnsafeUnstableInterface = ConstBool<false>;
	type MaxDebugBufferLen = ConstU32<{ 2 * 1024 * 1024 }>;
	type UploadOrigin = EnsureAllowed<contracts::UploadAccess>;
	type InstantiateOrigin = EnsureAllowed<contracts::InstantiateAccess>;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = ();
	// What the benchmarks of migrations run.
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_contracts::migration::codegen::BenchMigrations;
	type Debug = ();
	type Environment = ();
	type ApiVersion = ();
}

/// The signed accounts that governance lets upload code, or instantiate it: a parameter names them.
///
/// Others are refused with `BadOrigin`. Contracts that instantiate contracts are not asked: whoever
/// may not upload gets no code of their own onto the chain.
pub struct EnsureAllowed<Access>(PhantomData<Access>);

impl<Access: Get<ContractAccess>> EnsureOrigin<RuntimeOrigin> for EnsureAllowed<Access> {
	type Success = AccountId;

	fn try_origin(origin: RuntimeOrigin) -> Result<AccountId, RuntimeOrigin> {
		let signer = <EnsureSigned<AccountId> as EnsureOrigin<_>>::try_origin(origin)?;
		if Access::get().allows(&signer) {
			Ok(signer)
		} else {
			Err(RuntimeOrigin::signed(signer))
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin() -> Result<RuntimeOrigin, ()> {
		<EnsureSigned<AccountId> as EnsureOrigin<_>>::try_successful_origin()
	}
}

/// The calls that a contract may send with `call_runtime`, always with its own account as the
/// signer: it pays, votes, stakes and issues tokens with what it holds.
///
/// Deployed contracts encode these calls by their indices and arguments: neither may ever change,
/// and nothing that stands here may go. All are of bounded weight, which the contract's gas pays
/// before they run, and none runs another call or creates an origin. What a transaction could not
/// do (safe mode, a paused call) is refused here, too.
pub struct OpenToContracts;

impl OpenToContracts {
	/// Tells whether a call pays: with a reference, which no transfer of pallet-contracts carries,
	/// or by one of the two transfers that contracts of other chains send in this way.
	fn pays(call: &RuntimeCall) -> bool {
		matches!(
			call,
			RuntimeCall::Balances(
				pallet_balances::Call::transfer_allow_death { .. }
					| pallet_balances::Call::transfer_keep_alive { .. }
			) | RuntimeCall::Accounts(pallet_accounts::Call::transfer_with_reference { .. })
		)
	}

	/// Tells whether a call votes. A DAO votes with its treasury, or hands its votes on. Proposing
	/// stays with people: a contract must not be able to fill the tracks.
	fn votes(call: &RuntimeCall) -> bool {
		use pallet_conviction_voting::Call;
		matches!(
			call,
			RuntimeCall::ConvictionVoting(
				Call::vote { .. }
					| Call::delegate { .. }
					| Call::undelegate { .. }
					| Call::unlock { .. }
					| Call::remove_vote { .. }
			)
		)
	}

	/// Tells whether a call stakes. A contract nominates or joins a pool with what it holds, and
	/// takes it back. It cannot validate: it has no node.
	fn stakes(call: &RuntimeCall) -> bool {
		use pallet_nomination_pools::Call as Pools;
		use pallet_staking::Call as Staking;
		matches!(
			call,
			RuntimeCall::Staking(
				Staking::bond { .. }
					| Staking::bond_extra { .. }
					| Staking::unbond { .. }
					| Staking::rebond { .. }
					| Staking::withdraw_unbonded { .. }
					| Staking::nominate { .. }
					| Staking::chill { .. }
					| Staking::set_payee { .. }
			) | RuntimeCall::NominationPools(
				Pools::join { .. }
					| Pools::bond_extra { .. }
					| Pools::claim_payout { .. }
					| Pools::unbond { .. }
					| Pools::withdraw_unbonded { .. }
			)
		)
	}

	/// Tells whether a call handles tokens. A contract issues a token of its own, holds and pays
	/// those of others, and takes back the deposits it has put down: that of the token by handing
	/// it to somebody. Freezing and destroying stay with people: whoever may do so decides over
	/// what others hold.
	fn handles_tokens(call: &RuntimeCall) -> bool {
		use pallet_assets::Call;
		matches!(
			call,
			RuntimeCall::Assets(
				Call::create { .. }
					| Call::set_metadata { .. }
					| Call::mint { .. }
					| Call::burn { .. }
					| Call::transfer { .. }
					| Call::transfer_keep_alive { .. }
					| Call::approve_transfer { .. }
					| Call::cancel_approval { .. }
					| Call::transfer_approved { .. }
					| Call::touch { .. }
					| Call::refund { .. }
					| Call::refund_other { .. }
					| Call::transfer_ownership { .. }
			)
		)
	}
}

impl Contains<RuntimeCall> for OpenToContracts {
	fn contains(call: &RuntimeCall) -> bool {
		Self::pays(call) || Self::votes(call) || Self::stakes(call) || Self::handles_tokens(call)
	}
}
