// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Modules that went wrong: changed at random, the same way for the same seed.

use crate::random::Random;
use std::ops::Range;

/// The length of the header of a module, in bytes: the first section follows.
const HEADER: usize = 8;
/// The numbers of the sections with the bodies of functions and with data.
const CODE: u8 = 10;
const DATA: u8 = 11;

/// A section: its number, and the places of its length and of its content.
struct Section {
	id: u8,
	length: Range<usize>,
	content: Range<usize>,
}

impl Section {
	fn whole(&self) -> Range<usize> {
		self.length.start - 1..self.content.end
	}
}

/// Returns the sections of a module, as far as they are sound.
fn sections(module: &[u8]) -> Vec<Section> {
	let mut found = Vec::new();
	let mut at = HEADER;
	while let Some(&id) = module.get(at) {
		let start = at + 1;
		let Some((length, end)) = number_at(module, start) else { break };
		let Some(content_end) = end.checked_add(length).filter(|&last| last <= module.len()) else {
			break;
		};
		found.push(Section { id, length: start..end, content: end..content_end });
		at = content_end;
	}
	found
}

/// Returns a LEB128 number and the place after its end; `None` if it has no end within five bytes.
fn number_at(bytes: &[u8], start: usize) -> Option<(usize, usize)> {
	let mut number = 0;
	for (index, byte) in bytes.get(start..)?.iter().take(5).enumerate() {
		number |= usize::from(byte & 0x7f) << (7 * index);
		if byte & 0x80 == 0 {
			return Some((number, start + index + 1));
		}
	}
	None
}

/// LEB128 numbers at the edges: 0 in five bytes; the largest of 31, 32 and 33 bits; one without an
/// end; -1; the smallest of 32 bits.
const EXTREMES: [&[u8]; 7] = [
	&[0x80, 0x80, 0x80, 0x80, 0x00],
	&[0xff, 0xff, 0xff, 0xff, 0x07],
	&[0xff, 0xff, 0xff, 0xff, 0x0f],
	&[0xff, 0xff, 0xff, 0xff, 0x1f],
	&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
	&[0x7f],
	&[0x80, 0x80, 0x80, 0x80, 0x78],
];

/// Instructions that take and give the same: one in the place of another leaves a valid module.
const ALIKE: [Range<u8>; 6] = [
	// Comparisons of 32 and 64 bits.
	0x46..0x50,
	0x51..0x5b,
	// Arithmetic of 32 and 64 bits.
	0x6a..0x79,
	0x7c..0x8b,
	// Loads of a byte and of two.
	0x2c..0x2e,
	0x2e..0x30,
];

/// Changes a module: two times out of three gently, so that it is likely to stay valid. Sections
/// are spliced in from `others`.
pub fn mutate(random: &mut Random, module: &[u8], others: &[&[u8]]) -> Vec<u8> {
	let mut mutant = module.to_vec();
	if random.index(3) > 0 {
		for _ in 0..=random.index(3) {
			match random.index(8) {
				0 => change_section(random, &mut mutant, CODE),
				1 => change_section(random, &mut mutant, DATA),
				_ => change_instruction(random, &mut mutant),
			}
		}
		return mutant;
	}
	for _ in 0..=random.index(3) {
		if mutant.len() > HEADER {
			change_form(random, &mut mutant, others);
		}
	}
	mutant
}

fn change_form(random: &mut Random, mutant: &mut Vec<u8>, others: &[&[u8]]) {
	match random.index(8) {
		0 => change_byte(random, mutant),
		1 => insert(random, mutant),
		2 => drop(mutant.drain(random.range(mutant.len(), 8))),
		3 => repeat(random, mutant),
		4 => extreme_number(random, mutant),
		5 => lie_about_length(random, mutant),
		6 => splice(random, mutant, others),
		_ => truncate(random, mutant),
	}
}

/// Returns a random place within the section of this number.
fn place_in(random: &mut Random, mutant: &[u8], id: u8) -> Option<usize> {
	let section = sections(mutant).into_iter().find(|section| section.id == id)?;
	let at = section.content.start + random.index(section.content.len());
	(at < mutant.len()).then_some(at)
}

/// Puts an instruction in the place of one that is alike, or another number in the place of a
/// constant.
fn change_instruction(random: &mut Random, mutant: &mut [u8]) {
	const I32_CONST: u8 = 0x41;
	const I64_CONST: u8 = 0x42;
	for _ in 0..20 {
		let Some(at) = place_in(random, mutant, CODE) else { return };
		let byte = mutant[at];
		if [I32_CONST, I64_CONST].contains(&mutant[at - 1]) {
			// Of the same length.
			mutant[at] = (byte & 0x80) | (random.byte() & 0x7f);
			return;
		}
		if let Some(alike) = ALIKE.iter().find(|alike| alike.contains(&byte)) {
			mutant[at] = alike.start + random.index(alike.len()) as u8;
			return;
		}
	}
}

fn change_section(random: &mut Random, mutant: &mut [u8], id: u8) {
	if let Some(at) = place_in(random, mutant, id) {
		mutant[at] = match random.index(2) {
			0 => mutant[at] ^ (1 << random.index(8)),
			_ => random.byte(),
		};
	}
}

fn change_byte(random: &mut Random, mutant: &mut [u8]) {
	let at = random.index(mutant.len());
	mutant[at] = match random.index(2) {
		0 => mutant[at] ^ (1 << random.index(8)),
		_ => *random.pick(&[0x00, 0x01, 0x7f, 0x80, 0xff]),
	};
}

fn insert(random: &mut Random, mutant: &mut Vec<u8>) {
	let at = random.index(mutant.len());
	let bytes = (0..=random.index(4)).map(|_| random.byte()).collect::<Vec<_>>();
	mutant.splice(at..at, bytes);
}

fn repeat(random: &mut Random, mutant: &mut Vec<u8>) {
	let range = random.range(mutant.len(), 64);
	let copy = mutant[range.clone()].to_vec();
	mutant.splice(range.end..range.end, copy);
}

fn extreme_number(random: &mut Random, mutant: &mut Vec<u8>) {
	let at = random.index(mutant.len());
	let end = number_at(mutant, at).map_or(at + 1, |(_, end)| end);
	mutant.splice(at..end, random.pick(&EXTREMES).iter().copied());
}

fn lie_about_length(random: &mut Random, mutant: &mut Vec<u8>) {
	let sections = sections(mutant);
	if sections.is_empty() {
		return;
	}
	let section = random.pick(&sections);
	let lie = match random.index(3) {
		0 => vec![random.byte() & 0x7f],
		1 => vec![random.byte() | 0x80, random.byte() & 0x7f],
		_ => random.pick(&EXTREMES).to_vec(),
	};
	mutant.splice(section.length.clone(), lie);
}

/// Puts a section of another module in the place of one, or beside it.
fn splice(random: &mut Random, mutant: &mut Vec<u8>, others: &[&[u8]]) {
	let other = *random.pick(others);
	let [own, foreign] = [sections(mutant), sections(other)];
	if own.is_empty() || foreign.is_empty() {
		return;
	}
	let section = random.pick(&foreign);
	let same = own.iter().find(|own| own.id == section.id);
	let place = match (random.index(3), same) {
		(0, _) => random.pick(&own).whole(),
		(_, Some(own)) => own.whole(),
		(_, None) => mutant.len()..mutant.len(),
	};
	mutant.splice(place, other[section.whole()].iter().copied());
}

fn truncate(random: &mut Random, mutant: &mut Vec<u8>) {
	let sections = sections(mutant);
	// At the end of a section, or anywhere.
	let at = match (random.index(2), sections.is_empty()) {
		(0, false) => random.pick(&sections).content.end,
		_ => random.index(mutant.len()),
	};
	mutant.truncate(at);
}
