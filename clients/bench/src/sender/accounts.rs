// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The keys of the funder and of the senders.

use std::str::FromStr;

use anyhow::{ensure, Context, Result};
use subxt_signer::{sr25519::Keypair, SecretUri};

/// Returns the key of a secret URI such as `//Alice`.
pub(super) fn keypair(uri: &str) -> Result<Keypair> {
	let secret = SecretUri::from_str(uri)
		.map_err(|error| anyhow::anyhow!("{error}"))
		.context("reading a secret URI: write a phrase or a path such as //Alice")?;
	Keypair::from_uri(&secret).map_err(|error| anyhow::anyhow!("deriving a key: {error}"))
}

/// Returns the keys of the senders of a run: `<funder>//bench//<run>//<n>`.
pub(super) fn senders(funder: &str, run: &str, count: u32) -> Result<Vec<Keypair>> {
	ensure!(
		!run.is_empty() && run.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
		"the label of the run is {run:?}: use letters, digits and hyphens",
	);
	// The key of the phrase is slow to derive, so it is derived once.
	let base = keypair(&format!("{funder}//bench//{run}"))?;
	Ok((0..count).map(|n| base.derive([subxt_signer::DeriveJunction::hard(n)])).collect())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn runs_have_different_senders() {
		let one = senders("//Alice", "one", 3).unwrap();
		let two = senders("//Alice", "two", 3).unwrap();
		assert_eq!(one.len(), 3);
		assert_ne!(one[0].public_key().0, one[1].public_key().0);
		assert_ne!(one[0].public_key().0, two[0].public_key().0);
	}

	#[test]
	fn a_sender_has_the_key_that_its_path_has_in_a_wallet() {
		let derived = &senders("//Alice", "r1", 12).unwrap()[11];
		assert_eq!(
			derived.public_key().0,
			keypair("//Alice//bench//r1//11").unwrap().public_key().0
		);
	}

	#[test]
	fn a_label_that_would_change_the_path_is_refused() {
		assert!(senders("//Alice", "a//b", 1).is_err());
		assert!(senders("//Alice", "", 1).is_err());
	}
}
