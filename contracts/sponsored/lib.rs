// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A game that people play without ever having held BTR.
//!
//! A guess is hashed together with the account of its player. The more zero bits the hash begins
//! with, the more points. Nobody can take over another player's guess, and nobody knows a good one
//! without looking for it: the game keeps no secret and asks the chain for no random number.
//!
//! A sponsor pays the fees: `feePolicy.sponsor` with the player as beneficiary and
//! `Contract(<this contract>)` as scope. `per_transaction` has to cover the fee of the whole gas
//! limit that players set; the part that a call does not need goes back into the budget.
//!
//! Fees are only one half. The caller of a contract also puts down the deposit for the storage that
//! the call adds, and gets back the deposit for the storage that it removes. Players have nothing
//! to put down, and an account without BTR cannot even receive a refund that is less than the
//! existential deposit: the call would fail. So **no play changes the size of the storage.** The
//! board has all of its places from the beginning, and each value in it has a fixed length.
//!
//! Players leave the storage deposit limit empty, or set it to zero. The chain refuses any other
//! limit of an account that does not hold as much.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

#[cfg(test)]
mod tests;

/// A game for players without BTR: a sponsor pays their fees.
#[ink::contract]
mod sponsored {
	use ink::{env::hash::Blake2x128, prelude::vec::Vec};

	/// The number of players that the board has room for.
	pub const PLACES: usize = 10;

	/// A player on the board.
	#[derive(Clone, Copy, Debug, PartialEq, Eq)]
	#[ink::scale_derive(Encode, Decode, TypeInfo)]
	#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
	pub struct Place {
		/// The player.
		pub player: AccountId,
		/// The guess that was worth these points.
		pub guess: u64,
		/// The points, 1 to 128.
		pub points: u32,
	}

	impl Place {
		/// Returns a place that nobody has. It is as long as a taken one: an `Option` would not be.
		fn vacant() -> Self {
			Self { player: AccountId::from([0; 32]), guess: 0, points: 0 }
		}
	}

	/// The worth of a guess.
	#[derive(Clone, Copy, Debug, PartialEq, Eq)]
	#[ink::scale_derive(Encode, Decode, TypeInfo)]
	pub struct Score {
		/// The points, 0 to 128.
		pub points: u32,
		/// The place on the board that the guess won, 1 being the best. `None` if it won none, or
		/// if the player has a guess on the board that is as good.
		pub place: Option<u32>,
	}

	/// The reason why a message was refused.
	#[derive(Clone, Copy, Debug, PartialEq, Eq)]
	#[ink::scale_derive(Encode, Decode, TypeInfo)]
	pub enum Error {
		/// Only the account that created the game may do this.
		NotHost,
	}

	/// A player made a guess.
	#[ink(event)]
	#[derive(Debug, PartialEq, Eq)]
	pub struct Played {
		/// The player.
		#[ink(topic)]
		pub player: AccountId,
		/// The number that was guessed.
		pub guess: u64,
		/// The points that it was worth, 0 to 128.
		pub points: u32,
		/// The place on the board that it won, 1 being the best; none if it won none.
		pub place: Option<u32>,
	}

	/// A new season began: the board is empty.
	#[ink(event)]
	#[derive(Debug, PartialEq, Eq)]
	pub struct SeasonStarted {
		/// The number of the new season.
		pub season: u32,
	}

	/// The game: one value of constant length, under one key.
	#[ink(storage)]
	pub struct Sponsored {
		host: AccountId,
		season: u32,
		/// The places, the best first; vacant ones have no points and come last.
		board: [Place; PLACES],
	}

	impl Sponsored {
		/// Creates the game with an empty board. The caller is the host, and pays for the storage
		/// of all players.
		#[ink(constructor)]
		#[allow(clippy::new_without_default)]
		pub fn new() -> Self {
			Self { host: Self::env().caller(), season: 1, board: [Place::vacant(); PLACES] }
		}

		/// Plays `guess`, which can be any number. The board keeps the best guess of each player;
		/// between equals the earlier one stays ahead.
		///
		/// Never fails and takes no deposit. Ask `points` first: that is free.
		#[ink(message)]
		pub fn play(&mut self, guess: u64) -> Score {
			let player = self.env().caller();
			let points = self.points(player, guess);
			let place = self.enter(Place { player, guess, points });
			self.env().emit_event(Played { player, guess, points, place });
			Score { points, place }
		}

		/// Returns the points that `guess` is worth for `player` in this season, 0 to 128: the
		/// number of zero bits that the BLAKE2b-128 hash of contract (32 bytes), season (4,
		/// little-endian), player (32) and guess (8, little-endian) begins with.
		#[ink(message)]
		pub fn points(&self, player: AccountId, guess: u64) -> u32 {
			let entry = (self.env().account_id(), self.season, player, guess);
			let hash = self.env().hash_encoded::<Blake2x128, _>(&entry);
			u128::from_be_bytes(hash).leading_zeros()
		}

		/// Returns the board, the best first: at most ten players, each once.
		#[ink(message)]
		pub fn best(&self) -> Vec<Place> {
			self.board.iter().filter(|place| place.points > 0).copied().collect()
		}

		/// Returns the number of the present season, from 1 on. A guess is worth other points in
		/// each season.
		#[ink(message)]
		pub fn season(&self) -> u32 {
			self.season
		}

		/// Returns the account that may start a new season.
		#[ink(message)]
		pub fn host(&self) -> AccountId {
			self.host
		}

		/// Empties the board and starts the next season. Only the host may call it. Returns the
		/// number of the new season.
		#[ink(message)]
		pub fn start_season(&mut self) -> Result<u32, Error> {
			if self.env().caller() != self.host {
				return Err(Error::NotHost);
			}
			self.season = self.season.wrapping_add(1);
			self.board = [Place::vacant(); PLACES];
			self.env().emit_event(SeasonStarted { season: self.season });
			Ok(self.season)
		}

		/// Puts a guess that is good enough on the board, in place of the player's earlier one or
		/// of the last. Returns the place that it won.
		fn enter(&mut self, entry: Place) -> Option<u32> {
			let won = self.board.iter().position(|place| place.points < entry.points)?;
			let given_up = match self.board.iter().position(|place| place.player == entry.player) {
				// The player is ahead of it already.
				Some(own) if own < won => return None,
				Some(own) => own,
				None => PLACES.saturating_sub(1),
			};
			let moved = self.board.get_mut(won..=given_up)?;
			moved.rotate_right(1);
			*moved.first_mut()? = entry;
			u32::try_from(won).ok()?.checked_add(1)
		}
	}
}
