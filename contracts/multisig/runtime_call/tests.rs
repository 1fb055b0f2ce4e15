// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The exact bytes of every call: an index that slips calls something else.

use super::*;
use ink::scale::{Decode, Encode};

const BTR: u128 = 1_000_000_000_000;
/// One BTR as a compact number.
const COMPACT_BTR: &[u8] = &[0x07, 0x00, 0x10, 0xa5, 0xd4, 0xe8];
/// One BTR in 16 bytes.
const PLAIN_BTR: &[u8] = &[0, 0x10, 0xa5, 0xd4, 0xe8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
const ACCOUNT: AccountId = AccountId([0xab; 32]);
const ADDRESS: Address = Address::Id(ACCOUNT);
/// The account, as an address.
const ENCODED_ADDRESS: &[u8] = &[
	0, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab,
	0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab, 0xab,
	0xab,
];

#[track_caller]
fn assert_bytes(call: RuntimeCall, parts: &[&[u8]]) {
	let bytes = call.encode();
	assert_eq!(bytes, parts.concat());
	assert_eq!(RuntimeCall::decode(&mut &bytes[..]), Ok(call));
}

#[track_caller]
fn assert_staking(call: StakingCall, parts: &[&[u8]]) {
	assert_bytes(RuntimeCall::Staking(call), &[&[20], &parts.concat()[..]]);
}

#[track_caller]
fn assert_pools(call: NominationPoolsCall, parts: &[&[u8]]) {
	assert_bytes(RuntimeCall::NominationPools(call), &[&[22], &parts.concat()[..]]);
}

#[track_caller]
fn assert_voting(call: ConvictionVotingCall, parts: &[&[u8]]) {
	assert_bytes(RuntimeCall::ConvictionVoting(call), &[&[43], &parts.concat()[..]]);
}

#[test]
fn balances_transfer_allow_death_has_its_bytes() {
	let call = BalancesCall::TransferAllowDeath { dest: ADDRESS, value: BTR };
	assert_bytes(RuntimeCall::Balances(call), &[&[10, 0], ENCODED_ADDRESS, COMPACT_BTR]);
}

#[test]
fn balances_transfer_keep_alive_has_its_bytes() {
	let call = BalancesCall::TransferKeepAlive { dest: ADDRESS, value: BTR };
	assert_bytes(RuntimeCall::Balances(call), &[&[10, 3], ENCODED_ADDRESS, COMPACT_BTR]);
}

#[test]
fn accounts_transfer_with_reference_has_its_bytes() {
	let reference = b"bill".to_vec();
	let call = AccountsCall::TransferWithReference { dest: ADDRESS, value: BTR, reference };
	let parts: [&[u8]; 4] = [&[13, 0], ENCODED_ADDRESS, COMPACT_BTR, b"\x10bill"];
	assert_bytes(RuntimeCall::Accounts(call), &parts);
}

#[test]
fn staking_bond_has_its_bytes() {
	let bond = |payee| StakingCall::Bond { value: BTR, payee };
	assert_staking(bond(RewardDestination::Staked), &[&[0], COMPACT_BTR, &[0]]);
	assert_staking(bond(RewardDestination::Stash), &[&[0], COMPACT_BTR, &[1]]);
	assert_staking(
		bond(RewardDestination::Account(ACCOUNT)),
		&[&[0], COMPACT_BTR, &[3], &[0xab; 32]],
	);
	assert_staking(bond(RewardDestination::None), &[&[0], COMPACT_BTR, &[4]]);
}

#[test]
fn staking_bond_extra_has_its_bytes() {
	assert_staking(StakingCall::BondExtra { max_additional: BTR }, &[&[1], COMPACT_BTR]);
}

#[test]
fn staking_unbond_has_its_bytes() {
	assert_staking(StakingCall::Unbond { value: BTR }, &[&[2], COMPACT_BTR]);
}

#[test]
fn staking_withdraw_unbonded_has_its_bytes() {
	let call = StakingCall::WithdrawUnbonded { num_slashing_spans: 0x0403_0201 };
	assert_staking(call, &[&[3, 1, 2, 3, 4]]);
}

#[test]
fn staking_nominate_has_its_bytes() {
	let call = StakingCall::Nominate { targets: vec![ADDRESS, ADDRESS] };
	assert_staking(call, &[&[5, 2 << 2], ENCODED_ADDRESS, ENCODED_ADDRESS]);
}

#[test]
fn staking_chill_has_its_bytes() {
	assert_staking(StakingCall::Chill, &[&[6]]);
}

#[test]
fn staking_set_payee_has_its_bytes() {
	assert_staking(StakingCall::SetPayee { payee: RewardDestination::Stash }, &[&[7, 1]]);
}

#[test]
fn staking_rebond_has_its_bytes() {
	assert_staking(StakingCall::Rebond { value: BTR }, &[&[19], COMPACT_BTR]);
}

#[test]
fn pools_join_has_its_bytes() {
	let call = NominationPoolsCall::Join { amount: BTR, pool_id: 7 };
	assert_pools(call, &[&[0], COMPACT_BTR, &[7, 0, 0, 0]]);
}

#[test]
fn pools_bond_extra_has_its_bytes() {
	let call = |extra| NominationPoolsCall::BondExtra { extra };
	assert_pools(call(BondExtra::FreeBalance(BTR)), &[&[1, 0], PLAIN_BTR]);
	assert_pools(call(BondExtra::Rewards), &[&[1, 1]]);
}

#[test]
fn pools_claim_payout_has_its_bytes() {
	assert_pools(NominationPoolsCall::ClaimPayout, &[&[2]]);
}

#[test]
fn pools_unbond_has_its_bytes() {
	let call = NominationPoolsCall::Unbond { member_account: ADDRESS, unbonding_points: BTR };
	assert_pools(call, &[&[3], ENCODED_ADDRESS, COMPACT_BTR]);
}

#[test]
fn pools_withdraw_unbonded_has_its_bytes() {
	let call =
		NominationPoolsCall::WithdrawUnbonded { member_account: ADDRESS, num_slashing_spans: 1 };
	assert_pools(call, &[&[5], ENCODED_ADDRESS, &[1, 0, 0, 0]]);
}

#[test]
fn voting_vote_has_its_bytes() {
	let call = |vote| ConvictionVotingCall::Vote { poll_index: 70, vote };
	// 70 as a compact number has two bytes.
	assert_voting(
		call(AccountVote::Standard { vote: Vote::Aye2x, balance: BTR }),
		&[&[0, 0x19, 0x01, 0, 130], PLAIN_BTR],
	);
	assert_voting(
		call(AccountVote::Split { aye: BTR, nay: 1 }),
		&[&[0, 0x19, 0x01, 1], PLAIN_BTR, &1u128.to_le_bytes()],
	);
	assert_voting(
		call(AccountVote::SplitAbstain { aye: 1, nay: BTR, abstain: 2 }),
		&[&[0, 0x19, 0x01, 2], &1u128.to_le_bytes(), PLAIN_BTR, &2u128.to_le_bytes()],
	);
}

#[test]
fn votes_are_one_byte_of_side_and_conviction() {
	use Vote::*;
	let nays = [Nay, Nay1x, Nay2x, Nay3x, Nay4x, Nay5x, Nay6x];
	let ayes = [Aye, Aye1x, Aye2x, Aye3x, Aye4x, Aye5x, Aye6x];
	assert_eq!(nays.encode(), [0, 1, 2, 3, 4, 5, 6]);
	assert_eq!(ayes.encode(), [0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86]);
}

#[test]
fn voting_delegate_has_its_bytes() {
	let convictions = [
		Conviction::None,
		Conviction::Locked1x,
		Conviction::Locked2x,
		Conviction::Locked3x,
		Conviction::Locked4x,
		Conviction::Locked5x,
		Conviction::Locked6x,
	];
	for (byte, conviction) in (0..).zip(convictions) {
		let call =
			ConvictionVotingCall::Delegate { class: 0x0201, to: ADDRESS, conviction, balance: BTR };
		assert_voting(call, &[&[1, 1, 2], ENCODED_ADDRESS, &[byte], PLAIN_BTR]);
	}
}

#[test]
fn voting_undelegate_has_its_bytes() {
	assert_voting(ConvictionVotingCall::Undelegate { class: 0x0201 }, &[&[2, 1, 2]]);
}

#[test]
fn voting_unlock_has_its_bytes() {
	let call = ConvictionVotingCall::Unlock { class: 0x0201, target: ADDRESS };
	assert_voting(call, &[&[3, 1, 2], ENCODED_ADDRESS]);
}

#[test]
fn voting_remove_vote_has_its_bytes() {
	let call = |class| ConvictionVotingCall::RemoveVote { class, index: 70 };
	assert_voting(call(Some(0x0201)), &[&[4, 1, 1, 2, 70, 0, 0, 0]]);
	assert_voting(call(None), &[&[4, 0, 70, 0, 0, 0]]);
}
