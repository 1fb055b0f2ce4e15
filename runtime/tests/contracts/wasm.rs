// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Small modules written by hand, for what no compiler of contracts would make.

/// The functions of the chain that the modules here use.
const HOST: &str = r#"
	(import "seal0" "input" (func $input (param i32 i32)))
	(import "seal0" "seal_return" (func $return (param i32 i32 i32)))
	(import "seal0" "block_number" (func $block_number (param i32 i32)))
	(import "seal0" "address" (func $address (param i32 i32)))
	(import "seal0" "debug_message" (func $debug_message (param i32 i32) (result i32)))
	(import "seal0" "deposit_event" (func $deposit_event (param i32 i32 i32 i32)))
	(import "seal0" "call_runtime" (func $call_runtime (param i32 i32) (result i32)))
	(import "seal0" "delegate_call" (func $delegate_call
		(param i32 i32 i32 i32 i32 i32) (result i32)))
	(import "seal0" "transfer" (func $transfer (param i32 i32 i32 i32) (result i32)))
	(import "seal1" "clear_storage" (func $clear_storage (param i32 i32) (result i32)))
	(import "seal1" "get_storage" (func $get_storage (param i32 i32 i32 i32) (result i32)))
	(import "seal1" "terminate" (func $terminate (param i32)))
	(import "seal2" "set_storage" (func $set_storage (param i32 i32 i32 i32) (result i32)))
	(import "seal2" "call" (func $call
		(param i32 i32 i64 i64 i32 i32 i32 i32 i32 i32) (result i32)))
	(import "seal2" "instantiate" (func $instantiate
		(param i32 i64 i64 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)))
"#;

/// Returns a contract that does nothing when it is made, and `call` when it is called.
///
/// `fields` are further fields of the module.
pub fn contract(fields: &str, call: &str) -> Vec<u8> {
	contract_with_constructor(fields, "", call)
}

/// Returns a contract with both entry points. It has 16 pages of memory.
pub fn contract_with_constructor(fields: &str, deploy: &str, call: &str) -> Vec<u8> {
	assemble(&format!(
		r#"(module {HOST}
			(import "env" "memory" (memory 16 16))
			(func (export "deploy") {deploy})
			(func (export "call") {call})
			{fields}
		)"#
	))
}

/// Returns a module with just these fields, beside the entry points and one page of memory. Imports
/// come first.
pub fn bare(imports: &str, fields: &str) -> Vec<u8> {
	assemble(&format!(
		r#"(module {imports}
			(import "env" "memory" (memory 1 1))
			(func (export "deploy"))
			(func (export "call"))
			{fields}
		)"#
	))
}

/// Returns the binary of a module.
pub fn assemble(text: &str) -> Vec<u8> {
	wat::parse_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Returns a contract of exactly `length` bytes that does nothing, most of it in a function that is
/// never called.
pub fn of_length(length: usize) -> Vec<u8> {
	let mut padding = length;
	// The sizes of the function and of its section are LEB128 numbers, which get longer.
	for _ in 0..4 {
		let code = bare("", &format!("(func {})", "nop ".repeat(padding)));
		if code.len() == length {
			return code;
		}
		padding = padding + length - code.len();
	}
	panic!("no module has {length} bytes");
}
