// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The sections of a module: each call reads and links all of it, and pays for the bytes alone. What
//! takes longer than its bytes is bounded, far above what compilers make.

use crate::{
	bundle,
	chain::account,
	stage::{in_block, without_trace, Error},
	wasm::bare,
};
use batara_runtime::Contracts;
use polkadot_sdk::{
	pallet_contracts::Determinism, sp_keyring::Sr25519Keyring::Alice, sp_runtime::DispatchError,
};

fn upload(code: Vec<u8>) -> Result<(), DispatchError> {
	Contracts::bare_upload_code(account(Alice), code, None, Determinism::Enforced).map(drop)
}

/// A module with so many of something, beside its two entries.
type Module = fn(usize) -> Vec<u8>;

/// The most of each that a module may have.
const BOUNDS: [(&str, Module, usize); 6] = [
	("types", types, 511),
	("imports", imports, 255),
	("functions", functions, 2_046),
	("globals", globals, 256),
	("elements", elements, 16_353),
	("segments of data", data, 1_024),
];

fn functions(count: usize) -> Vec<u8> {
	bare("", &"(func)".repeat(count))
}

/// Beside the memory.
fn imports(count: usize) -> Vec<u8> {
	bare(&r#"(import "seal0" "seal_now" (func (param i32 i32)))"#.repeat(count), "")
}

fn globals(count: usize) -> Vec<u8> {
	bare("", &"(global i32 (i32.const 0))".repeat(count))
}

fn data(count: usize) -> Vec<u8> {
	bare("", &r#"(data (i32.const 0) "")"#.repeat(count))
}

/// Of 16 bytes each, beside that of the entries. All differ.
fn types(count: usize) -> Vec<u8> {
	let bit = |number: usize, bit: usize| if number >> bit & 1 == 0 { "i32" } else { "i64" };
	let parameters = |number| (0..13).map(|at| bit(number, at)).collect::<Vec<_>>().join(" ");
	let types = (0..count).map(|number| format!("(type (func (param {})))", parameters(number)));
	bare(&types.collect::<String>(), "")
}

/// In segments of at most 4,000.
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

/// The modules that took ten times the time that their calls paid for.
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

/// What compilers make is far from all bounds.
#[test]
fn examples_have_a_tenth_of_what_modules_may_have() {
	for bundle in bundle::all() {
		for (id, most) in [(2, 256), (3, 2_048), (6, 256), (11, 1_024)] {
			let items = items_of(&bundle.code(), id);
			assert!(items * 10 <= most, "{}: {items} in section {id}", bundle.name);
		}
	}
}

/// The number with which a section begins: how many items it has.
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
