// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The smallest useful contract: one value, a message that changes it, one that reads it, an event.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

/// One value that anybody may flip.
#[ink::contract]
mod flipper {
	/// The value.
	#[ink(storage)]
	pub struct Flipper {
		value: bool,
	}

	/// The value was flipped.
	#[ink(event)]
	#[derive(Debug, PartialEq, Eq)]
	pub struct Flipped {
		/// The account that flipped it.
		#[ink(topic)]
		pub by: AccountId,
		/// The new value.
		pub value: bool,
	}

	impl Flipper {
		/// Begins with the given value.
		#[ink(constructor)]
		pub fn new(init: bool) -> Self {
			Self { value: init }
		}

		/// Begins with `false`.
		#[ink(constructor)]
		pub fn default() -> Self {
			Self::new(false)
		}

		/// Turns `true` into `false` and `false` into `true`. Anybody may call it.
		#[ink(message)]
		pub fn flip(&mut self) {
			self.value = !self.value;
			self.env().emit_event(Flipped { by: self.env().caller(), value: self.value });
		}

		/// Returns the value.
		#[ink(message)]
		pub fn get(&self) -> bool {
			self.value
		}
	}

	#[cfg(test)]
	mod tests {
		use super::*;
		use ink::{
			env::{
				test::{default_accounts, recorded_events, set_caller},
				DefaultEnvironment,
			},
			scale::{Decode, Encode},
		};

		#[ink::test]
		fn new_takes_the_first_value() {
			assert!(Flipper::new(true).get());
			assert!(!Flipper::new(false).get());
		}

		#[ink::test]
		fn default_is_false() {
			assert!(!Flipper::default().get());
		}

		#[ink::test]
		fn flip_turns_the_value_each_time() {
			let mut flipper = Flipper::new(false);
			flipper.flip();
			assert!(flipper.get());
			flipper.flip();
			assert!(!flipper.get());
		}

		#[ink::test]
		fn flip_event_names_caller_and_value() {
			let bob = default_accounts::<DefaultEnvironment>().bob;
			let mut flipper = Flipper::new(false);

			set_caller::<DefaultEnvironment>(bob);
			flipper.flip();

			let events: Vec<_> = recorded_events().collect();
			assert_eq!(events.len(), 1);
			let event = Flipped::decode(&mut &events[0].data[..]).unwrap();
			assert_eq!(event, Flipped { by: bob, value: true });
			assert_eq!(events[0].topics[1], bob.encode());
		}

		#[ink::test]
		fn get_is_silent() {
			let _ = Flipper::new(true).get();
			assert_eq!(recorded_events().count(), 0);
		}
	}
}
