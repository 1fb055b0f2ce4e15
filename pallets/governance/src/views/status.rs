// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What the view functions answer.

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

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub enum ProposalState<BlockNumber> {
	/// One can vote, but the decision has not begun.
	#[codec(index = 0)]
	Preparing {
		/// The block in which it begins, if its track has room then.
		until: BlockNumber,
	},
	/// One can vote, but its track decides as many proposals as it may. The one with the most ayes
	/// is next. If the queue was full when it came, it tries again, and times out in the end.
	#[codec(index = 1)]
	Waiting {
		/// The proposals that come before it.
		ahead: u32,
	},
	/// One can vote, but nobody has placed the decision deposit:
	/// `referenda.place_decision_deposit`.
	#[codec(index = 2)]
	NeedsDeposit {
		/// The block in which it times out.
		until: BlockNumber,
	},
	/// It is decided, and does not pass as the votes are.
	#[codec(index = 3)]
	Deciding {
		/// The block in which it is rejected if it does not pass then.
		until: BlockNumber,
	},
	/// It passes, and has to go on doing so.
	#[codec(index = 4)]
	Confirming {
		/// The block in which it is approved if it still passes.
		until: BlockNumber,
	},
	/// It passed.
	#[codec(index = 5)]
	Approved {
		/// In this block.
		at: BlockNumber,
	},
	/// It did not pass.
	#[codec(index = 6)]
	Rejected {
		/// In this block.
		at: BlockNumber,
	},
	/// The origin that may do so ended it; the deposits can be taken back.
	#[codec(index = 7)]
	Cancelled {
		/// In this block.
		at: BlockNumber,
	},
	/// Nobody placed the decision deposit in time, or it found no place in the queue of its track.
	#[codec(index = 8)]
	TimedOut {
		/// In this block.
		at: BlockNumber,
	},
	/// The origin that may do so ended it; the deposits were slashed.
	#[codec(index = 9)]
	Killed {
		/// In this block.
		at: BlockNumber,
	},
}

/// What a proposal is about, as far as the call that it would enact tells.
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
		/// How much, in base units.
		amount: Balance,
		/// To whom.
		beneficiary: AccountId,
	},
	/// A new value of a parameter; without a value, back to the one in the code.
	#[codec(index = 2)]
	Parameter(Parameter),
	/// Another call; the metadata tells its name. One of more than 1,024 bytes is not looked into.
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
		/// Which.
		calls: Vec<CallName>,
		/// For how many blocks.
		blocks: BlockNumber,
	},
	/// Safe mode.
	#[codec(index = 6)]
	SafeMode {
		/// For how many blocks.
		blocks: BlockNumber,
	},
	/// Finality without the validators that are dead.
	#[codec(index = 7)]
	Revive {
		/// The stashes of the dead.
		dead: Vec<AccountId>,
		/// How many validators are elected from then on.
		validator_count: u32,
		/// The blocks from their first one until they vote on finality.
		delay: BlockNumber,
		/// The block on which their votes build.
		best_finalized: BlockNumber,
		/// The set that voted on finality there.
		set_id: SetId,
	},
}

/// The votes on a proposal, and what it needs now. Amounts are in base units.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct VoteStatus<Balance> {
	/// The BTR behind ayes, each times its conviction (0.1 to 6).
	pub ayes: Balance,
	/// The BTR behind nays, each times its conviction (0.1 to 6).
	pub nays: Balance,
	/// The BTR behind ayes and abstentions, without conviction.
	pub support: Balance,
	/// The support and the nays as a share of all BTR that can vote. The chain knows nays with
	/// conviction only, so that it is exact where they have conviction 1 or are none.
	pub turnout: Perbill,
	/// The share of ayes in ayes and nays.
	pub approval: Perbill,
	/// The approval that it needs in this block, or in the first one of its decision.
	pub approval_needed: Perbill,
	/// The support as a share of all BTR that can vote.
	pub support_share: Perbill,
	/// The share that it needs in this block, or in the first one of its decision.
	pub support_needed: Perbill,
}

/// One proposal. When one has ended, the chain keeps its title and the deposits, not its call, its
/// track or its votes: the events of the block in which it ended have these.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct ProposalStatus<AccountId, Balance, BlockNumber, Hash, Parameter> {
	/// The index of the referendum.
	pub index: ReferendumIndex,
	/// The title, UTF-8 of at most 128 bytes. None if it has none or its preimage is gone.
	pub title: Option<Vec<u8>>,
	/// Who submitted it. None if it has ended and the submission deposit is given back or slashed.
	pub proposer: Option<AccountId>,
	/// What it is about.
	pub kind: ProposalKind<AccountId, Balance, BlockNumber, Hash, Parameter>,
	/// The track, as in `tracks()`. None if it has ended.
	pub track: Option<u16>,
	/// Where it stands.
	pub state: ProposalState<BlockNumber>,
	/// The votes. None if it has ended.
	pub votes: Option<VoteStatus<Balance>>,
	/// The block in which it is approved if the votes stay as they are. None if it cannot pass with
	/// them, waits for a deposit or for its turn, or has ended.
	pub can_end: Option<BlockNumber>,
	/// The last block in which it can be approved or rejected. None if its decision has not begun,
	/// or it has ended.
	pub ends: Option<BlockNumber>,
	/// The block in which its call is made: if it ends in `can_end`, or for sure if it is approved.
	/// What is due in the first block of a session is done one block later: that block has no room.
	/// None if it cannot pass so, or its call was made already.
	pub enacted: Option<BlockNumber>,
}

/// One track, and how busy it is.
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, TypeInfo)]
pub struct TrackStatus<Balance, BlockNumber> {
	/// Which.
	pub track: Track,
	/// Its number at Referenda.
	pub id: u16,
	/// Its name, in UTF-8.
	pub name: Vec<u8>,
	/// Its deposit in base units, its periods in blocks, and the shares that a proposal needs.
	pub terms: Terms<Balance, BlockNumber>,
	/// The proposals that are decided now.
	pub deciding: u32,
	/// The proposals that have a place in its queue.
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
