// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Proposals that fail: for their title, for their call, or for want of a deposit.

use super::*;
use crate::{proposing::MAX_TITLE, Error};
use codec::Decode;
use polkadot_sdk::{
	frame_support::assert_noop,
	sp_runtime::{DispatchError, TokenError},
};

fn refused(call: Call<Test>, error: impl Into<DispatchError>) {
	assert_noop!(send(signed(ALICE), call), error.into());
}

#[test]
fn proposal_with_an_empty_title_fails() {
	run(|| {
		for empty in ["", "  ", "\n\t", "\u{3000}"] {
			refused(proposal(empty, root(remark(1))), Error::<Test>::EmptyTitle);
		}
	});
}

#[test]
fn a_title_is_text() {
	run(|| {
		let title = b"\xff\xfe".to_vec().try_into().unwrap();
		let call = Call::<Test>::propose {
			title,
			kind: Box::new(root(remark(1))),
			enact: DispatchTime::After(0),
		};
		refused(call, Error::<Test>::TitleNotText);
	});
}

#[test]
fn a_title_has_a_longest_length() {
	run(|| {
		let longest = "ä".repeat(MAX_TITLE as usize / 2);
		assert_ok!(send(signed(ALICE), proposal(&longest, root(remark(1)))));
		let decodes = |bytes: usize| {
			let (kind, enact) = (root(remark(1)), DispatchTime::After(0u64));
			let call = (0u8, vec![b't'; bytes], kind, enact).encode();
			Call::<Test>::decode(&mut call.as_slice()).is_ok()
		};
		assert!(decodes(MAX_TITLE as usize));
		assert!(!decodes(MAX_TITLE as usize + 1));
	});
}

#[test]
fn proposal_with_too_long_a_call_fails() {
	run(|| {
		let call = remark(pallet_preimage::MAX_SIZE as usize);
		refused(proposal("Too long", root(call)), pallet_preimage::Error::<Test>::TooBig);
	});
}

#[test]
fn a_step_that_fails_takes_back_the_others() {
	let (title, submission) = (title_deposit("A remark"), SUBMISSION_DEPOSIT);
	let long = call_of(LONGEST_INLINE + 1);
	let preimages = title + preimage_deposit(long.encoded_size());
	let too_little = DispatchError::from(pallet_balances::Error::<Test>::InsufficientBalance);
	let steps: [(Balance, DispatchError); 4] = [
		(EXISTENTIAL_DEPOSIT, TokenError::FundsUnavailable.into()),
		(EXISTENTIAL_DEPOSIT + title, TokenError::FundsUnavailable.into()),
		(preimages + submission - 1, too_little),
		(preimages + submission + decision_deposit(Track::Root) - 1, too_little),
	];
	for (new_free, error) in steps {
		run(|| {
			let give = pallet_balances::Call::<Test>::force_set_balance { who: POOR, new_free };
			assert_ok!(send(RuntimeOrigin::root(), give));
			let call = proposal("A remark", root(long.clone()));
			// Not even the storage of a preimage is left.
			assert_noop!(send(signed(POOR), call), error);
			assert_eq!(free(POOR), new_free);
		});
	}
}
