// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The call of the chain that a DAO sends, encoded as the chain decodes it. Its indices never change
//! there: deployed contracts rely on them.

use ink::scale::Output;

/// The highest conviction, six times the weight.
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
	/// Vote, or change a vote.
	#[codec(index = 0)]
	Vote {
		/// The number of the referendum.
		#[codec(compact)]
		poll_index: u32,
		/// How, and with how much.
		vote: AccountVote,
	},
}

/// How a vote is cast.
#[ink::scale_derive(Encode)]
pub enum AccountVote {
	/// For or against.
	#[codec(index = 0)]
	Standard {
		/// Which, and with what conviction.
		vote: Vote,
		/// With how much, in base units.
		balance: u128,
	},
}

/// For or against, and with what conviction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vote(u8);

impl Vote {
	/// `conviction` is 0 to 6: the chain decodes nothing else, and answers it with a trap.
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

	/// An index that slips calls something else.
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
