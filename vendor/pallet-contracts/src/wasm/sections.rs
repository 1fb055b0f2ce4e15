// This file is part of Substrate.

// Copyright (C) Parity Technologies (UK) Ltd.
// SPDX-License-Identifier: Apache-2.0

// Licensed under the Apache License, Version 2.0 (the "License");
// you may not use this file except in compliance with the License.
// You may obtain a copy of the License at
//
// 	http://www.apache.org/licenses/LICENSE-2.0
//
// Unless required by applicable law or agreed to in writing, software
// distributed under the License is distributed on an "AS IS" BASIS,
// WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
// See the License for the specific language governing permissions and
// limitations under the License.

//! The sections of a module. Every call of a contract reads and links its whole module: what takes
//! longer than its bytes is bounded, and is charged for as more bytes.

/// The numbers of sections.
mod section {
	pub const TYPE: u8 = 1;
	pub const IMPORT: u8 = 2;
	pub const FUNCTION: u8 = 3;
	pub const TABLE: u8 = 4;
	pub const GLOBAL: u8 = 6;
	pub const ELEMENT: u8 = 9;
	pub const DATA: u8 = 11;
}

/// How much of a section is counted.
#[derive(Clone, Copy)]
enum Unit {
	Bytes,
	Items,
}

/// What is counted in a section.
struct Rule {
	section: u8,
	unit: Unit,
	/// The most that a module may have. Contracts of ink! have some tens of each.
	most: u64,
	counted: Unit,
	/// What one takes beside its own bytes, in bytes of code. Measured with modules that have as much as
	/// they may, and next to the time that a byte of instructions takes.
	extra_bytes: u64,
}

const fn rule(section: u8, unit: Unit, most: u64, counted: Unit, extra_bytes: u64) -> Rule {
	Rule { section, unit, most, counted, extra_bytes }
}

const RULES: [Rule; 6] = [
	rule(section::TYPE, Unit::Bytes, 8 * 1024, Unit::Items, 600),
	rule(section::IMPORT, Unit::Items, 256, Unit::Items, 500),
	rule(section::FUNCTION, Unit::Items, 2_048, Unit::Items, 150),
	rule(section::GLOBAL, Unit::Items, 256, Unit::Items, 100),
	rule(section::ELEMENT, Unit::Bytes, 16 * 1024, Unit::Bytes, 11),
	rule(section::DATA, Unit::Items, 1_024, Unit::Items, 80),
];

/// How many elements the tables of a module may have together. Every call allocates them.
const MAX_TABLE_ELEMENTS: u64 = 4_096;

/// How many sections a module may have; compilers make a dozen. The weight of an upload is asked for
/// before anybody pays: this bounds the work.
const MAX_SECTIONS: usize = 64;

const MALFORMED: &str = "malformed module";

/// The sections of a valid module: their numbers and contents.
struct Sections<'a>(&'a [u8]);

impl<'a> Sections<'a> {
	fn of(code: &'a [u8]) -> Result<Self, &'static str> {
		const HEADER_LEN: usize = 8;
		code.get(HEADER_LEN..).map(Self).ok_or(MALFORMED)
	}

	fn take_first(&mut self) -> Option<(u8, &'a [u8])> {
		let (id, mut rest) = self.0.split_first()?;
		let len = read_leb128(&mut rest)? as usize;
		let content = rest.get(..len)?;
		self.0 = rest.get(len..)?;
		Some((*id, content))
	}
}

impl<'a> Iterator for Sections<'a> {
	type Item = Result<(u8, &'a [u8]), &'static str>;

	fn next(&mut self) -> Option<Self::Item> {
		if self.0.is_empty() {
			return None;
		}
		let section = self.take_first().ok_or(MALFORMED);
		if section.is_err() {
			self.0 = &[];
		}
		Some(section)
	}
}

fn count(section: &[u8], unit: Unit) -> Result<u64, &'static str> {
	match unit {
		Unit::Bytes => Ok(section.len() as u64),
		Unit::Items => read_leb128(&mut &*section).ok_or(MALFORMED),
	}
}

/// Check that the sections of a valid module are within their bounds.
pub fn ensure_bounded(code: &[u8]) -> Result<(), &'static str> {
	for (number, section) in Sections::of(code)?.enumerate() {
		let (id, content) = section?;
		if number >= MAX_SECTIONS {
			return Err("more sections than allowed");
		}
		for rule in RULES.iter().filter(|rule| rule.section == id) {
			if count(content, rule.unit)? > rule.most {
				return Err("a section exceeds the maximum size allowed");
			}
		}
		if id == section::TABLE && table_elements(content)? > MAX_TABLE_ELEMENTS {
			return Err("table exceeds maximum size allowed");
		}
	}
	Ok(())
}

/// How many bytes of code take as long to read and link as what is in the sections of a module, beside
/// its own bytes. Of a module that is not valid, up to where it is broken; more than there can be for
/// one with too many sections.
pub fn extra_bytes(code: &[u8]) -> u32 {
	let mut sections = Sections::of(code).into_iter().flatten().map_while(Result::ok);
	let extra = sections.by_ref().take(MAX_SECTIONS).fold(0u64, |extra, (id, content)| {
		let rules = RULES.iter().filter(|rule| rule.section == id);
		rules.fold(extra, |extra, rule| {
			let counted = count(content, rule.counted).unwrap_or(u64::MAX);
			extra.saturating_add(counted.saturating_mul(rule.extra_bytes))
		})
	});
	if sections.next().is_some() {
		return u32::MAX;
	}
	extra.try_into().unwrap_or(u32::MAX)
}

/// How many bytes of code are as much work to upload as this module. A byte takes longer there than in
/// a call: what is in the sections counts half.
pub fn upload_len(code: &[u8]) -> u32 {
	(code.len() as u32).saturating_add(extra_bytes(code) / 2)
}

/// How many elements the tables of this section have together.
fn table_elements(mut section: &[u8]) -> Result<u64, &'static str> {
	let tables = read_leb128(&mut section).ok_or(MALFORMED)?;
	let mut elements = 0u64;
	for _ in 0..tables {
		// The type of the elements, then whether there is a maximum.
		let [_, has_maximum, limits @ ..] = section else { return Err(MALFORMED) };
		section = limits;
		elements = elements.saturating_add(read_leb128(&mut section).ok_or(MALFORMED)?);
		if *has_maximum != 0 {
			read_leb128(&mut section).ok_or(MALFORMED)?;
		}
	}
	Ok(elements)
}

/// Take a number off the front of `bytes`.
fn read_leb128(bytes: &mut &[u8]) -> Option<u64> {
	let mut number = 0u64;
	for shift in (0..63).step_by(7) {
		let (byte, rest) = bytes.split_first()?;
		*bytes = rest;
		number |= u64::from(byte & 0x7f) << shift;
		if byte & 0x80 == 0 {
			return Some(number);
		}
	}
	None
}
