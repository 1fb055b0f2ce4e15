// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! A contract to begin with: one value, a message that changes it, one that reads it, an event.

#![cfg_attr(not(feature = "std"), no_std, no_main)]

/// One value that anybody may flip.
#[ink::contract]
mod my_contract {
	/// The state that the contract keeps on the chain.
	#[ink(storage)]
	pub struct MyContract {
		value: bool,
	}

	/// The value was flipped.
	#[ink(event)]
	pub struct Flipped {
		/// The account that flipped it.
		#[ink(topic)]
		by: AccountId,
		/// The new value.
		value: bool,
	}

	impl MyContract {
		/// Begins with the given value.
		#[ink(constructor)]
		pub fn new(init: bool) -> Self {
			Self { value: init }
		}

		/// Turns `true` into `false` and `false` into `true`. Anybody may call it.
		#[ink(message)]
		pub fn flip(&mut self) {
			self.value = !self.value;
			let (by, value) = (self.env().caller(), self.value);
			self.env().emit_event(Flipped { by, value });
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
		use ink::env::test::recorded_events;

		#[ink::test]
		fn new_takes_the_first_value() {
			assert!(MyContract::new(true).get());
			assert!(!MyContract::new(false).get());
		}

		#[ink::test]
		fn flip_turns_the_value_each_time() {
			let mut contract = MyContract::new(false);
			contract.flip();
			assert!(contract.get());
			contract.flip();
			assert!(!contract.get());
		}

		#[ink::test]
		fn flip_emits_an_event() {
			MyContract::new(false).flip();
			assert_eq!(recorded_events().count(), 1);
		}
	}
}
