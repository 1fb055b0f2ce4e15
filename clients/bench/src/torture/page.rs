// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The outcome of a run as a page in Markdown.

use std::fmt::Write;

use super::{Outcome, Round};
use crate::sender::Order;

/// Returns the page, with the `command` that repeats the run.
pub(super) fn page(outcome: &Outcome, command: &str) -> String {
	let mut page = format!("```sh\n{command}\n```\n\n");
	let accepted = outcome.sum(|round| round.report.counts.accepted);
	let lost = outcome.sum(|round| round.report.counts.lost);
	let doubles = outcome.sum(|round| round.report.counts.doubles);
	let faults = outcome.sum(|round| round.faults.len());
	let reorganisations = outcome.sum(|round| round.reorganisations);
	let minutes = outcome.seconds / 60.0;
	let _ = writeln!(
		page,
		"**{accepted} accepted, {lost} lost, {doubles} twice in the chain.** {minutes:.0} minutes, seed {}, {faults} faults, \
		{reorganisations} reorganisations.\n",
		outcome.seed,
	);
	page.push_str("| Order | Accepted | a second | Refused | Final | a second | Lost | Faults | Reorganisations |\n");
	page.push_str("|---|---|---|---|---|---|---|---|---|\n");
	outcome.rounds.iter().for_each(|round| row(&mut page, round));
	let memory =
		outcome.memory.iter().map(|memory| memory.map_or("-".into(), |mib| mib.to_string()));
	let memory: Vec<_> = memory.collect();
	let _ = writeln!(page, "\nResident memory in the end, MiB a node: {}.", memory.join(", "));
	page
}

fn row(page: &mut String, Round { report, faults, reorganisations }: &Round) {
	let order = match report.order {
		Order::InOrder => "in order",
		Order::Shuffled { .. } => "shuffled",
	};
	let counts = &report.counts;
	let _ = writeln!(
		page,
		"| {order} | {} | {:.0} | {} | {} | {:.0} | {} | {} | {reorganisations} |",
		counts.accepted,
		report.accepted_per_second,
		counts.refused,
		counts.finalised,
		report.final_per_second,
		counts.lost,
		faults.len(),
	);
}
