// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Lists of proposals.

use super::*;
use crate::views::PAGE_LIMIT;

fn indices(proposals: &[ProposalStatusOf<Test>]) -> Vec<u32> {
	proposals.iter().map(|proposal| proposal.index).collect()
}

#[test]
fn a_page_begins_with_the_newest() {
	run(|| {
		(0..4).for_each(|_| submit_remark());
		assert_eq!(indices(&Governance::proposals(u32::MAX, 2)), [3, 2]);
		assert_eq!(indices(&Governance::proposals(1, 10)), [1, 0]);
		assert_eq!(Governance::proposals(3, 1), [told(3)]);
	});
}

#[test]
fn a_page_can_be_empty() {
	run(|| {
		assert!(Governance::proposals(u32::MAX, 10).is_empty());
		submit_remark();
		assert!(Governance::proposals(u32::MAX, 0).is_empty());
	});
}

#[test]
fn a_page_has_a_limit() {
	run(|| {
		(0..PAGE_LIMIT + 5).for_each(|_| submit_remark());
		let page = Governance::proposals(u32::MAX, u32::MAX);
		assert_eq!(indices(&page), (5..PAGE_LIMIT + 5).rev().collect::<Vec<_>>());
	});
}

#[test]
fn a_proposal_of_each_kind_is_listed_with_its_track() {
	run(|| {
		let kinds = [
			Kind::Upgrade { code_hash: [1; 32].into() },
			Kind::Spend { amount: LIMITS.medium, beneficiary: BOB },
			Kind::Call(Box::new(remark(1))),
		];
		for kind in kinds {
			assert_ok!(send(signed(ALICE), proposal("Something", kind)));
		}
		let tracks = Governance::proposals(u32::MAX, 3).into_iter().map(|one| one.track);
		assert_eq!(tracks.collect::<Vec<_>>(), [Some(0), Some(11), Some(1)]);
	});
}
