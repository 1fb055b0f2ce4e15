// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Modules that went wrong: changed at random, the same way for the same seed.

use std::ops::Range;

/// Random numbers (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
	/// Returns a number below `sides`; 0 if `sides` is 0.
	pub fn roll(&mut self, sides: usize) -> usize {
		self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
		let mut mixed = self.0;
		mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
		mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
		((mixed ^ (mixed >> 31)) % sides.max(1) as u64) as usize
	}

	/// Returns a random byte.
	pub fn byte(&mut self) -> u8 {
		self.roll(256) as u8
	}

	/// Returns one element of a list.
	pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
		&from[self.roll(from.len())]
	}

	fn range(&mut self, length: usize, longest: usize) -> Range<usize> {
		let start = self.roll(length);
		start..(start + 1 + self.roll(longest)).min(length)
	}
}

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
pub fn mutate(dice: &mut Dice, module: &[u8], others: &[&[u8]]) -> Vec<u8> {
	let mut mutant = module.to_vec();
	if dice.roll(3) > 0 {
		for _ in 0..=dice.roll(3) {
			match dice.roll(8) {
				0 => change_section(dice, &mut mutant, CODE),
				1 => change_section(dice, &mut mutant, DATA),
				_ => change_instruction(dice, &mut mutant),
			}
		}
		return mutant;
	}
	for _ in 0..=dice.roll(3) {
		if mutant.len() > HEADER {
			change_form(dice, &mut mutant, others);
		}
	}
	mutant
}

fn change_form(dice: &mut Dice, mutant: &mut Vec<u8>, others: &[&[u8]]) {
	match dice.roll(8) {
		0 => change_byte(dice, mutant),
		1 => insert(dice, mutant),
		2 => drop(mutant.drain(dice.range(mutant.len(), 8))),
		3 => repeat(dice, mutant),
		4 => extreme_number(dice, mutant),
		5 => lie_about_length(dice, mutant),
		6 => splice(dice, mutant, others),
		_ => truncate(dice, mutant),
	}
}

/// Returns a random place within the section of this number.
fn place_in(dice: &mut Dice, mutant: &[u8], id: u8) -> Option<usize> {
	let section = sections(mutant).into_iter().find(|section| section.id == id)?;
	let at = section.content.start + dice.roll(section.content.len());
	(at < mutant.len()).then_some(at)
}

/// Puts an instruction in the place of one that is alike, or another number in the place of a
/// constant.
fn change_instruction(dice: &mut Dice, mutant: &mut [u8]) {
	const I32_CONST: u8 = 0x41;
	const I64_CONST: u8 = 0x42;
	for _ in 0..20 {
		let Some(at) = place_in(dice, mutant, CODE) else { return };
		let byte = mutant[at];
		if [I32_CONST, I64_CONST].contains(&mutant[at - 1]) {
			// Of the same length.
			mutant[at] = (byte & 0x80) | (dice.byte() & 0x7f);
			return;
		}
		if let Some(alike) = ALIKE.iter().find(|alike| alike.contains(&byte)) {
			mutant[at] = alike.start + dice.roll(alike.len()) as u8;
			return;
		}
	}
}

fn change_section(dice: &mut Dice, mutant: &mut [u8], id: u8) {
	if let Some(at) = place_in(dice, mutant, id) {
		mutant[at] = match dice.roll(2) {
			0 => mutant[at] ^ (1 << dice.roll(8)),
			_ => dice.byte(),
		};
	}
}

fn change_byte(dice: &mut Dice, mutant: &mut [u8]) {
	let at = dice.roll(mutant.len());
	mutant[at] = match dice.roll(2) {
		0 => mutant[at] ^ (1 << dice.roll(8)),
		_ => *dice.pick(&[0x00, 0x01, 0x7f, 0x80, 0xff]),
	};
}

fn insert(dice: &mut Dice, mutant: &mut Vec<u8>) {
	let at = dice.roll(mutant.len());
	let bytes = (0..=dice.roll(4)).map(|_| dice.byte()).collect::<Vec<_>>();
	mutant.splice(at..at, bytes);
}

fn repeat(dice: &mut Dice, mutant: &mut Vec<u8>) {
	let range = dice.range(mutant.len(), 64);
	let copy = mutant[range.clone()].to_vec();
	mutant.splice(range.end..range.end, copy);
}

fn extreme_number(dice: &mut Dice, mutant: &mut Vec<u8>) {
	let at = dice.roll(mutant.len());
	let end = number_at(mutant, at).map_or(at + 1, |(_, end)| end);
	mutant.splice(at..end, dice.pick(&EXTREMES).iter().copied());
}

fn lie_about_length(dice: &mut Dice, mutant: &mut Vec<u8>) {
	let sections = sections(mutant);
	if sections.is_empty() {
		return;
	}
	let section = dice.pick(&sections);
	let lie = match dice.roll(3) {
		0 => vec![dice.byte() & 0x7f],
		1 => vec![dice.byte() | 0x80, dice.byte() & 0x7f],
		_ => dice.pick(&EXTREMES).to_vec(),
	};
	mutant.splice(section.length.clone(), lie);
}

/// Puts a section of another module in the place of one, or beside it.
fn splice(dice: &mut Dice, mutant: &mut Vec<u8>, others: &[&[u8]]) {
	let other = *dice.pick(others);
	let [own, foreign] = [sections(mutant), sections(other)];
	if own.is_empty() || foreign.is_empty() {
		return;
	}
	let section = dice.pick(&foreign);
	let same = own.iter().find(|own| own.id == section.id);
	let place = match (dice.roll(3), same) {
		(0, _) => dice.pick(&own).whole(),
		(_, Some(own)) => own.whole(),
		(_, None) => mutant.len()..mutant.len(),
	};
	mutant.splice(place, other[section.whole()].iter().copied());
}

fn truncate(dice: &mut Dice, mutant: &mut Vec<u8>) {
	let sections = sections(mutant);
	// At the end of a section, or anywhere.
	let at = match (dice.roll(2), sections.is_empty()) {
		(0, false) => dice.pick(&sections).content.end,
		_ => dice.roll(mutant.len()),
	};
	mutant.truncate(at);
}
