// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The types of the answers of the view functions.

use crate::{
	emergency::{CallName, SetId},
	tracks::{Terms, Track},
	BalanceOf,
};
use alloc::vec::Vec;
use codec::{Decode, Encode};
use polkadot_sdk::{
	frame_system::{self, pallet_prelude::BlockNumberFor},
	pallet_parameters,
	pallet_referenda::ReferendumIndex,
	sp_runtime::Perbill,
};
use scale_info::TypeInfo;

/// The state of a proposal.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub enum ProposalState<BlockNumber> {
	/// Voting is open, but the decision has not begun.
	#[codec(index = 0)]
	Preparing {
		/// The block in which the decision begins, if the track has room then.
		until: BlockNumber,
	},
	/// Voting is open, but the track decides as many proposals as it may. The one with the most
	/// ayes is next. A proposal that finds the queue full tries again, and times out in the end.
	#[codec(index = 1)]
	Waiting {
		/// The number of proposals that come before this one.
		ahead: u32,
	},
	/// Voting is open, but nobody has placed the decision deposit:
	/// `referenda.place_decision_deposit`.
	#[codec(index = 2)]
	NeedsDeposit {
		/// The block in which the proposal times out.
		until: BlockNumber,
	},
	/// The decision runs, and the proposal does not pass with the present votes.
	#[codec(index = 3)]
	Deciding {
		/// The block in which the proposal is rejected if it does not pass then.
		until: BlockNumber,
	},
	/// The proposal passes, and has to go on doing so.
	#[codec(index = 4)]
	Confirming {
		/// The block in which the proposal is approved if it still passes.
		until: BlockNumber,
	},
	/// The proposal passed.
	#[codec(index = 5)]
	Approved {
		/// The block of the approval.
		at: BlockNumber,
	},
	/// The proposal did not pass.
	#[codec(index = 6)]
	Rejected {
		/// The block of the rejection.
		at: BlockNumber,
	},
	/// The origin that may cancel ended the proposal; the deposits can be taken back.
	#[codec(index = 7)]
	Cancelled {
		/// The block of the cancellation.
		at: BlockNumber,
	},
	/// The decision deposit was not placed in time, or the proposal found no place in the queue of
	/// its track.
	#[codec(index = 8)]
	TimedOut {
		/// The block of the timeout.
		at: BlockNumber,
	},
	/// The origin that may kill ended the proposal; the deposits were slashed.
	#[codec(index = 9)]
	Killed {
		/// The block in which it was killed.
		at: BlockNumber,
	},
}

/// The subject of a proposal, as far as the call that it would enact tells.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub enum ProposalKind<AccountId, Balance, BlockNumber, Hash, Parameter> {
	/// A new runtime.
	#[codec(index = 0)]
	Upgrade {
		/// The hash of its code.
		code_hash: Hash,
	},
	/// A payment from the treasury, made at the end of the spend period.
	#[codec(index = 1)]
	Spend {
		/// The amount, in base units.
		amount: Balance,
		/// The account that is paid.
		beneficiary: AccountId,
	},
	/// A new value of a parameter; without a value, back to the one in the code.
	#[codec(index = 2)]
	Parameter(Parameter),
	/// Another call; the metadata tells its name. A call of more than 1,024 bytes is not looked
	/// into.
	#[codec(index = 3)]
	Call {
		/// The index of the pallet.
		pallet: u8,
		/// The index of the call in it.
		call: u8,
	},
	/// The call cannot be told: its preimage is missing or is no call, or the proposal has ended.
	#[codec(index = 4)]
	Unknown,
	/// Calls that are refused for a number of blocks.
	#[codec(index = 5)]
	Pause {
		/// The calls.
		calls: Vec<CallName>,
		/// The number of blocks.
		blocks: BlockNumber,
	},
	/// Safe mode.
	#[codec(index = 6)]
	SafeMode {
		/// The number of blocks.
		blocks: BlockNumber,
	},
	/// Finality without the validators that are dead.
	#[codec(index = 7)]
	Revive {
		/// The stashes of the dead.
		dead: Vec<AccountId>,
		/// The number of validators that are elected from then on.
		validator_count: u32,
		/// The blocks from the first one of these validators until they vote on finality.
		delay: BlockNumber,
		/// The block on which their votes build.
		best_finalized: BlockNumber,
		/// The set that votes on finality after that block.
		set_id: SetId,
	},
}

/// The votes on a proposal, and the shares that it needs now. Amounts are in base units.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct VoteStatus<Balance> {
	/// The BTR behind ayes, each times its conviction (0.1 to 6).
	pub ayes: Balance,
	/// The BTR behind nays, each times its conviction (0.1 to 6).
	pub nays: Balance,
	/// The BTR behind ayes and abstentions, without conviction.
	pub support: Balance,
	/// The support and the nays as a share of all BTR that can vote. The chain knows nays with
	/// conviction only, so that the share is exact if all nays have conviction 1 or there are none.
	pub turnout: Perbill,
	/// The share of ayes in ayes and nays.
	pub approval: Perbill,
	/// The approval that the proposal needs in this block, or in the first one of its decision.
	pub approval_needed: Perbill,
	/// The support as a share of all BTR that can vote.
	pub support_share: Perbill,
	/// The share that the proposal needs in this block, or in the first one of its decision.
	pub support_needed: Perbill,
}

/// One proposal. The chain keeps the title and the deposits of a proposal that has ended, unless it
/// was killed, but not its call, its track or its votes: see the events of the block in which it
/// ended.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct ProposalStatus<AccountId, Balance, BlockNumber, Hash, Parameter> {
	/// The index of the referendum.
	pub index: ReferendumIndex,
	/// The title, in UTF-8, of at most 128 bytes. None if the proposal has no such title, its
	/// preimage is gone, or the proposal was killed.
	pub title: Option<Vec<u8>>,
	/// The account that submitted the proposal. None if it has ended and the submission deposit is
	/// given back or slashed.
	pub proposer: Option<AccountId>,
	/// The subject.
	pub kind: ProposalKind<AccountId, Balance, BlockNumber, Hash, Parameter>,
	/// The track, as in `tracks()`. None if the proposal has ended.
	pub track: Option<u16>,
	/// The state.
	pub state: ProposalState<BlockNumber>,
	/// The votes. None if the proposal has ended.
	pub votes: Option<VoteStatus<Balance>>,
	/// The block in which the proposal is approved if the votes stay as they are. None if it cannot
	/// pass with them, waits for a deposit or for its turn, or has ended.
	pub can_end: Option<BlockNumber>,
	/// The last block in which the proposal can be approved or rejected. None if its decision has
	/// not begun, or it has ended.
	pub ends: Option<BlockNumber>,
	/// The block in which the call is made: if the proposal ends in `can_end`, or for sure if it is
	/// approved. Calls that are due in the first block of a session are made one block later: that
	/// block has no room. None if the proposal cannot pass so, or its call was made already.
	pub enacted: Option<BlockNumber>,
}

/// One track, and how busy it is.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct TrackStatus<Balance, BlockNumber> {
	/// The track.
	pub track: Track,
	/// The number of the track at Referenda.
	pub id: u16,
	/// The name of the track, in UTF-8.
	pub name: Vec<u8>,
	/// The deposit in base units, the periods in blocks, and the shares that a proposal needs.
	pub terms: Terms<Balance, BlockNumber>,
	/// The proposals that are decided now.
	pub deciding: u32,
	/// The proposals that have a place in the queue of the track.
	pub waiting: u32,
}

/// [`ProposalKind`] of a runtime.
pub type ProposalKindOf<T> = ProposalKind<
	<T as frame_system::Config>::AccountId,
	BalanceOf<T>,
	BlockNumberFor<T>,
	<T as frame_system::Config>::Hash,
	<T as pallet_parameters::Config>::RuntimeParameters,
>;
/// [`ProposalStatus`] of a runtime.
pub type ProposalStatusOf<T> = ProposalStatus<
	<T as frame_system::Config>::AccountId,
	BalanceOf<T>,
	BlockNumberFor<T>,
	<T as frame_system::Config>::Hash,
	<T as pallet_parameters::Config>::RuntimeParameters,
>;
/// [`TrackStatus`] of a runtime.
pub type TrackStatusOf<T> = TrackStatus<BalanceOf<T>, BlockNumberFor<T>>;
