// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Draws what the standard emission curve does in thirty years, and prints the same as a table.
//!
//! `cargo run -p batara-runtime --no-default-features --features std --example emission_curve > docs/images/emission.svg`

use pallet_validators::emission::{EmissionCurve, MILLISECONDS_PER_YEAR};

const YEARS: u64 = 30;
/// Eras of six hours: 1,461 of them are a year.
const ERAS_PER_YEAR: u64 = 1_461;
const ERA_MS: u64 = MILLISECONDS_PER_YEAR / ERAS_PER_YEAR;
/// Ten million BTR of 10^12 base units.
const GENESIS_ISSUANCE: u128 = 10_000_000_000_000_000_000;
const RATE_COLOUR: &str = "#1f4e79";
const ISSUANCE_COLOUR: &str = "#b5541c";
/// The axes end at this rate, in percent, and at this multiple of the issuance at genesis.
const HIGHEST: (f64, f64) = (10.0, 4.0);
const GRID_LINES: u32 = 4;
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 300.0;
const MARGIN: f64 = 52.0;

/// The state of the chain at one moment.
struct Point {
	years: f64,
	/// Yearly rate, in percent.
	rate: f64,
	/// Issuance as a multiple of that at genesis.
	issuance: f64,
}

/// Returns the chain at the end of each era, from genesis on, if nothing is burned.
fn course() -> Vec<Point> {
	let curve = EmissionCurve::standard();
	let mut issuance = GENESIS_ISSUANCE;
	let mut points = Vec::new();
	for era in 0..=YEARS * ERAS_PER_YEAR {
		let paid_ms = era * ERA_MS;
		points.push(Point {
			years: era as f64 / ERAS_PER_YEAR as f64,
			rate: curve.rate(paid_ms).deconstruct() as f64 / 1e16,
			issuance: issuance as f64 / GENESIS_ISSUANCE as f64,
		});
		let emitted = curve.of_era(issuance, ERA_MS, paid_ms);
		issuance += emitted.stakers + emitted.treasury;
	}
	points
}

fn x(years: f64) -> f64 {
	MARGIN + years / YEARS as f64 * (WIDTH - 2.0 * MARGIN)
}

/// Returns the place of a share of an axis.
fn y(share: f64) -> f64 {
	HEIGHT - MARGIN - share * (HEIGHT - 2.0 * MARGIN)
}

fn text(x: f64, y: f64, anchor: &str, colour: &str, text: &str) {
	println!(
		"<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{text}</text>"
	);
}

fn draw_axes() {
	for line in 0..=GRID_LINES {
		let share = f64::from(line) / f64::from(GRID_LINES);
		println!(
			"<line x1=\"{:.1}\" y1=\"{2:.1}\" x2=\"{:.1}\" y2=\"{2:.1}\" stroke=\"#dddddd\"/>",
			x(0.0),
			x(YEARS as f64),
			y(share)
		);
		let middle = y(share) + 4.0;
		let rate = format!("{} %", share * HIGHEST.0);
		text(x(0.0) - 6.0, middle, "end", RATE_COLOUR, &rate);
		let issuance = format!("{} x", share * HIGHEST.1);
		text(x(YEARS as f64) + 6.0, middle, "start", ISSUANCE_COLOUR, &issuance);
	}
	for year in (0..=YEARS).step_by(5) {
		text(x(year as f64), y(0.0) + 16.0, "middle", "black", &year.to_string());
	}
}

fn draw_line(points: &[Point], share: impl Fn(&Point) -> f64, colour: &str) {
	// Ten points a year are enough.
	let steps = points.iter().step_by(146).chain(points.last());
	let points: Vec<_> =
		steps.map(|point| format!("{:.1},{:.1}", x(point.years), y(share(point)))).collect();
	println!(
		"<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
		points.join(" ")
	);
}

fn main() {
	let points = course();
	println!(
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
		font-family=\"sans-serif\" font-size=\"12\">\n\
		<title>Yearly emission and issuance in the first thirty years</title>\n\
		<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>"
	);
	draw_axes();
	draw_line(&points, |point| point.rate / HIGHEST.0, RATE_COLOUR);
	draw_line(&points, |point| point.issuance / HIGHEST.1, ISSUANCE_COLOUR);
	let title = y(1.0) - 20.0;
	text(x(0.0), title, "start", RATE_COLOUR, "Emission in a year, of all BTR");
	let right = "All BTR, compared to genesis, nothing burned";
	text(x(YEARS as f64), title, "end", ISSUANCE_COLOUR, right);
	let bottom =
		"Years paid; start 10 %, floor 2.5 %, 15 % of the part above the floor less each year";
	text(WIDTH / 2.0, HEIGHT - 8.0, "middle", "black", bottom);
	println!("</svg>");
	// To the other stream: the table of the guide.
	for year in [0, 1, 2, 3, 5, 10, 15, 20, 30] {
		if let Some(point) = points.iter().find(|point| point.years >= f64::from(year)) {
			eprintln!("| {year} | {:.2} % | {:.2} |", point.rate, point.issuance);
		}
	}
}
