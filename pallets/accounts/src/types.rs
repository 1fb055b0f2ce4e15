// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the views answer, and what the runtime tells this pallet about the stock pallets.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use polkadot_sdk::{
	frame_support::{traits::ConstU32, BoundedVec},
	sp_runtime::traits::Saturating,
};
use scale_info::TypeInfo;

/// The most bytes that the reference of a payment has.
pub const MAX_REFERENCE_BYTES: u32 = 64;

/// What a payment is for, in bytes that payer and payee agree on.
pub type Reference = BoundedVec<u8, ConstU32<MAX_REFERENCE_BYTES>>;

/// What other pallets tie an account's balance to.
///
/// The runtime answers from the pallets it has. An account that a pallet does not know gets zero.
pub trait AccountTies<AccountId, Balance, HoldReason> {
	/// The largest lock or freeze: it may overlap with what is reserved.
	fn frozen(who: &AccountId) -> Balance;
	/// What is held for each reason; no reason comes twice.
	fn holds(who: &AccountId) -> Vec<(HoldReason, Balance)>;
	/// What the account stakes itself and has not begun to unbond.
	fn bonded(who: &AccountId) -> Balance;
	/// What the account has begun to unbond, or could withdraw already, and has not withdrawn.
	fn unbonding(who: &AccountId) -> Balance;
	/// What the account's points in a nomination pool are worth now, without unclaimed rewards.
	fn pooled(who: &AccountId) -> Balance;
	/// What the account unbonds from a pool, or could withdraw already, and has not withdrawn.
	fn pool_unbonding(who: &AccountId) -> Balance;
	/// What the account's vesting schedules do not allow to be transferred at this block.
	fn vesting(who: &AccountId) -> Balance;
	/// What votes and delegations lock.
	fn locked_in_votes(who: &AccountId) -> Balance;
}

/// Where the figures of the supply come from.
pub trait SupplySources<Balance> {
	/// The total stake of the active era.
	fn staked() -> Balance;
	/// The free balance of the treasury's account.
	fn treasury() -> Balance;
	/// What was burned of fees since genesis.
	fn fees_burned() -> Balance;
	/// What the treasury got of fees since genesis.
	fn fees_to_treasury() -> Balance;
	/// What an era of planned length would issue at the present stake and issuance: the
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
	/// What is not reserved. Locks and freezes still apply to it.
	pub free: Balance,
	/// What is set aside for deposits, stake and the like: all holds, and the reserves of pallets
	/// that do not use holds.
	pub reserved: Balance,
	/// The holds within `reserved`, each with its reason.
	pub holds: Vec<(HoldReason, Balance)>,
	/// The largest lock or freeze. It applies to `free + reserved`, so that reserves count too.
	pub frozen: Balance,
	/// Exactly what one transfer can move if the account must stay alive. Fees come on top.
	pub transferable: Balance,
	/// Exactly what `balances.transferAllowDeath` can move. It may remove the account. Fees come on
	/// top.
	pub transferable_all: Balance,
	/// What the account stakes itself and has not begun to unbond. For the account of a nomination
	/// pool: what its members do.
	pub bonded: Balance,
	/// What the account has begun to unbond and has not withdrawn.
	pub unbonding: Balance,
	/// What the account's points in a nomination pool are worth now, without unclaimed rewards.
	/// After a slash of the pool this is less than what is held, until the slash is applied to the
	/// member.
	pub pooled: Balance,
	/// What the account unbonds from a pool and has not withdrawn.
	pub pool_unbonding: Balance,
	/// What vesting schedules lock at this block. The lock itself, a part of `frozen`, may be
	/// larger until somebody calls `vesting.vest`.
	pub vesting: Balance,
	/// What votes and delegations lock, a part of `frozen`. `convictionVoting.unlock` frees what has
	/// run out.
	pub locked_in_votes: Balance,
}

/// All BTR there is, and where it came from. Amounts are base units: 10^12 are 1 BTR.
///
/// `genesis + emitted - burned_by_fees - burned_otherwise = issued` holds as long as governance
/// does not create BTR by itself (`balances.forceSetBalance`,
/// `balances.forceAdjustTotalIssuance`). Afterwards what it created hides that much of what was
/// burned otherwise; if nothing is left to hide it, `issued` is larger than the left side.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SupplyOverview<Balance> {
	/// All BTR.
	pub issued: Balance,
	/// The total stake of the active era.
	pub staked: Balance,
	/// The free balance of the treasury's account.
	pub treasury: Balance,
	/// What the treasury has earned since genesis.
	pub treasury_income: TreasuryIncome<Balance>,
	/// All BTR at genesis.
	pub genesis: Balance,
	/// What staking issued since: paid rewards, and the share of the treasury. Rewards that nobody
	/// has claimed are not issued yet.
	pub emitted: Balance,
	/// What was burned of fees since genesis.
	pub burned_by_fees: Balance,
	/// What went otherwise, such as by `balances.burn`: what is left of the sum, never below zero.
	pub burned_otherwise: Balance,
	/// What an era of planned length would issue at the present stake and issuance.
	pub emission_per_era: Balance,
}

/// What the treasury has earned since genesis, in base units. What accounts transfer to it is not
/// among it, nor the dust of removed accounts.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct TreasuryIncome<Balance> {
	/// Its share of fees.
	pub fees: Balance,
	/// Its share of what staking issues; a part of `emitted`.
	pub emission: Balance,
	/// Slashed stakes and deposits.
	pub slashes: Balance,
}

/// What is missing in `issued` and was not burned by fees. It is zero if nothing is missing.
pub(crate) fn burned_otherwise<Balance: Saturating>(
	created: Balance,
	burned_by_fees: Balance,
	issued: Balance,
) -> Balance {
	created.saturating_sub(burned_by_fees.saturating_add(issued))
}
