// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Contracts made of bundles, called by the labels of their interface.

use super::{
	block::{calling, gas, send, without_trace, Receipt},
	bundle::{Bundle, Entry},
};
use crate::chain::account;
use batara_runtime::{
	constants::money::BTR, AccountId, Balance, Contracts, Hash, RuntimeEvent, System,
};
use codec::{Decode, DecodeAll, Encode};
use polkadot_sdk::{
	frame_support::weights::Weight,
	pallet_contracts::{Code, CollectEvents, DebugInfo, Determinism, Event, ExecReturnValue},
	sp_keyring::Sr25519Keyring::{self, Alice},
};

/// The gas limit of all messages: no example needs more.
pub const LIMIT: Weight = gas(50);
/// The limit of deposits when an example is made: none locks more.
const DEPOSITS: Option<Balance> = Some(1_000 * BTR);

/// The name of an account in the tests.
pub type Name = Sr25519Keyring;

/// A contract made of a bundle.
pub struct Ink {
	pub bundle: Bundle,
	pub address: AccountId,
}

fn input(entry: &Entry<'_>, arguments: impl Encode) -> Vec<u8> {
	(entry.selector(), arguments).encode()
}

/// Decodes the value that a message returned, without the layer that says whether there is such
/// a message.
fn value<R: Decode>(output: &[u8]) -> R {
	let [0, value @ ..] = output else { panic!("not called: {output:?}") };
	R::decode_all(&mut &*value).unwrap()
}

fn construct(
	by: Name,
	bundle: &Bundle,
	entry: &Entry<'_>,
	arguments: impl Encode,
	value: Balance,
) -> (AccountId, ExecReturnValue) {
	let made = Contracts::bare_instantiate(
		account(by),
		value,
		LIMIT,
		DEPOSITS,
		Code::Upload(bundle.code()),
		input(entry, arguments),
		vec![],
		DebugInfo::Skip,
		CollectEvents::Skip,
	);
	let made = made.result.unwrap();
	(made.account_id, made.result)
}

impl Ink {
	/// Makes a contract as Alice, with the constructor `new`.
	pub fn new(name: &str, arguments: impl Encode) -> Self {
		Self::made(Bundle::of(name), "new", arguments, 0)
	}

	/// Makes a contract as Alice, with any constructor, and pays `value` to it.
	pub fn made(bundle: Bundle, constructor: &str, arguments: impl Encode, value: Balance) -> Self {
		let entry = bundle.constructor(constructor);
		let (address, result) = construct(Alice, &bundle, &entry, arguments, value);
		assert!(!result.did_revert(), "{}: {:?}", bundle.name, result.data);
		Self { bundle, address }
	}

	/// Returns the name of the error with which the constructor `new` refuses.
	pub fn not_made(name: &str, arguments: impl Encode) -> String {
		let bundle = Bundle::of(name);
		let entry = bundle.constructor("new");
		let (_, result) = construct(Alice, &bundle, &entry, arguments, 0);
		assert!(result.did_revert());
		entry.error(&result.data)
	}

	fn call(
		&self,
		by: Name,
		message: &str,
		arguments: impl Encode,
		value: Balance,
	) -> ExecReturnValue {
		let called = Contracts::bare_call(
			account(by),
			self.address.clone(),
			value,
			LIMIT,
			None,
			input(&self.bundle.message(message), arguments),
			DebugInfo::Skip,
			CollectEvents::Skip,
			Determinism::Enforced,
		);
		called.result.unwrap_or_else(|error| panic!("{message}: {error:?}"))
	}

	/// Returns the answer to a message that must change nothing.
	pub fn get<R: Decode>(&self, message: &str, arguments: impl Encode) -> R {
		value(&self.call(Alice, message, arguments, 0).data)
	}

	/// Returns the answer to a message without arguments, as it is encoded.
	pub fn raw(&self, message: &str) -> Vec<u8> {
		let [0, value @ ..] = &self.call(Alice, message, (), 0).data[..] else {
			panic!("not called: {message}")
		};
		value.to_vec()
	}

	/// Calls a message that cannot refuse.
	pub fn tell<R: Decode>(&self, by: Name, message: &str, arguments: impl Encode) -> R {
		let result = self.call(by, message, arguments, 0);
		assert!(!result.did_revert(), "{message}");
		value(&result.data)
	}

	/// Calls a message that takes money.
	pub fn pay(&self, by: Name, message: &str, arguments: impl Encode, paid: Balance) {
		assert!(!self.call(by, message, arguments, paid).did_revert(), "{message}");
	}

	/// Calls a message that may refuse, and panics if it does.
	pub fn act<R: Decode>(&self, by: Name, message: &str, arguments: impl Encode) -> R {
		let result = self.call(by, message, arguments, 0);
		if result.did_revert() {
			panic!("{message}: {}", self.bundle.message(message).error(&result.data));
		}
		let [0, 0, value @ ..] = &result.data[..] else { panic!("{message}: {:?}", result.data) };
		R::decode_all(&mut &*value).unwrap()
	}

	/// Returns the name of the error with which a message refuses. Asserts that nothing changes.
	pub fn refuses(&self, by: Name, message: &str, arguments: impl Encode) -> String {
		let result = without_trace(|| self.call(by, message, arguments, 0));
		assert!(result.did_revert(), "{message}");
		self.bundle.message(message).error(&result.data)
	}

	/// Calls a message in a transaction.
	pub fn send(&self, by: Name, message: &str, arguments: impl Encode) -> Receipt {
		let data = input(&self.bundle.message(message), arguments);
		send(by, calling(&self.address, LIMIT, data)).unwrap()
	}

	/// Returns the data of this event, for each time that the contract emitted it.
	pub fn events<E: Decode>(&self, name: &str) -> Vec<E> {
		let records = System::read_events_no_consensus();
		let mine = records.filter_map(|record| match &record.event {
			RuntimeEvent::Contracts(Event::ContractEmitted { contract, data })
				if *contract == self.address
					&& self.bundle.event(&record.topics[0]) == Some(name) =>
			{
				Some(E::decode_all(&mut data.as_slice()).unwrap())
			},
			_ => None,
		});
		mine.collect()
	}

	/// Returns the topics of the last event of the contract.
	pub fn last_topics(&self) -> Vec<Hash> {
		let records = System::read_events_no_consensus().collect::<Vec<_>>();
		let is_mine = |event: &RuntimeEvent| {
			matches!(event, RuntimeEvent::Contracts(Event::ContractEmitted { contract, .. })
				if *contract == self.address)
		};
		records.iter().rev().find(|record| is_mine(&record.event)).unwrap().topics.clone()
	}
}
