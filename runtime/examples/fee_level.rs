// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Draws how the fee level follows the fullness of blocks, as this runtime computes it.
//!
//! `cargo run -p batara-runtime --no-default-features --features std --example fee_level > docs/images/fee-level.svg`

use batara_runtime::{Runtime, System};
use polkadot_sdk::{
	frame_system::{self, limits::BlockWeights},
	pallet_transaction_payment::{self, Multiplier},
	sp_io::TestExternalities,
	sp_runtime::{traits::Convert, Perbill},
};

const BLOCKS_PER_MINUTE: u32 = 20;
/// Minutes, fullness in percent, colour and name.
const LOAD: [(u32, u32, &str, &str); 4] = [
	(15, 0, "#e8f1e4", "empty"),
	(30, 100, "#f7dcd6", "full"),
	(15, 25, "#fdf3d0", "at target"),
	(105, 0, "#e8f1e4", "empty"),
];
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
const MARGIN: f64 = 44.0;

/// Returns the level after each block.
fn levels() -> Vec<f64> {
	type Update = <Runtime as pallet_transaction_payment::Config>::FeeMultiplierUpdate;
	let limits: BlockWeights = <Runtime as frame_system::Config>::BlockWeights::get();
	let normal = limits.get(polkadot_sdk::frame_support::dispatch::DispatchClass::Normal);
	let full = normal.max_total.unwrap_or(limits.max_block);
	let mut level = Multiplier::from_u32(1);
	let mut levels = Vec::new();
	TestExternalities::new_empty().execute_with(|| {
		for (minutes, percent, ..) in LOAD {
			System::set_block_consumed_resources(Perbill::from_percent(percent) * full, 0);
			for _ in 0..minutes * BLOCKS_PER_MINUTE {
				level = Update::convert(level);
				levels.push(level.to_float());
			}
		}
	});
	levels
}

fn main() {
	let levels = levels();
	let highest = levels.iter().copied().fold(1.0, f64::max).ceil();
	let x = |block: f64| MARGIN + block / levels.len() as f64 * (WIDTH - 2.0 * MARGIN);
	let y = |level: f64| HEIGHT - MARGIN - level / highest * (HEIGHT - 2.0 * MARGIN);
	println!(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
		font-family=\"sans-serif\" font-size=\"12\">\n\
		<title>Fee level while blocks are empty, full, at target and empty again</title>\n\
		<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>"
	);
	let mut minute = 0;
	for (minutes, _, colour, name) in LOAD {
		let (from, to) = (
			x((minute * BLOCKS_PER_MINUTE).into()),
			x(((minute + minutes) * BLOCKS_PER_MINUTE).into()),
		);
		let (top, height) = (y(highest), y(0.0) - y(highest));
		println!(
			"<rect x=\"{from:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{height:.1}\" \
			fill=\"{colour}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{name}</text>\
			<text x=\"{from:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{minute} min</text>",
			to - from,
			(from + to) / 2.0,
			top - 6.0,
			y(0.0) + 16.0
		);
		minute += minutes;
	}
	let mut level = 0.0;
	while level <= highest {
		println!(
			"<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{level}</text>",
			MARGIN - 6.0,
			y(level) + 4.0
		);
		level += 1.0;
	}
	let points: Vec<_> = levels
		.iter()
		.enumerate()
		.step_by(6)
		.map(|(block, level)| format!("{:.1},{:.1}", x(block as f64), y(*level)))
		.collect();
	println!(
		"<polyline points=\"{}\" fill=\"none\" stroke=\"#1f4e79\" stroke-width=\"2\"/>\n\
		<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">Fee level by minutes of 3 s blocks; target \
		25 %, speed 0.5 %, floor 1</text>\n</svg>",
		points.join(" "),
		WIDTH / 2.0,
		HEIGHT - 8.0
	);
}
