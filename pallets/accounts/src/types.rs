// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The answers of the views, and the traits with which the runtime tells this pallet about the
//! stock pallets.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::{
	frame_support::{traits::ConstU32, BoundedVec},
	sp_runtime::traits::Saturating,
};
use scale_info::TypeInfo;

/// The most bytes that the reference of a payment has.
pub const MAX_REFERENCE_BYTES: u32 = 64;

/// The purpose of a payment, in bytes that payer and payee agree on.
pub type Reference = BoundedVec<u8, ConstU32<MAX_REFERENCE_BYTES>>;

/// The ties of an account's balance to other pallets.
///
/// The runtime answers from the pallets it has. An account that a pallet does not know gets zero.
pub trait AccountTies<AccountId, Balance, HoldReason> {
	/// Returns the largest lock or freeze, which may overlap with what is reserved.
	fn frozen(who: &AccountId) -> Balance;
	/// Returns what is held for each reason; no reason comes twice.
	fn holds(who: &AccountId) -> Vec<(HoldReason, Balance)>;
	/// Returns what the account stakes itself and has not begun to unbond.
	fn bonded(who: &AccountId) -> Balance;
	/// Returns what the account has begun to unbond, or could withdraw already, and has not
	/// withdrawn.
	fn unbonding(who: &AccountId) -> Balance;
	/// Returns what the account's points in a nomination pool are worth now, without unclaimed
	/// rewards.
	fn pooled(who: &AccountId) -> Balance;
	/// Returns what the account unbonds from a pool, or could withdraw already, and has not
	/// withdrawn.
	fn pool_unbonding(who: &AccountId) -> Balance;
	/// Returns what the account's vesting schedules do not allow to be transferred at this block.
	fn vesting(who: &AccountId) -> Balance;
	/// Returns what votes and delegations lock.
	fn locked_in_votes(who: &AccountId) -> Balance;
}

/// The sources of the figures of the supply.
pub trait SupplySources<Balance> {
	/// Returns the total stake of the active era.
	fn staked() -> Balance;
	/// Returns the free balance of the treasury's account.
	fn treasury() -> Balance;
	/// Returns the fees that were burned since genesis.
	fn fees_burned() -> Balance;
	/// Returns the fees that the treasury got since genesis.
	fn fees_to_treasury() -> Balance;
	/// Returns what an era of planned length would issue at the present stake and issuance: the
	/// validators' payout and the remainder.
	fn emission_per_era() -> Balance;
}

/// An account's balance and what it is tied to. Amounts are base units: 10^12 are 1 BTR.
///
/// The account owns `free + reserved`. The other amounts explain parts of that sum, and overlap.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct AccountOverview<Nonce, Balance, HoldReason> {
	/// The nonce of the next transaction, without those that wait in a pool of a node.
	pub nonce: Nonce,
	/// The balance that is not reserved. Locks and freezes still apply to it.
	pub free: Balance,
	/// The balance that is set aside for deposits, stake and the like: all holds, and the reserves
	/// of pallets that do not use holds.
	pub reserved: Balance,
	/// The holds within `reserved`, each with its reason.
	pub holds: Vec<(HoldReason, Balance)>,
	/// The largest lock or freeze. It applies to `free + reserved`, so that reserves count too.
	pub frozen: Balance,
	/// The exact amount that one transfer can move if the account must stay alive. Fees come on
	/// top.
	pub transferable: Balance,
	/// The exact amount that `balances.transferAllowDeath` can move. It may remove the account.
	/// Fees come on top.
	pub transferable_all: Balance,
	/// The stake of the account itself that it has not begun to unbond. For the account of a
	/// nomination pool: the stake of its members.
	pub bonded: Balance,
	/// The stake that the account has begun to unbond and has not withdrawn.
	pub unbonding: Balance,
	/// The present worth of the account's points in a nomination pool, without unclaimed rewards.
	/// After a slash of the pool this is less than what is held, until the slash is applied to the
	/// member.
	pub pooled: Balance,
	/// The stake that the account unbonds from a pool and has not withdrawn.
	pub pool_unbonding: Balance,
	/// The amount that vesting schedules lock at this block. The lock itself, a part of `frozen`,
	/// may be larger until somebody calls `vesting.vest`.
	pub vesting: Balance,
	/// The amount that votes and delegations lock, a part of `frozen`. `convictionVoting.unlock`
	/// frees what has run out.
	pub locked_in_votes: Balance,
}

/// All BTR there is, and where it came from. Amounts are base units: 10^12 are 1 BTR.
///
/// `genesis + emitted - burned_by_fees - burned_otherwise = issued` holds as long as governance
/// does not create BTR by itself (`balances.forceSetBalance`, `balances.forceAdjustTotalIssuance`).
/// Afterwards, the BTR that governance created hides that much of what was burned otherwise; if
/// nothing is left to hide it, `issued` is larger than the left side.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SupplyOverview<Balance> {
	/// All BTR.
	pub issued: Balance,
	/// The total stake of the active era.
	pub staked: Balance,
	/// The free balance of the treasury's account.
	pub treasury: Balance,
	/// The income of the treasury since genesis.
	pub treasury_income: TreasuryIncome<Balance>,
	/// All BTR at genesis.
	pub genesis: Balance,
	/// All BTR that staking has issued since genesis: paid rewards, and the share of the treasury.
	/// Rewards that nobody has claimed are not issued yet.
	pub emitted: Balance,
	/// The fees that were burned since genesis.
	pub burned_by_fees: Balance,
	/// All BTR that was burned otherwise, such as by `balances.burn`: the rest of the sum, never
	/// below zero.
	pub burned_otherwise: Balance,
	/// The emission of an era of planned length at the present stake and issuance.
	pub emission_per_era: Balance,
}

/// The income of the treasury since genesis, in base units. Transfers from accounts and the dust of
/// removed accounts do not count.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct TreasuryIncome<Balance> {
	/// The share of fees.
	pub fees: Balance,
	/// The share of what staking issues; a part of `emitted`.
	pub emission: Balance,
	/// Slashed stakes and deposits.
	pub slashes: Balance,
}

/// Returns what is missing in `issued` and was not burned by fees; zero if nothing is missing.
pub(crate) fn burned_otherwise<Balance: Saturating>(
	created: Balance,
	burned_by_fees: Balance,
	issued: Balance,
) -> Balance {
	created.saturating_sub(burned_by_fees.saturating_add(issued))
}
