// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Proxies, and what each type of proxy may do for the account that named it. Calls are named one
//! by one: what is added later stays closed to all types but `Any` until it is named here.
//! `runtime/tests/proxies/table.txt` lists every call.

use crate::{constants::money, Balance, Balances, Runtime, RuntimeCall, RuntimeEvent, System};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{
		parameter_types,
		traits::{ConstU32, InstanceFilter},
	},
	frame_system, pallet_babe, pallet_bags_list, pallet_bounties, pallet_child_bounties,
	pallet_conviction_voting, pallet_grandpa, pallet_identity, pallet_nomination_pools,
	pallet_preimage, pallet_proxy, pallet_referenda, pallet_session,
	pallet_staking::{self, RewardDestination},
	pallet_treasury, pallet_utility, pallet_vesting,
	sp_runtime::traits::BlakeTwo256,
};
use scale_info::TypeInfo;

/// The power that a proxy has over the account that named it.
#[derive(
	Copy,
	Clone,
	Default,
	Eq,
	PartialEq,
	Ord,
	PartialOrd,
	Encode,
	Decode,
	DecodeWithMemTracking,
	Debug,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum ProxyType {
	/// The power to do everything.
	#[default]
	#[codec(index = 0)]
	Any,
	/// The calls that cannot move BTR or tokens of the account, nor its right to any, to another
	/// account: governance, staking with rewards that stay in the account, identity.
	///
	/// The proxy may stake: it chooses the validators and pools that get the stake, whatever
	/// commission they take, and the keys with which the account validates. What they do wrong is
	/// slashed.
	#[codec(index = 1)]
	NonTransfer,
	/// Proposals, referenda, voting, and the payouts of the treasury and of bounties. The deposits
	/// are the account's: it pays for what is proposed and fails.
	#[codec(index = 2)]
	Governance,
	/// Staking, validating, session keys and nomination pools. The proxy decides where rewards go.
	#[codec(index = 3)]
	Staking,
	/// The rejection of a delayed proxy call, and nothing else.
	#[codec(index = 4)]
	CancelProxy,
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		match self {
			Self::Any => true,
			Self::NonTransfer => moves_nothing(call),
			Self::Governance => governs(call) || is_batch(call),
			Self::Staking => stakes(call) || decides_on_rewards(call) || is_batch(call),
			Self::CancelProxy => rejects_announcements(call),
		}
	}

	/// Tells which types a proxy may add and remove for the account: those that pass nothing which
	/// its own does not.
	fn is_superset(&self, other: &Self) -> bool {
		// `NonTransfer` is no superset of `Staking`, or it would add itself as such and choose the
		// payee; nor of `CancelProxy`, which is there to stop a delayed `Any`: it could remove it.
		matches!((self, other), (Self::Any, _) | (Self::NonTransfer, Self::Governance))
			|| self == other
	}
}

/// Tells whether a call cannot move BTR or tokens of its sender, nor a right to any, to another
/// account.
///
/// Not here, among others: transfers, burns, contracts, all of Assets, and all of Multisig, whose
/// calls run with a filter of their own.
fn moves_nothing(call: &RuntimeCall) -> bool {
	governs(call) || stakes(call) || is_batch(call) || identifies(call) || keeps_order(call)
}

/// Tells whether a call is a batch. The calls inside pass the same filter, one by one.
///
/// Not here: `as_derivative`, which acts for another account.
fn is_batch(call: &RuntimeCall) -> bool {
	use pallet_utility::Call;
	matches!(
		call,
		RuntimeCall::Utility(
			Call::batch { .. }
				| Call::batch_all { .. }
				| Call::force_batch { .. }
				| Call::if_else { .. }
		)
	)
}

/// Tells whether a call proposes, votes, or does what anybody may do after a vote.
///
/// Deposits go back to those who placed them, whoever asks for it. Those of a killed referendum and
/// of a closed bounty go to the treasury. A referendum that fails keeps the deposit of its
/// submission, and a bounty that nobody approves keeps its own.
fn governs(call: &RuntimeCall) -> bool {
	use pallet_conviction_voting::Call as Voting;
	use pallet_preimage::Call as Preimage;
	use pallet_referenda::Call as Referenda;
	match call {
		RuntimeCall::Preimage(call) => matches!(
			call,
			Preimage::note_preimage { .. }
				| Preimage::unnote_preimage { .. }
				| Preimage::ensure_updated { .. }
		),
		RuntimeCall::Referenda(call) => matches!(
			call,
			Referenda::submit { .. }
				| Referenda::place_decision_deposit { .. }
				| Referenda::refund_decision_deposit { .. }
				| Referenda::refund_submission_deposit { .. }
				| Referenda::set_metadata { .. }
		),
		RuntimeCall::ConvictionVoting(call) => matches!(
			call,
			Voting::vote { .. }
				| Voting::delegate { .. }
				| Voting::undelegate { .. }
				| Voting::unlock { .. }
				| Voting::remove_vote { .. }
				| Voting::remove_other_vote { .. }
		),
		RuntimeCall::Governance(call) => {
			matches!(call, pallet_governance::Call::propose { .. })
		},
		_ => asks_the_treasury(call),
	}
}

/// Tells whether a call proposes a bounty, or fetches what the treasury has granted.
fn asks_the_treasury(call: &RuntimeCall) -> bool {
	match call {
		RuntimeCall::Treasury(call) => matches!(
			call,
			pallet_treasury::Call::payout { .. } | pallet_treasury::Call::check_status { .. }
		),
		// Not what a curator does: who awards a bounty decides whose its BTR are.
		RuntimeCall::Bounties(call) => matches!(
			call,
			pallet_bounties::Call::propose_bounty { .. }
				| pallet_bounties::Call::claim_bounty { .. }
		),
		RuntimeCall::ChildBounties(call) => {
			matches!(call, pallet_child_bounties::Call::claim_child_bounty { .. })
		},
		_ => false,
	}
}

/// Tells whether a call stakes or validates without changing where rewards go.
fn stakes(call: &RuntimeCall) -> bool {
	use pallet_bags_list::Call as VoterList;
	use pallet_session::Call as Session;
	use pallet_validators::Call as Validators;
	match call {
		RuntimeCall::Staking(call) => stakes_alone(call),
		RuntimeCall::NominationPools(call) => stakes_in_pools(call),
		RuntimeCall::VoterList(call) => matches!(
			call,
			VoterList::rebag { .. }
				| VoterList::put_in_front_of { .. }
				| VoterList::put_in_front_of_other { .. }
		),
		RuntimeCall::Validators(call) => matches!(
			call,
			Validators::join { .. }
				| Validators::leave { .. }
				| Validators::rotate_keys { .. }
				| Validators::rejoin { .. }
		),
		RuntimeCall::Session(call) => {
			matches!(call, Session::set_keys { .. } | Session::purge_keys { .. })
		},
		_ => false,
	}
}

fn stakes_alone(call: &pallet_staking::Call<Runtime>) -> bool {
	use pallet_staking::Call;
	match call {
		// `None` is not among them: what a payee does not take the chain gives to the treasury.
		Call::bond { payee, .. } | Call::set_payee { payee } => {
			matches!(payee, RewardDestination::Staked | RewardDestination::Stash)
		},
		_ => matches!(
			call,
			Call::bond_extra { .. }
				| Call::unbond { .. }
				| Call::rebond { .. }
				| Call::withdraw_unbonded { .. }
				| Call::validate { .. }
				| Call::nominate { .. }
				| Call::chill { .. }
				| Call::chill_other { .. }
				| Call::kick { .. }
				// Both replace a controller, which is the stash itself on this chain.
				| Call::set_controller { .. }
				| Call::update_payee { .. }
				| Call::payout_stakers { .. }
				| Call::payout_stakers_by_page { .. }
				| Call::reap_stash { .. }
				| Call::force_apply_min_commission { .. }
				| Call::migrate_currency { .. }
		),
	}
}

/// Tells whether a call stakes in pools. Members hold their stake in their own accounts, and
/// payouts go to the member or to the payee that the root of the pool has chosen, whoever asks for
/// them.
fn stakes_in_pools(call: &pallet_nomination_pools::Call<Runtime>) -> bool {
	use pallet_nomination_pools::Call;
	matches!(
		call,
		Call::join { .. }
			| Call::bond_extra { .. }
			| Call::bond_extra_other { .. }
			| Call::claim_payout { .. }
			| Call::claim_payout_other { .. }
			| Call::set_claim_permission { .. }
			| Call::unbond { .. }
			| Call::withdraw_unbonded { .. }
			| Call::pool_withdraw_unbonded { .. }
			| Call::nominate { .. }
			| Call::chill { .. }
			| Call::set_metadata { .. }
			| Call::claim_commission { .. }
			| Call::set_commission_claim_permission { .. }
			| Call::apply_slash { .. }
			| Call::migrate_delegation { .. }
			| Call::migrate_pool_to_delegate_stake { .. }
	)
}

/// Tells whether a call decides where rewards go: the payee of a stash, and the roles, commission
/// and end of a pool.
///
/// A lower commission is the members' gain, and its limits can never be raised again. The depositor
/// of a destroyed pool gets what it has not paid of the commission. Not here:
/// `adjust_pool_deposit`, which pays out of the sender's pocket what the depositor gets back.
fn decides_on_rewards(call: &RuntimeCall) -> bool {
	use pallet_nomination_pools::Call as Pools;
	use pallet_staking::Call as Staking;
	matches!(
		call,
		RuntimeCall::Staking(Staking::bond { .. } | Staking::set_payee { .. })
			| RuntimeCall::NominationPools(
				Pools::create { .. }
					| Pools::create_with_pool_id { .. }
					| Pools::update_roles { .. }
					| Pools::set_state { .. }
					| Pools::set_commission { .. }
					| Pools::set_commission_max { .. }
					| Pools::set_commission_change_rate { .. }
			)
	)
}

/// Tells whether a call is about names, and gives away neither a fee nor a deposit.
///
/// Not here: `request_judgement`, which pays a registrar; `add_sub` and `set_subs`, since a
/// sub-account that quits keeps the deposit; `set_fee` and `set_account_id`, which decide on a
/// registrar's income; `set_username_for`, whose deposit is given back to whoever is the authority
/// then.
fn identifies(call: &RuntimeCall) -> bool {
	use pallet_identity::Call;
	matches!(
		call,
		RuntimeCall::Identity(
			Call::set_identity { .. }
				| Call::clear_identity { .. }
				| Call::cancel_request { .. }
				| Call::rename_sub { .. }
				| Call::remove_sub { .. }
				// The deposit comes from the other account.
				| Call::quit_sub { .. }
				// So does the fee.
				| Call::provide_judgement { .. }
				| Call::set_fields { .. }
				| Call::accept_username { .. }
				| Call::set_primary_username { .. }
				| Call::unbind_username { .. }
				| Call::remove_username { .. }
				| Call::remove_expired_approval { .. }
		)
	)
}

/// Tells whether a call is one of the rest that moves nothing: remarks, reports, vesting, the end
/// of sponsorships, proxies.
fn keeps_order(call: &RuntimeCall) -> bool {
	use pallet_fee_policy::Call as FeePolicy;
	use pallet_proxy::Call as Proxy;
	match call {
		RuntimeCall::System(call) => matches!(
			call,
			frame_system::Call::remark { .. }
				| frame_system::Call::remark_with_event { .. }
				| frame_system::Call::apply_authorized_upgrade { .. }
		),
		RuntimeCall::Babe(call) => {
			matches!(call, pallet_babe::Call::report_equivocation { .. })
		},
		RuntimeCall::Grandpa(call) => {
			matches!(call, pallet_grandpa::Call::report_equivocation { .. })
		},
		RuntimeCall::Vesting(call) => {
			matches!(call, pallet_vesting::Call::vest {} | pallet_vesting::Call::vest_other { .. })
		},
		RuntimeCall::FeePolicy(call) => matches!(
			call,
			FeePolicy::withdraw { .. }
				| FeePolicy::decline { .. }
				| FeePolicy::clear_expired { .. }
		),
		// Not `proxy` and `proxy_announced`, which act for another account with a filter of their
		// own; nor `announce`: what is announced anybody may run. Not `reject_announcement`: the
		// delayed call that removes this proxy could be rejected for ever. Of `add_proxy` and
		// `remove_proxy` the pallet passes only those of types that `is_superset` allows.
		RuntimeCall::Proxy(call) => matches!(
			call,
			Proxy::add_proxy { .. }
				| Proxy::remove_proxy { .. }
				| Proxy::remove_announcement { .. }
				| Proxy::poke_deposit { .. }
		),
		_ => false,
	}
}

fn rejects_announcements(call: &RuntimeCall) -> bool {
	matches!(call, RuntimeCall::Proxy(pallet_proxy::Call::reject_announcement { .. }))
}

parameter_types! {
	/// The deposit for a list of proxies, without its entries.
	pub const ProxyDepositBase: Balance = money::deposit(1, 8);
	/// The deposit for each proxy.
	pub const ProxyDepositFactor: Balance = money::deposit(0, 33);
	/// The deposit for a list of announcements, without its entries.
	pub const AnnouncementDepositBase: Balance = money::deposit(1, 8);
	/// The deposit for each announcement.
	pub const AnnouncementDepositFactor: Balance = money::deposit(0, 66);
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}
