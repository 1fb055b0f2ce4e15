// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The call that a DAO sends to the chain, encoded as the chain decodes it. The chain never changes
//! its indices: deployed contracts rely on them.

use ink::scale::Output;

/// The highest conviction: six times the weight.
const MAX_CONVICTION: u8 = 6;

/// A call of the chain.
#[ink::scale_derive(Encode)]
pub enum RuntimeCall {
	/// Votes in referenda.
	#[codec(index = 43)]
	ConvictionVoting(ConvictionVotingCall),
}

/// Votes in referenda.
#[ink::scale_derive(Encode)]
pub enum ConvictionVotingCall {
	/// A vote, or a change of a vote.
	#[codec(index = 0)]
	Vote {
		/// The number of the referendum.
		#[codec(compact)]
		poll_index: u32,
		/// The vote and its amount.
		vote: AccountVote,
	},
}

/// The form in which a vote is cast.
#[ink::scale_derive(Encode)]
pub enum AccountVote {
	/// A vote for or against.
	#[codec(index = 0)]
	Standard {
		/// The side and the conviction.
		vote: Vote,
		/// The amount that the DAO votes with, in base units.
		balance: u128,
	},
}

/// The side and the conviction of a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote(u8);

impl Vote {
	/// Returns the vote, if `conviction` is 0 to 6. The chain cannot decode any other, and answers
	/// it with a trap.
	pub fn new(aye: bool, conviction: u8) -> Option<Self> {
		let side = if aye { 0b1000_0000 } else { 0 };
		(conviction <= MAX_CONVICTION).then_some(Self(side | conviction))
	}
}

impl ink::scale::Encode for Vote {
	fn encode_to<O: Output + ?Sized>(&self, dest: &mut O) {
		dest.push_byte(self.0);
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use ink::scale::Encode;

	fn vote(poll_index: u32, vote: Vote, balance: u128) -> Vec<u8> {
		let vote = AccountVote::Standard { vote, balance };
		RuntimeCall::ConvictionVoting(ConvictionVotingCall::Vote { poll_index, vote }).encode()
	}

	/// Checks the exact bytes: an index that slips calls something else.
	#[test]
	fn a_vote_has_these_bytes() {
		let aye = Vote::new(true, 2).unwrap();
		let nay = Vote::new(false, 0).unwrap();
		let btr = [0, 0x10, 0xa5, 0xd4, 0xe8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
		// Pallet, call, referendum 70 as a compact number, kind of vote, vote, balance.
		assert_eq!(
			vote(70, aye, 1_000_000_000_000),
			[&[43, 0, 0x19, 0x01, 0, 0x82][..], &btr].concat()
		);
		assert_eq!(vote(0, nay, 1_000_000_000_000), [&[43, 0, 0, 0, 0][..], &btr].concat());
	}

	#[test]
	fn votes_are_one_byte_of_side_and_conviction() {
		for conviction in 0..=6 {
			assert_eq!(Vote::new(false, conviction).unwrap().encode(), [conviction]);
			assert_eq!(Vote::new(true, conviction).unwrap().encode(), [0x80 + conviction]);
		}
	}

	#[test]
	fn no_conviction_is_higher_than_six() {
		for conviction in 7..=255 {
			assert_eq!(Vote::new(true, conviction), None);
			assert_eq!(Vote::new(false, conviction), None);
		}
	}
}
