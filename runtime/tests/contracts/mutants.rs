// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Modules changed at random: each is refused, or runs within its gas and changes no issuance. None
//! stops the chain.
//!
//! `BATARA_MUTANTS` sets how many there are (the long profile has 100,000), `BATARA_SEED` which. A
//! summary is printed: run with `--nocapture`.

use super::{
	block::{gas, in_block},
	bundle,
	forwarder::Forwarder,
	mutation::mutate,
	wasm::contract_with_constructor,
};
use crate::{chain::account, random::Random};
use batara_runtime::{constants::money::BTR, AccountId, Balances, Contracts, Hash};
use polkadot_sdk::{
	frame_support::{
		storage::{with_transaction_unchecked, TransactionOutcome},
		weights::Weight,
	},
	pallet_contracts::{Code, CollectEvents, DebugInfo, Determinism, ExecReturnValue},
	sp_keyring::Sr25519Keyring::Alice,
	sp_runtime::DispatchError,
};
use std::{collections::BTreeMap, env};

/// The number of mutants in the short profile.
const MUTANTS: usize = 500;
/// The gas that each entry of a mutant may use, in milliseconds.
const LIMIT: u64 = 2;

/// A sound module, and the inputs that it is called with.
struct Original {
	code: Vec<u8>,
	constructors: Vec<Vec<u8>>,
	messages: Vec<Vec<u8>>,
}

/// Returns the modules to be mutated: small ones written here, and all committed bundles.
fn originals() -> Vec<Original> {
	let inputs = || vec![vec![], vec![0; 40], vec![0xff; 8]];
	let by_hand = [Forwarder::code(), module_with_everything()].map(|code| Original {
		code,
		constructors: inputs(),
		messages: inputs(),
	});
	let built = bundle::all().into_iter().map(|bundle| Original {
		code: bundle.code(),
		constructors: with_arguments(bundle.constructors()),
		messages: with_arguments(bundle.messages()),
	});
	by_hand.into_iter().chain(built).collect()
}

/// Returns each selector with arguments of zeros, which mean something for most types.
fn with_arguments(selectors: Vec<[u8; 4]>) -> Vec<Vec<u8>> {
	selectors.into_iter().map(|selector| [selector.as_slice(), &[0; 80]].concat()).collect()
}

/// Returns a module with something of everything: a table, globals, data, loops, branches and
/// functions of the chain.
fn module_with_everything() -> Vec<u8> {
	let body = r#"
		(local $item i32)
		(call $input (i32.const 4) (i32.const 0))
		(local.set $item (call_indirect (type $step) (i32.load (i32.const 4)) (i32.const 2)))
		(global.set $count
			(i64.extend_i32_u (call $choose (i32.rem_u (local.get $item) (i32.const 4)))))
		(drop (call $set_storage (i32.const 64) (i32.const 5) (i32.const 72) (i32.const 7)))
		(i32.store (i32.const 128) (i32.const 64))
		(drop (call $get_storage (i32.const 64) (i32.const 5) (i32.const 132) (i32.const 128)))
		(call $deposit_event (i32.const 0) (i32.const 0) (i32.const 132) (i32.const 7))
		(i32.store (i32.const 256) (memory.grow (i32.const 1)))
		(call $return (i32.const 0) (i32.const 128) (i32.const 140))"#;
	contract_with_constructor(
		r#"
		(type $step (func (param i32) (result i32)))
		(table 4 8 funcref)
		(elem (i32.const 1) $double $root)
		(global $count (mut i64) (i64.const 7))
		(data (i32.const 0) "\40") (data (i32.const 64) "a key and a value")
		(func $double (type $step) (i32.mul (local.get 0) (i32.const 2)))
		(func $root (type $step) (local i32)
			(loop $again
				(local.set 1 (i32.add (local.get 1) (i32.const 1)))
				(br_if $again (i32.lt_u
					(i32.mul (local.get 1) (local.get 1))
					(i32.and (local.get 0) (i32.const 0xffff)))))
			(local.get 1))
		(func $choose (param i32) (result i32)
			(block $two (block $one (block $none
				(br_table $none $one $two (local.get 0)))
				(return (call_indirect (type $step) (local.get 0) (i32.const 1))))
				(return (memory.size)))
			(i32.wrap_i64 (global.get $count)))"#,
		body,
		body,
	)
}

/// The number of times that each step had each outcome.
#[derive(Default)]
struct Tally(BTreeMap<String, usize>);

impl Tally {
	fn count(&mut self, step: &str, outcome: &Result<ExecReturnValue, DispatchError>) {
		self.note(step, outcome.as_ref().map(ExecReturnValue::did_revert));
	}

	fn note(&mut self, step: &str, reverted: Result<bool, &DispatchError>) {
		let name = match reverted {
			Ok(true) => "reverted".into(),
			Ok(false) => "ok".into(),
			Err(DispatchError::Module(error)) => error.message.unwrap_or("unknown").to_string(),
			Err(error) => format!("{error:?}"),
		};
		*self.0.entry(format!("{step}: {name}")).or_default() += 1;
	}

	fn of(&self, line: &str) -> usize {
		self.0.get(line).copied().unwrap_or_default()
	}
}

/// The mutant at work, which is printed if the chain panics.
struct PrintOnPanic<'a>(usize, u64, &'a [u8]);

impl Drop for PrintOnPanic<'_> {
	fn drop(&mut self) {
		if std::thread::panicking() {
			println!("mutant {} of seed {}: {:02x?}", self.0, self.1, self.2);
		}
	}
}

fn upload(code: &[u8]) -> Result<Hash, DispatchError> {
	let limit = Some(1_000 * BTR);
	Contracts::bare_upload_code(account(Alice), code.to_vec(), limit, Determinism::Enforced)
		.map(|uploaded| uploaded.code_hash)
}

fn within_limit(used: Weight) {
	assert!(used.all_lte(gas(LIMIT)), "{used:?}");
}

fn instantiate(code: Hash, data: &[u8], tally: &mut Tally) -> Option<AccountId> {
	let made = Contracts::bare_instantiate(
		account(Alice),
		BTR,
		gas(LIMIT),
		Some(1_000 * BTR),
		Code::Existing(code),
		data.to_vec(),
		vec![],
		DebugInfo::Skip,
		CollectEvents::Skip,
	);
	within_limit(made.gas_consumed);
	let address = made.result.as_ref().map(|made| made.account_id.clone()).ok();
	tally.count("instantiate", &made.result.map(|made| made.result));
	address.filter(|address| Contracts::code_hash(address).is_some())
}

fn call(contract: &AccountId, data: &[u8], tally: &mut Tally) {
	let called = Contracts::bare_call(
		account(Alice),
		contract.clone(),
		0,
		gas(LIMIT),
		Some(1_000 * BTR),
		data.to_vec(),
		DebugInfo::Skip,
		CollectEvents::Skip,
		Determinism::Enforced,
	);
	within_limit(called.gas_consumed);
	tally.count("call", &called.result);
}

/// Uploads a mutant, makes a contract of it and calls that. Rolls everything back.
fn try_out(random: &mut Random, mutant: &[u8], original: &Original, tally: &mut Tally) {
	let issued = Balances::total_issuance();
	with_transaction_unchecked(|| {
		let uploaded = upload(mutant);
		tally.note("upload", uploaded.as_ref().map(|_| false));
		if let Ok(code) = uploaded {
			let constructor = random.pick(&original.constructors);
			if let Some(contract) = instantiate(code, constructor, tally) {
				for _ in 0..2 {
					let message = random.pick(&original.messages);
					call(&contract, message, tally);
				}
			}
		}
		assert_eq!(Balances::total_issuance(), issued);
		TransactionOutcome::Rollback(())
	});
}

fn number(variable: &str, default: usize) -> usize {
	env::var(variable).map_or(default, |text| text.parse().unwrap())
}

#[test]
fn no_mutant_stops_the_chain() {
	let mutants = number("BATARA_MUTANTS", MUTANTS);
	let seed = number("BATARA_SEED", 1) as u64;
	let originals = originals();
	let codes = originals.iter().map(|original| original.code.as_slice()).collect::<Vec<_>>();
	let mut random = Random(seed);
	let mut tally = Tally::default();
	in_block(|| {
		for index in 0..mutants {
			let original = random.pick(&originals);
			let mutant = mutate(&mut random, &original.code, &codes);
			let _print_on_panic = PrintOnPanic(index, seed, &mutant);
			try_out(&mut random, &mutant, original, &mut tally);
		}
	});
	println!("{mutants} mutants of {} modules, seed {seed}", originals.len());
	for (outcome, times) in &tally.0 {
		println!("{times:>8} {outcome}");
	}
	// If all were refused, or all were sound, this would be no test.
	assert!(tally.of("upload: CodeRejected") * 10 > mutants);
	assert!(tally.of("upload: ok") * 10 > mutants);
	assert!(tally.of("instantiate: ok") > 0 && tally.of("call: ok") > 0);
	assert!(tally.of("call: ContractTrapped") > 0);
}

/// Checks that the originals are sound, so that mutants are refused for their mutations alone.
#[test]
fn originals_of_mutants_are_sound() {
	in_block(|| {
		for original in originals() {
			upload(&original.code).unwrap();
		}
	});
}
