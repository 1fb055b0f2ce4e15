// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The sections of a module: each call reads and links all of them. Those that take longer than
//! their bytes cost more, and are bounded far above what compilers make.

use super::{
	block::{call, gas, in_block, make, upload, without_trace, Error},
	bundle,
	wasm::bare,
};
use batara_runtime::{Runtime, RuntimeCall};
use polkadot_sdk::{
	frame_support::dispatch::GetDispatchInfo,
	pallet_contracts::{Call, Config, Determinism, WeightInfo},
};

/// A function that makes a module with so many items of one kind, beside its two entries.
type Module = fn(usize) -> Vec<u8>;

/// The most items of each kind that a module may have, beside those that all modules here have.
const BOUNDS: [(&str, Module, usize); 6] = [
	("types", types, 511),
	("imports", imports, 255),
	("functions", functions, 2_046),
	("globals", globals, 256),
	("elements", elements, 16_353),
	("segments of data", data, 1_024),
];

/// The number of bytes of code that take as long to link as one item of each kind, from
/// `scripts/bench gas`.
const EXTRA_BYTES: [u32; 6] = [572, 485, 144, 100, 11, 78];

fn functions(count: usize) -> Vec<u8> {
	bare("", &"(func)".repeat(count))
}

/// Returns a module with imports beside that of the memory.
fn imports(count: usize) -> Vec<u8> {
	bare(&r#"(import "seal0" "seal_now" (func (param i32 i32)))"#.repeat(count), "")
}

fn globals(count: usize) -> Vec<u8> {
	bare("", &"(global i32 (i32.const 0))".repeat(count))
}

fn data(count: usize) -> Vec<u8> {
	bare("", &r#"(data (i32.const 0) "")"#.repeat(count))
}

/// Returns a module with types of 16 bytes each, beside that of the entries. All differ.
fn types(count: usize) -> Vec<u8> {
	let bit = |number: usize, bit: usize| if number >> bit & 1 == 0 { "i32" } else { "i64" };
	let parameters = |number| (0..13).map(|at| bit(number, at)).collect::<Vec<_>>().join(" ");
	let types = (0..count).map(|number| format!("(type (func (param {})))", parameters(number)));
	bare(&types.collect::<String>(), "")
}

/// Returns a module with elements in segments of at most 4,000.
fn elements(count: usize) -> Vec<u8> {
	let segment = |length: usize| format!("(elem (i32.const 0) {})", "$f ".repeat(length));
	let whole = segment(4_000).repeat(count / 4_000);
	let rest = segment(count % 4_000);
	bare("", &format!("(table 4096 funcref) (func $f) {whole} {rest}"))
}

#[test]
fn no_section_is_longer_than_its_bound() {
	in_block(|| {
		for (name, module, most) in BOUNDS {
			assert_eq!(upload(module(most)), Ok(()), "{most} {name}");
			let outcome = without_trace(|| upload(module(most + 1)));
			assert_eq!(outcome, Err(Error::CodeRejected.into()), "{} {name}", most + 1);
		}
	});
}

/// Checks the modules that took ten times the time that their calls paid for.
#[test]
fn modules_that_take_long_to_read_are_rejected() {
	in_block(|| {
		for (name, module, count) in [
			("functions", functions as Module, 30_000),
			("types", types, 7_000),
			("imports", imports, 6_000),
			("globals", globals, 24_000),
			("segments of data", data, 20_000),
			("elements", elements, 112_000),
		] {
			let outcome = without_trace(|| upload(module(count)));
			assert_eq!(outcome, Err(Error::CodeRejected.into()), "{count} {name}");
		}
	});
}

/// Returns the price of a call of the module, in picoseconds.
fn price(code: Vec<u8>) -> u64 {
	let called = call(&make(code), gas(100), vec![]);
	assert_eq!(called.result.map(|value| value.data), Ok(vec![]));
	called.gas_consumed.ref_time()
}

#[test]
fn each_call_pays_for_all_that_its_module_has() {
	let byte = |count| <Runtime as Config>::WeightInfo::call_with_code_per_byte(count).ref_time();
	in_block(|| {
		for ((name, module, most), bytes) in BOUNDS.into_iter().zip(EXTRA_BYTES) {
			let paid = price(module(most)) - price(module(1));
			let wanted = byte((most as u32 - 1) * bytes) - byte(0);
			assert!(paid >= wanted, "{most} {name}: {paid} and not {wanted}");
		}
	});
}

/// Checks the weight of modules with too many sections, which are not read to the end: anybody can
/// ask for the weight of an upload.
#[test]
fn modules_of_many_sections_fit_into_no_block() {
	let with_customs = |count| [bare("", ""), [0, 1, 0].repeat(count)].concat();
	in_block(|| {
		let call = |code| {
			RuntimeCall::Contracts(Call::upload_code {
				code,
				storage_deposit_limit: None,
				determinism: Determinism::Enforced,
			})
		};
		assert_eq!(upload(with_customs(50)), Ok(()));
		assert_eq!(without_trace(|| upload(with_customs(64))), Err(Error::CodeRejected.into()));
		let weight = |code| call(code).get_dispatch_info().call_weight;
		let block = <Runtime as polkadot_sdk::frame_system::Config>::BlockWeights::get().max_block;
		assert!(weight(with_customs(50)).all_lt(block));
		assert!(weight(with_customs(64)).ref_time() > block.ref_time());
	});
}

/// Checks that an upload pays for half as many bytes per item as a call does: an item takes it half
/// as long, next to what a byte takes.
#[test]
fn each_upload_pays_for_all_that_its_module_has() {
	let weight = |code: Vec<u8>| {
		let call = Call::upload_code {
			code,
			storage_deposit_limit: None,
			determinism: Determinism::Enforced,
		};
		RuntimeCall::Contracts(call).get_dispatch_info().call_weight.ref_time()
	};
	let byte =
		|count| <Runtime as Config>::WeightInfo::upload_code_determinism_enforced(count).ref_time();
	in_block(|| {
		for ((name, module, most), bytes) in BOUNDS.into_iter().zip(EXTRA_BYTES) {
			let paid = weight(module(most)) - weight(module(1));
			let wanted = byte((most as u32 - 1) * bytes / 2) - byte(0);
			assert!(paid >= wanted, "{most} {name}: {paid} and not {wanted}");
		}
		let endless =
			[b"\0asm\x01\0\0\0".as_slice(), &[3, 5, 0xff, 0xff, 0xff, 0xff, 0xf]].concat();
		assert!(weight(endless) > byte(u32::MAX / 4), "more functions than there are bytes");
	});
}

/// Checks that the modules that compilers make are far from all bounds.
#[test]
fn examples_have_a_tenth_of_what_modules_may_have() {
	for bundle in bundle::all() {
		for (id, most) in [(2, 256), (3, 2_048), (6, 256), (11, 1_024)] {
			let items = items_of(&bundle.code(), id);
			assert!(items * 10 <= most, "{}: {items} in section {id}", bundle.name);
		}
	}
}

/// Returns the number of items, with which a section begins; 0 if there is no such section.
fn items_of(code: &[u8], wanted: u8) -> usize {
	let mut at = 8;
	while at < code.len() {
		let id = code[at];
		let (length, content) = number_at(code, at + 1);
		if id == wanted {
			return number_at(code, content).0;
		}
		at = content + length;
	}
	0
}

fn number_at(bytes: &[u8], start: usize) -> (usize, usize) {
	let length = bytes[start..].iter().position(|byte| byte & 0x80 == 0).unwrap() + 1;
	let digits = bytes[start..start + length].iter().rev();
	(digits.fold(0, |number, byte| number << 7 | usize::from(byte & 0x7f)), start + length)
}
