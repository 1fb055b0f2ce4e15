// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The commands of a person or a script to a running network, a line at a time.

use std::str::FromStr;

use anyhow::{bail, ensure, Context, Error, Result};

use super::{link::Link, Network};

/// The commands, shown to whoever typed something else.
pub const COMMANDS: &str = "kill NODE | launch NODE | partition NODE,NODE NODE,NODE | heal | \
	link FROM TO DELAY_MS JITTER_MS LOSS | status | quit";

/// A line with a command.
#[derive(Debug, PartialEq)]
pub enum Line {
	Kill(String),
	Launch(String),
	Partition(Vec<Vec<String>>),
	Heal,
	Link { from: String, to: String, link: Link },
	Status,
	Quit,
}

impl FromStr for Line {
	type Err = Error;

	fn from_str(line: &str) -> Result<Self> {
		let words: Vec<_> = line.split_whitespace().collect();
		Ok(match words[..] {
			["kill", node] => Self::Kill(node.into()),
			["launch", node] => Self::Launch(node.into()),
			["partition", ref groups @ ..] if !groups.is_empty() => {
				let members = |group: &&str| group.split(',').map(String::from).collect();
				Self::Partition(groups.iter().map(members).collect())
			},
			["heal"] => Self::Heal,
			["link", from, to, delay, jitter, loss] => {
				Self::Link { from: from.into(), to: to.into(), link: link(delay, jitter, loss)? }
			},
			["status"] => Self::Status,
			["quit"] => Self::Quit,
			_ => bail!("'{line}' is no command; there are: {COMMANDS}"),
		})
	}
}

fn link(delay: &str, jitter: &str, loss: &str) -> Result<Link> {
	let millis = |text: &str| {
		text.parse().with_context(|| format!("'{text}' is no whole number of milliseconds"))
	};
	let loss = loss.parse().with_context(|| format!("'{loss}' is no share such as 0.01"))?;
	Link::from_millis(millis(delay)?, millis(jitter)?, loss)
}

/// Carries out a line other than `quit`, and returns the answer.
pub async fn carry_out(network: &Network, line: &Line) -> Result<String> {
	match line {
		Line::Kill(node) => network.kill(network.index(node)?).await?,
		Line::Launch(node) => network.launch(network.index(node)?).await?,
		Line::Partition(groups) => network.partition(&indices(network, groups)?),
		Line::Heal => network.heal(),
		Line::Link { from, to, link } => {
			network.set_link(network.index(from)?, network.index(to)?, *link)?;
		},
		Line::Status => return Ok(status(network)),
		Line::Quit => {},
	}
	Ok("ok".into())
}

fn indices(network: &Network, groups: &[Vec<String>]) -> Result<Vec<Vec<usize>>> {
	let mut seen = Vec::new();
	let mut number = |name: &String| {
		let node = network.index(name)?;
		ensure!(!seen.contains(&node), "{name} is in two groups");
		seen.push(node);
		Ok(node)
	};
	groups.iter().map(|group| group.iter().map(&mut number).collect()).collect()
}

/// Returns a line for each node: its name, its process, and where it is reached.
pub fn status(network: &Network) -> String {
	let line = |node| {
		let pid = network.pid(node).map_or("stopped".into(), |pid| pid.to_string());
		let [name, rpc, metrics] =
			[network.name(node), &network.rpc(node), &network.metrics(node)].map(str::to_owned);
		format!("{name} {pid} {rpc} {metrics} {}", network.log(node).display())
	};
	(0..network.nodes()).map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn lines_are_understood() {
		let parsed = |line: &str| line.parse::<Line>().unwrap();
		assert_eq!(parsed("kill bob"), Line::Kill("bob".into()));
		let groups = [["alice", "bob"], ["charlie", "dave"]];
		assert_eq!(
			parsed(" partition alice,bob charlie,dave "),
			Line::Partition(groups.map(|group| group.map(String::from).to_vec()).to_vec())
		);
		let link = Link::from_millis(100, 10, 0.5).unwrap();
		assert_eq!(
			parsed("link alice bob 100 10 0.5"),
			Line::Link { from: "alice".into(), to: "bob".into(), link }
		);
	}

	#[test]
	fn other_lines_are_refused_with_the_commands() {
		for line in ["", "kill", "partition", "stop bob", "link alice bob 100"] {
			let error = line.parse::<Line>().unwrap_err().to_string();
			assert!(error.contains("launch NODE"), "{error}");
		}
		let error = "link alice bob x 0 0".parse::<Line>().unwrap_err().to_string();
		assert!(error.contains("'x'"), "{error}");
	}
}
