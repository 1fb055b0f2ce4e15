// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Code that never gets onto the chain.

use super::{
	block::{in_block, send, upload, uploading, without_trace, Error},
	wasm::{assemble, bare, contract, of_length},
};
use batara_runtime::{constants::money, Runtime};
use polkadot_sdk::{
	frame_support::traits::Get, pallet_contracts::Config, sp_keyring::Sr25519Keyring::Alice,
};

const MEMORY: &str = r#"(import "env" "memory" (memory 1 1))"#;
const ENTRIES: &str = r#"(func (export "deploy")) (func (export "call"))"#;

/// Asserts that no module of a list is accepted, and that nothing of it stays.
fn all_rejected(modules: impl IntoIterator<Item = (&'static str, Vec<u8>)>) {
	in_block(|| {
		for (name, code) in modules {
			without_trace(|| assert_eq!(upload(code), Err(Error::CodeRejected.into()), "{name}"));
		}
	});
}

fn module(fields: &str) -> Vec<u8> {
	assemble(&format!("(module {fields})"))
}

fn with_import(import: &str) -> Vec<u8> {
	bare(import, "")
}

fn with_code(code: &str) -> Vec<u8> {
	bare("", &format!("(func {code})"))
}

/// Checks that the test modules as such are fine.
#[test]
fn plain_modules_are_accepted() {
	in_block(|| {
		for code in [
			bare("", ""),
			contract("", ""),
			with_import(r#"(import "seal0" "seal_caller" (func (param i32 i32)))"#),
			with_code("(drop (i32.extend8_s (i32.const 0)))"),
			bare("", "(global (mut i32) (i32.const 0))"),
			// The engine lets this pass, and knows no instruction for it.
			bare("", r#"(data "passive")"#),
			bare("", "(table 4 4 funcref) (func $f) (elem (i32.const 0) $f)"),
		] {
			assert_eq!(upload(code), Ok(()));
		}
	});
}

#[test]
fn code_is_no_longer_than_the_limit() {
	in_block(|| {
		let limit = <<Runtime as Config>::MaxCodeLen as Get<u32>>::get() as usize;
		assert_eq!(limit, 123 * 1024);
		assert_eq!(upload(of_length(limit)), Ok(()));
		let error = without_trace(|| upload(of_length(limit + 1)));
		assert_eq!(error, Err(Error::CodeTooLarge.into()));
	});
}

#[test]
fn bytes_that_are_no_module_are_rejected() {
	let valid = bare("", "");
	all_rejected([
		("nothing", vec![]),
		("the magic number alone", valid[..4].to_vec()),
		("the header alone", valid[..8].to_vec()),
		("a text", b"(module)".to_vec()),
		("PolkaVM", [b"PVM\0".as_slice(), &valid[4..]].concat()),
		("a component", [&valid[..4], &[0x0d, 0, 1, 0], &valid[8..]].concat()),
		("its end missing", valid[..valid.len() - 1].to_vec()),
		("more after its end", [&valid[..], &[0]].concat()),
	]);
}

#[test]
fn modules_without_the_form_of_contracts_are_rejected() {
	let call = r#"(func (export "call"))"#;
	let deploy = r#"(func (export "deploy"))"#;
	all_rejected([
		("no deploy", module(&format!("{MEMORY} {call}"))),
		("no call", module(&format!("{MEMORY} {deploy}"))),
		("nothing exported", module(MEMORY)),
		("a third export", bare("", r#"(func (export "more"))"#)),
		("exported memory", bare("", r#"(export "memory" (memory 0))"#)),
		("exported global", bare("", r#"(global (export "one") i32 (i32.const 1))"#)),
		("exported table", bare("", r#"(table (export "table") 1 funcref)"#)),
		(
			"an entry with an argument",
			module(&format!(r#"{MEMORY} {deploy} (func (export "call") (param i32))"#)),
		),
		("no memory", module(ENTRIES)),
		("memory of its own", module(&format!("(memory 1 1) {ENTRIES}"))),
		(
			"memory of another name",
			module(&format!(r#"(import "env" "heap" (memory 1 1)) {ENTRIES}"#)),
		),
		(
			"memory of another module",
			module(&format!(r#"(import "seal0" "memory" (memory 1 1)) {ENTRIES}"#)),
		),
		("two memories", module(&format!("{MEMORY} {MEMORY} {ENTRIES}"))),
	]);
}

#[test]
fn imports_that_the_chain_does_not_have_are_rejected() {
	all_rejected([
		("unknown function", with_import(r#"(import "seal0" "mint" (func))"#)),
		("unknown module", with_import(r#"(import "seal9" "input" (func (param i32 i32)))"#)),
		("of another type", with_import(r#"(import "seal0" "input" (func (param i64)))"#)),
		("a global", with_import(r#"(import "env" "one" (global i32))"#)),
		("a table", with_import(r#"(import "env" "table" (table 1 funcref))"#)),
		(
			"a chain extension",
			with_import(
				r#"(import "seal1" "call_chain_extension"
					(func (param i32 i32 i32 i32 i32) (result i32)))"#,
			),
		),
		(
			"a program of XCM",
			with_import(r#"(import "seal0" "xcm_execute" (func (param i32 i32) (result i32)))"#),
		),
		(
			"a message of XCM",
			with_import(
				r#"(import "seal0" "xcm_send" (func (param i32 i32 i32 i32) (result i32)))"#,
			),
		),
	]);
}

/// Checks the functions that may change: contracts with them would break.
#[test]
fn unstable_functions_of_the_chain_are_rejected() {
	let names = [
		("reentrance_count", r#""seal0" "reentrance_count" (func (result i32))"#),
		(
			"account_reentrance_count",
			r#""seal0" "account_reentrance_count" (func (param i32) (result i32))"#,
		),
		("gas_left", r#""seal1" "gas_left" (func (param i32 i32))"#),
		("weight_to_fee", r#""seal1" "weight_to_fee" (func (param i64 i64 i32 i32))"#),
		(
			"set_transient_storage",
			r#""seal0" "set_transient_storage" (func (param i32 i32 i32 i32) (result i32))"#,
		),
		(
			"get_transient_storage",
			r#""seal0" "get_transient_storage" (func (param i32 i32 i32 i32) (result i32))"#,
		),
	];
	all_rejected(names.map(|(name, import)| (name, with_import(&format!("(import {import})")))));
}

/// Checks the functions that old contracts keep: new ones with them cannot be made.
#[test]
fn deprecated_functions_of_the_chain_are_rejected() {
	let names = [
		("random", r#""seal0" "seal_random" (func (param i32 i32 i32 i32))"#),
		("random, version 1", r#""seal1" "seal_random" (func (param i32 i32 i32 i32))"#),
		("rent_allowance", r#""seal0" "seal_rent_allowance" (func (param i32 i32))"#),
	];
	all_rejected(names.map(|(name, import)| (name, with_import(&format!("(import {import})")))));
}

#[test]
fn floats_are_rejected() {
	all_rejected([
		("arithmetic", with_code("(drop (f32.add (f32.const 1) (f32.const 2)))")),
		("a constant", with_code("(drop (f64.const 1))")),
		("a parameter", bare("", "(func (param f64))")),
		("a local", bare("", "(func (local f32))")),
		("a global", bare("", "(global f64 (f64.const 1))")),
		("a load", with_code("(drop (f64.load (i32.const 0)))")),
	]);
}

/// Checks that a build with such code fails before it is on the chain: compilers of today emit some
/// of it.
#[test]
fn proposals_beyond_the_first_version_of_wasm_are_rejected() {
	all_rejected([
		("bulk memory: fill", with_code("(memory.fill (i32.const 0) (i32.const 0) (i32.const 1))")),
		("bulk memory: copy", with_code("(memory.copy (i32.const 0) (i32.const 0) (i32.const 1))")),
		("multi-value", bare("", "(func (result i32 i32) (i32.const 0) (i32.const 0))")),
		("reference types", bare("", "(func (param externref))")),
		("two tables", bare("", "(table 1 funcref) (table 1 funcref)")),
		("tail calls", bare("", "(func $f (return_call $f))")),
		("saturating conversion", with_code("(drop (i32.trunc_sat_f32_s (f32.const 1)))")),
		("extended constants", bare("", "(global i32 (i32.add (i32.const 1) (i32.const 1)))")),
		("vectors", with_code("(drop (v128.const i64x2 0 0))")),
		("atomics", with_code("(atomic.fence)")),
		("64 bits of memory", module(&format!("(memory i64 1 1) {ENTRIES}"))),
		("exceptions", bare("", "(tag $e) (func (throw $e))")),
	]);
}

#[test]
fn rejected_upload_costs_only_its_fee() {
	in_block(|| {
		let receipt = send(Alice, uploading(with_code("(drop (f32.const 1))"))).unwrap();
		assert_eq!(receipt.outcome, Err(Error::CodeRejected.into()));
		assert_eq!(receipt.spent, 0);
		assert!(receipt.fee > 0);
	});
}

/// Checks the deposit, which is for two items: the code, and 61 bytes about it.
#[test]
fn accepted_upload_locks_its_deposit_once() {
	in_block(|| {
		let code = bare("", "");
		let deposit = money::deposit(2, code.len() as u32 + 61);
		let receipt = send(Alice, uploading(code.clone())).unwrap();
		assert_eq!(receipt.outcome, Ok(()));
		assert_eq!(receipt.spent, deposit as i128);
		let again = send(Alice, uploading(code)).unwrap();
		assert_eq!(again.outcome, Ok(()));
		assert_eq!(again.spent, 0);
	});
}
