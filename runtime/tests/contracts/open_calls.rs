// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls that contracts may send, with the bytes in which deployed contracts send them.

use batara_runtime::{constants::money::BTR, AccountId, RuntimeCall};
use polkadot_sdk::{
	pallet_assets as assets, pallet_balances, pallet_conviction_voting as voting,
	pallet_nomination_pools::{self as pools, BondExtra},
	pallet_staking::{self as staking, RewardDestination},
};

/// Returns an account for the examples.
fn other() -> AccountId {
	AccountId::new([7; 32])
}

/// Returns an example of each open call, and its bytes in hexadecimal digits.
///
/// The bytes are in contracts that nobody can change: an upgrade that fails here breaks them.
pub fn open_calls() -> Vec<(RuntimeCall, &'static str)> {
	[payments(), votes(), stakes(), pooled(), tokens()].concat()
}

fn payments() -> Vec<(RuntimeCall, &'static str)> {
	let dest = || other().into();
	let value = BTR;
	vec![
		(
			RuntimeCall::Balances(pallet_balances::Call::transfer_allow_death {
				dest: dest(),
				value,
			}),
			"0a00000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(
			RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
				dest: dest(),
				value,
			}),
			"0a03000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(
			RuntimeCall::Accounts(pallet_accounts::Call::transfer_with_reference {
				dest: dest(),
				value,
				reference: b"invoice 7".to_vec().try_into().unwrap(),
			}),
			"0d00000707070707070707070707070707070707070707070707070707070707070707070010a5d4e824696e766f6963652037",
		),
	]
}

fn votes() -> Vec<(RuntimeCall, &'static str)> {
	let conviction = voting::Conviction::Locked2x;
	let vote = voting::AccountVote::Standard {
		vote: voting::Vote { aye: true, conviction },
		balance: BTR,
	};
	let target = || other().into();
	[
		(voting::Call::vote { poll_index: 3, vote }, "2b000c00820010a5d4e80000000000000000000000"),
		(voting::Call::delegate { class: 0, to: target(), conviction, balance: BTR }, "2b010000000707070707070707070707070707070707070707070707070707070707070707020010a5d4e80000000000000000000000"),
		(voting::Call::undelegate { class: 0 }, "2b020000"),
		(voting::Call::unlock { class: 0, target: target() }, "2b030000000707070707070707070707070707070707070707070707070707070707070707"),
		(voting::Call::remove_vote { class: Some(0), index: 3 }, "2b0401000003000000"),
	]
	.map(|(call, bytes)| (RuntimeCall::ConvictionVoting(call), bytes))
	.to_vec()
}

fn stakes() -> Vec<(RuntimeCall, &'static str)> {
	[
		(
			staking::Call::bond { value: BTR, payee: RewardDestination::Staked },
			"1400070010a5d4e800",
		),
		(staking::Call::bond_extra { max_additional: BTR }, "1401070010a5d4e8"),
		(staking::Call::unbond { value: BTR }, "1402070010a5d4e8"),
		(staking::Call::rebond { value: BTR }, "1413070010a5d4e8"),
		(staking::Call::withdraw_unbonded { num_slashing_spans: 0 }, "140300000000"),
		(
			staking::Call::nominate { targets: vec![other().into()] },
			"140504000707070707070707070707070707070707070707070707070707070707070707",
		),
		(staking::Call::chill {}, "1406"),
		(
			staking::Call::set_payee { payee: RewardDestination::Account(other()) },
			"1407030707070707070707070707070707070707070707070707070707070707070707",
		),
	]
	.map(|(call, bytes)| (RuntimeCall::Staking(call), bytes))
	.to_vec()
}

fn pooled() -> Vec<(RuntimeCall, &'static str)> {
	let member_account = || other().into();
	[
		(pools::Call::join { amount: BTR, pool_id: 1 }, "1600070010a5d4e801000000"),
		(
			pools::Call::bond_extra { extra: BondExtra::FreeBalance(BTR) },
			"1601000010a5d4e80000000000000000000000",
		),
		(pools::Call::claim_payout {}, "1602"),
		(
			pools::Call::unbond { member_account: member_account(), unbonding_points: BTR },
			"1603000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(
			pools::Call::withdraw_unbonded {
				member_account: member_account(),
				num_slashing_spans: 0,
			},
			"160500070707070707070707070707070707070707070707070707070707070707070700000000",
		),
	]
	.map(|(call, bytes)| (RuntimeCall::NominationPools(call), bytes))
	.to_vec()
}

fn tokens() -> Vec<(RuntimeCall, &'static str)> {
	let id = || 7.into();
	let who = || other().into();
	let amount = BTR;
	let (name, symbol) = (b"Tea".to_vec(), b"TEA".to_vec());
	[
		(
			assets::Call::create { id: id(), admin: who(), min_balance: 1 },
			"0f001c00070707070707070707070707070707070707070707070707070707070707070701000000000000000000000000000000",
		),
		(
			assets::Call::set_metadata { id: id(), name, symbol, decimals: 2 },
			"0f111c0c5465610c54454102",
		),
		(
			assets::Call::mint { id: id(), beneficiary: who(), amount },
			"0f061c000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(
			assets::Call::burn { id: id(), who: who(), amount },
			"0f071c000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(
			assets::Call::transfer { id: id(), target: who(), amount },
			"0f081c000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(
			assets::Call::transfer_keep_alive { id: id(), target: who(), amount },
			"0f091c000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(
			assets::Call::approve_transfer { id: id(), delegate: who(), amount },
			"0f161c000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(
			assets::Call::cancel_approval { id: id(), delegate: who() },
			"0f171c000707070707070707070707070707070707070707070707070707070707070707",
		),
		(
			assets::Call::transfer_approved { id: id(), owner: who(), destination: who(), amount },
			"0f191c000707070707070707070707070707070707070707070707070707070707070707000707070707070707070707070707070707070707070707070707070707070707070010a5d4e8",
		),
		(assets::Call::touch { id: id() }, "0f1a1c"),
		(assets::Call::refund { id: id(), allow_burn: false }, "0f1b1c00"),
		(assets::Call::refund_other { id: id(), who: who() }, "0f1e1c000707070707070707070707070707070707070707070707070707070707070707"),
		(assets::Call::transfer_ownership { id: id(), owner: who() }, "0f0f1c000707070707070707070707070707070707070707070707070707070707070707"),
	]
	.map(|(call, bytes)| (RuntimeCall::Assets(call), bytes))
	.to_vec()
}
