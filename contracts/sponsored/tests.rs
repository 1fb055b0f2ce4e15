// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

use crate::sponsored::{Error, Place, Played, Score, SeasonStarted, Sponsored, PLACES};
use ink::{
	env::{
		test::{default_accounts, recorded_events, set_callee, set_caller},
		DefaultEnvironment as Env,
	},
	primitives::AccountId,
	scale::Decode,
};

const CONTRACT: AccountId = AccountId([0xcc; 32]);

fn player(number: u8) -> AccountId {
	AccountId::from([number; 32])
}

/// Creates a game whose host is Alice.
fn game() -> Sponsored {
	set_callee::<Env>(CONTRACT);
	set_caller::<Env>(default_accounts::<Env>().alice);
	Sponsored::new()
}

/// Returns the first guess that is worth exactly `points` for `player`.
fn guess_worth(game: &Sponsored, player: AccountId, points: u32) -> u64 {
	(0..).find(|guess| game.points(player, *guess) == points).unwrap()
}

fn play(game: &mut Sponsored, player: AccountId, points: u32) -> Score {
	let guess = guess_worth(game, player, points);
	set_caller::<Env>(player);
	game.play(guess)
}

fn scores(game: &Sponsored) -> Vec<(AccountId, u32)> {
	game.best().into_iter().map(|place| (place.player, place.points)).collect()
}

fn bytes_stored(game: &Sponsored) -> usize {
	let mut bytes = Vec::new();
	ink::storage::traits::Storable::encode(game, &mut bytes);
	bytes.len()
}

#[ink::test]
fn a_new_game_has_an_empty_board() {
	let game = game();
	assert_eq!(game.best(), vec![]);
	assert_eq!(game.season(), 1);
	assert_eq!(game.host(), default_accounts::<Env>().alice);
}

#[ink::test]
fn points_are_the_zero_bits_that_the_hash_begins_with() {
	let game = game();
	// Computed with another implementation: hashlib.blake2b of Python.
	for (guess, points) in [(0, 3), (2, 0), (4, 1), (23, 7), (1495, 9), (2222, 10)] {
		assert_eq!(game.points(player(5), guess), points, "guess {guess}");
	}
}

#[ink::test]
fn another_player_contract_or_season_has_other_points() {
	let mut game = game();
	let guess = guess_worth(&game, player(5), 9);
	assert_ne!(game.points(player(6), guess), 9);

	set_callee::<Env>(player(0xcd));
	assert_ne!(game.points(player(5), guess), 9);

	set_callee::<Env>(CONTRACT);
	game.start_season().unwrap();
	assert_ne!(game.points(player(5), guess), 9);
}

#[ink::test]
fn a_guess_without_points_wins_no_place() {
	let mut game = game();
	assert_eq!(play(&mut game, player(5), 0), Score { points: 0, place: None });
	assert_eq!(game.best(), vec![]);
}

#[ink::test]
fn the_board_is_sorted_by_points() {
	let mut game = game();
	assert_eq!(play(&mut game, player(5), 3).place, Some(1));
	assert_eq!(play(&mut game, player(6), 5).place, Some(1));
	assert_eq!(play(&mut game, player(7), 4).place, Some(2));
	assert_eq!(scores(&game), [(player(6), 5), (player(7), 4), (player(5), 3)]);
}

#[ink::test]
fn the_board_keeps_the_guess() {
	let mut game = game();
	let guess = guess_worth(&game, player(5), 3);
	play(&mut game, player(5), 3);
	assert_eq!(game.best(), vec![Place { player: player(5), guess, points: 3 }]);
}

#[ink::test]
fn between_equals_the_earlier_one_stays_ahead() {
	let mut game = game();
	play(&mut game, player(5), 3);
	assert_eq!(play(&mut game, player(6), 3).place, Some(2));
	assert_eq!(scores(&game), [(player(5), 3), (player(6), 3)]);
}

#[ink::test]
fn a_better_guess_replaces_the_earlier_one_of_its_player() {
	let mut game = game();
	play(&mut game, player(5), 2);
	play(&mut game, player(6), 3);
	play(&mut game, player(7), 1);
	assert_eq!(play(&mut game, player(5), 4).place, Some(1));
	assert_eq!(scores(&game), [(player(5), 4), (player(6), 3), (player(7), 1)]);
}

#[ink::test]
fn a_better_guess_may_win_the_place_that_its_player_has() {
	let mut game = game();
	play(&mut game, player(5), 5);
	play(&mut game, player(6), 2);
	assert_eq!(play(&mut game, player(6), 3).place, Some(2));
	assert_eq!(scores(&game), [(player(5), 5), (player(6), 3)]);
}

#[ink::test]
fn a_guess_that_is_not_better_changes_nothing() {
	let mut game = game();
	play(&mut game, player(5), 4);
	play(&mut game, player(6), 1);
	assert_eq!(play(&mut game, player(5), 4).place, None);
	assert_eq!(play(&mut game, player(5), 2).place, None);
	assert_eq!(scores(&game), [(player(5), 4), (player(6), 1)]);
}

#[ink::test]
fn a_full_board_drops_the_last() {
	let mut game = game();
	for number in 1..=10 {
		play(&mut game, player(number), 2);
	}
	assert_eq!(game.best().len(), PLACES);
	assert_eq!(play(&mut game, player(11), 2).place, None);
	assert_eq!(play(&mut game, player(12), 3).place, Some(1));
	let board = scores(&game);
	assert_eq!(board.len(), PLACES);
	assert_eq!(board.first(), Some(&(player(12), 3)));
	assert_eq!(board.last(), Some(&(player(9), 2)));
}

#[ink::test]
fn no_play_changes_the_size_of_the_storage() {
	let mut game = game();
	let size = bytes_stored(&game);
	for number in 1..=12 {
		play(&mut game, player(number), u32::from(number) % 5);
		assert_eq!(bytes_stored(&game), size);
	}
	set_caller::<Env>(game.host());
	game.start_season().unwrap();
	assert_eq!(bytes_stored(&game), size);
	// Host, season, and ten places of player, guess and points.
	assert_eq!(size, 32 + 4 + PLACES * (32 + 8 + 4));
}

#[ink::test]
fn a_new_season_empties_the_board() {
	let mut game = game();
	play(&mut game, player(5), 3);
	set_caller::<Env>(game.host());
	assert_eq!(game.start_season(), Ok(2));
	assert_eq!(game.season(), 2);
	assert_eq!(game.best(), vec![]);
}

#[ink::test]
fn only_the_host_starts_a_season() {
	let mut game = game();
	play(&mut game, player(5), 3);
	assert_eq!(game.start_season(), Err(Error::NotHost));
	assert_eq!(game.season(), 1);
	assert_eq!(game.best().len(), 1);
}

#[ink::test]
fn plays_and_seasons_are_told() {
	let mut game = game();
	let guess = guess_worth(&game, player(5), 3);
	play(&mut game, player(5), 3);
	set_caller::<Env>(game.host());
	game.start_season().unwrap();

	let events: Vec<_> = recorded_events().collect();
	assert_eq!(events.len(), 2);
	let played = Played::decode(&mut &events[0].data[..]).unwrap();
	assert_eq!(played, Played { player: player(5), guess, points: 3, place: Some(1) });
	// The signature of the event, and the player.
	assert_eq!(events[0].topics.len(), 2);
	assert_eq!(events[0].topics[1], [5; 32]);
	let started = SeasonStarted::decode(&mut &events[1].data[..]).unwrap();
	assert_eq!(started, SeasonStarted { season: 2 });
}
