// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Memory: how much of a node's a contract may have.

use super::{
	block::{call, error_of, gas, in_block, make, number_of, upload, without_trace, Error, PLENTY},
	wasm::{assemble, bare, contract},
};

const RETURN: &str = r#"(import "seal0" "seal_return" (func $return (param i32 i32 i32)))"#;

/// Returns a contract that grows its memory by `pages` and returns the result of that.
fn growing(memory: &str, pages: u32) -> Vec<u8> {
	assemble(&format!(
		r#"(module {RETURN}
			(import "env" "memory" (memory {memory}))
			(func (export "deploy"))
			(func (export "call")
				(i32.store (i32.const 0) (memory.grow (i32.const {pages})))
				(call $return (i32.const 0) (i32.const 0) (i32.const 4))))"#
	))
}

#[test]
fn a_module_asks_for_sixteen_pages_at_most() {
	in_block(|| {
		for fine in ["0 0", "1 16", "16 16", "1"] {
			assert_eq!(upload(growing(fine, 1)), Ok(()), "{fine}");
		}
		for bomb in ["17 17", "1 17", "17", "1 65536", "65536 65536"] {
			let error = without_trace(|| upload(growing(bomb, 1)));
			assert_eq!(error, Err(Error::CodeRejected.into()), "{bomb}");
		}
	});
}

#[test]
fn memory_grows_to_what_the_module_asked_for() {
	const REFUSED: u32 = u32::MAX;
	in_block(|| {
		for (memory, pages, outcome) in [
			("1 16", 15, 1),
			("1 16", 16, REFUSED),
			("1 2", 2, REFUSED),
			("1", 15, 1),
			("1", 16, REFUSED),
			("1", 65_535, REFUSED),
		] {
			let contract = make(growing(memory, pages));
			assert_eq!(number_of(call(&contract, gas(10), vec![])), outcome, "{memory} + {pages}");
		}
	});
}

#[test]
fn data_must_fit_into_the_first_pages() {
	in_block(|| {
		let page = 65_536;
		let at = |offset: u32| bare("", &format!(r#"(data (i32.const {offset}) "four")"#));
		assert_eq!(upload(at(page - 4)), Ok(()));
		for offset in [page - 3, page, u32::MAX] {
			let error = without_trace(|| upload(at(offset)));
			assert_eq!(error, Err(Error::CodeRejected.into()), "{offset}");
		}
	});
}

#[test]
fn a_contract_that_leaves_its_memory_traps() {
	in_block(|| {
		for leap in [
			"(i32.store (i32.const 1048573) (i32.const 1))",
			"(drop (i64.load offset=4294967295 (i32.const 0)))",
		] {
			let contract = make(contract("", leap));
			let called = without_trace(|| call(&contract, gas(10), vec![]));
			assert_eq!(error_of(called), Error::ContractTrapped.into(), "{leap}");
		}
	});
}

/// Checks that the chain reads and writes within the memory of the contract, whatever it is told.
#[test]
fn the_chain_does_not_leave_the_memory_of_a_contract() {
	in_block(|| {
		for leap in [
			"(call $return (i32.const 0) (i32.const 1048575) (i32.const 2))",
			"(call $return (i32.const 0) (i32.const -1) (i32.const -1))",
			"(drop (call $call_runtime (i32.const -2) (i32.const 2)))",
			"(call $input (i32.const -1) (i32.const 0))",
			"(call $deposit_event (i32.const 0) (i32.const 0) (i32.const -8) (i32.const 16))",
			"(drop (call $set_storage
				(i32.const 1048570) (i32.const 32) (i32.const 0) (i32.const 1)))",
		] {
			let contract = make(contract("", leap));
			let called = without_trace(|| call(&contract, PLENTY, vec![]));
			assert_eq!(error_of(called), Error::OutOfBounds.into(), "{leap}");
		}
	});
}

/// Checks the bound of tables, which each call of a contract allocates. Ten million elements, which
/// the engine would take, are 80 MB for a module of 60 bytes, and no gas is charged for them.
#[test]
fn a_module_with_a_huge_table_is_rejected() {
	in_block(|| {
		assert_eq!(upload(bare("", "(table 4096 funcref)")), Ok(()));
		for elements in [4_097, 1_000_000, 10_000_000] {
			let code = bare("", &format!("(table {elements} funcref)"));
			let error = without_trace(|| upload(code));
			assert_eq!(error, Err(Error::CodeRejected.into()), "{elements} elements");
		}
	});
}
