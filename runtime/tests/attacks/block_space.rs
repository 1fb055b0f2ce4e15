// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The attacks of the audit, one by one.

use super::{
	assert_honest_enter, batch, chill, declaring, failing_transfer, flood, level, payment,
	price_of, send, used, vote, wake_lanes, whole, ATTACKER, BTR, HONEST,
};
use crate::chain::{
	account,
	keys::keys_of,
	local,
	transactions::{begin_block, end_block, sign},
};
use batara_runtime::{
	constants::block, Executive, FeePolicy, Hashing, Proxy, Runtime, RuntimeCall, RuntimeOrigin,
	System,
};
use polkadot_sdk::{
	frame_support::{assert_ok, dispatch::DispatchClass, traits::Get},
	frame_system, pallet_proxy, pallet_session, pallet_timestamp,
	sp_keyring::Sr25519Keyring::Dave,
	sp_runtime::{
		traits::Hash as _,
		transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
	},
};

const FULL: TransactionValidityError =
	TransactionValidityError::Invalid(InvalidTransaction::ExhaustsResources);

fn remark(bytes: usize) -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![7; bytes] })
}

/// Returns a call that fails because of its proof, which is as long as one likes.
fn set_keys(bytes: usize) -> RuntimeCall {
	let (keys, _) = keys_of(&account(ATTACKER), 9);
	RuntimeCall::Session(pallet_session::Call::set_keys { keys, proof: vec![0; bytes] })
}

/// Returns a call of root that belongs to the operational class.
fn set_storage() -> RuntimeCall {
	let items = (0..2_000u32).map(|item| (item.to_le_bytes().to_vec(), vec![])).collect();
	RuntimeCall::System(frame_system::Call::set_storage { items })
}

/// Repeats an attack that was seen: six such batches closed every lane for 0.0114 BTR a block.
#[test]
fn batches_that_never_run_close_no_lane() {
	local().execute_with(|| {
		wake_lanes();
		for inner in [payment(), vote(), chill(), remark(1)] {
			begin_block();
			let attack =
				|| batch(vec![failing_transfer(), declaring(inner.clone(), 250), remark(1)]);
			assert_eq!(flood(attack, 100 * BTR, 30), 30, "each gives its room back");
			assert!(used() < whole() / 10, "{} of {}", used(), whole());
			assert_honest_enter();
			end_block();
		}
		assert_eq!(level(), 1.into());
	});
}

#[test]
fn batches_that_never_run_do_not_raise_the_advised_tips() {
	local().execute_with(|| {
		for _ in 0..20 {
			begin_block();
			let attack = || batch(vec![failing_transfer(), declaring(vote(), 250), remark(1)]);
			flood(attack, BTR, 6);
			end_block();
		}
		let info =
			polkadot_sdk::frame_support::dispatch::GetDispatchInfo::get_dispatch_info(&payment());
		let quote = FeePolicy::fee_quote(info.call_weight, 150);
		assert_eq!((quote.tips.payments.standard, quote.tips.payments.fast), (0, 0));
		assert_eq!((quote.tips.governance.standard, quote.tips.governance.fast), (0, 0));
	});
}

/// Repeats an attack that was seen: one failing call with 3.9 MB filled the length of a block, in
/// the lane that is served first.
#[test]
fn long_calls_keep_nobody_out() {
	local().execute_with(|| {
		wake_lanes();
		begin_block();
		// Down to the last gap.
		for bytes in [3_900_000, 400_000, 40_000, 4_000, 400, 1] {
			flood(|| set_keys(bytes), BTR, 1_000);
		}
		// Its own lane is the attacker's; the others have their guarantees.
		assert!(send(HONEST, payment(), 0).is_ok());
		assert!(send(HONEST, vote(), 0).is_ok());
	});
}

#[test]
fn long_calls_raise_the_price() {
	local().execute_with(|| {
		begin_block();
		flood(|| remark(200_000), 0, 100);
		assert!(used() > whole() / 4);
		let weight = System::block_weight();
		assert!(weight.get(DispatchClass::Normal).ref_time() < whole() / 10, "hardly any weight");
		end_block();
		assert!(level() > 1.into());
	});
}

#[test]
fn a_higher_level_raises_the_fee_of_bytes() {
	local().execute_with(|| {
		begin_block();
		let price_at_one = price_of(|| {
			assert_ok!(send(ATTACKER, remark(100_000), 0).unwrap());
		});
		polkadot_sdk::pallet_transaction_payment::NextFeeMultiplier::<Runtime>::put(
			polkadot_sdk::sp_runtime::FixedU128::from(10),
		);
		let price_at_ten = price_of(|| {
			assert_ok!(send(ATTACKER, remark(100_000), 0).unwrap());
		});
		assert!(price_at_ten > 9 * price_at_one, "{price_at_one} {price_at_ten}");
	});
}

/// Repeats an attack that was seen: it filled 30 blocks in a row to 1.998 of 2.0 s, for 4 BTR each,
/// and votes waited until its end.
#[test]
fn operational_calls_that_fail_keep_nobody_out() {
	local().execute_with(|| {
		wake_lanes();
		let heap = || RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 1 });
		let attacks: [&dyn Fn() -> RuntimeCall; 3] =
			[&set_storage, &|| declaring(heap(), 100), &|| declaring(set_storage(), 10)];
		for attack in attacks {
			begin_block();
			assert!(flood(attack, BTR, 2_000) > 0);
			assert_honest_enter();
			let used = System::block_weight().total().ref_time();
			let most = (block::NORMAL_RATIO * block::MAXIMUM_WEIGHT).ref_time();
			assert!(used < most + whole() / 10, "{used}: room of root's calls was taken");
			end_block();
		}
		assert!(level() > 1.into(), "they count for the price");
	});
}

#[test]
fn the_operational_class_buys_no_priority() {
	local().execute_with(|| {
		begin_block();
		end_block();
		let heap = RuntimeCall::System(frame_system::Call::set_heap_pages { pages: 1 });
		let valid = |signer, call, tip| {
			let transaction = sign(signer, call, tip);
			let at = System::parent_hash();
			Executive::validate_transaction(TransactionSource::External, transaction, at).unwrap()
		};
		let operational = valid(ATTACKER, declaring(heap, 1), 0);
		let normal = valid(HONEST, declaring(remark(1), 1), 0);
		assert!(operational.priority <= normal.priority);
	});
}

/// Repeats an attack that was seen: a signed inherent entered a block that was already full.
#[test]
fn a_signed_inherent_is_refused() {
	local().execute_with(|| {
		assert_ok!(Proxy::add_proxy(
			RuntimeOrigin::signed(account(HONEST)),
			account(ATTACKER).into(),
			Default::default(),
			0
		));
		let set = RuntimeCall::Timestamp(pallet_timestamp::Call::set { now: 0 });
		let attack = || {
			RuntimeCall::Proxy(pallet_proxy::Call::proxy {
				real: account(HONEST).into(),
				force_proxy_type: None,
				call: Box::new(set.clone()),
			})
		};
		begin_block();
		let refused = TransactionValidityError::Invalid(InvalidTransaction::MandatoryValidation);
		assert_eq!(send(ATTACKER, attack(), BTR), Err(refused));
		assert_eq!(send(ATTACKER, set.clone(), BTR), Err(refused));
		end_block();
		let transaction = sign(ATTACKER, attack(), BTR);
		let at = System::parent_hash();
		let at_the_door =
			Executive::validate_transaction(TransactionSource::External, transaction, at);
		assert_eq!(at_the_door, Err(refused));
	});
}

/// Covers the one call that needs no room in a lane: it brings in the code that governance has
/// voted for.
#[test]
fn a_voted_upgrade_enters_a_block_that_is_full_of_bytes() {
	let code = vec![42; 2_500_000];
	let apply = |code: &[u8]| {
		let code = code.to_vec();
		RuntimeCall::System(frame_system::Call::apply_authorized_upgrade { code })
	};
	local().execute_with(|| {
		wake_lanes();
		let hash = Hashing::hash(&code);
		assert_ok!(System::authorize_upgrade_without_checks(RuntimeOrigin::root(), hash));
		begin_block();
		flood(|| remark(100_000), BTR, 1_000);
		flood(|| remark(1_000), BTR, 1_000);
		// Another code, or the same class with another call, is no repair.
		assert_eq!(send(Dave, apply(&vec![43; 2_500_000]), 0), Err(FULL));
		assert_ok!(send(Dave, apply(&code), 0).unwrap());
		// It was voted for once.
		assert_eq!(send(Dave, apply(&code), 0), Err(FULL));
		assert_honest_enter();
	});
}

/// Shows that the room of one lane is scarce, too, even if most of the block is free for others.
#[test]
fn a_flood_that_closes_its_own_lane_raises_the_price_like_a_full_block() {
	local().execute_with(|| {
		wake_lanes();
		begin_block();
		flood(|| declaring(vote(), 20), BTR / 100, 200);
		flood(|| declaring(vote(), 1), BTR / 100, 200);
		assert!(used() < whole() / 2, "{} of {}", used(), whole());
		assert_eq!(send(HONEST, declaring(vote(), 20), 0), Err(FULL), "the lane is closed");
		assert!(send(HONEST, payment(), 0).is_ok());
		end_block();
		let after_full_block = batara_runtime::parameters::dynamic_params::fees::Price::get()
			.next_level(1.into(), polkadot_sdk::sp_runtime::Permill::one());
		assert_eq!(level(), after_full_block);
	});
}

/// Shows the attack that is left, to fill the rest of all blocks: its price grows without end.
#[test]
fn full_blocks_become_dear_within_the_hour() {
	local().execute_with(|| {
		let mut level = polkadot_sdk::sp_runtime::FixedU128::from(1);
		let curve = batara_runtime::parameters::dynamic_params::fees::Price::get();
		for _ in 0..200 {
			level = curve.next_level(level, polkadot_sdk::sp_runtime::Permill::one());
		}
		assert!(level > 2.into(), "twice the price after ten minutes: {level:?}");
		for _ in 200..1_200 {
			level = curve.next_level(level, polkadot_sdk::sp_runtime::Permill::one());
		}
		assert!(level > 80.into(), "eighty times after an hour: {level:?}");
	});
}

/// Closes a lane without a share with one transaction, which makes nobody's fees rise.
#[test]
fn a_lane_without_a_share_is_no_lever_on_the_price() {
	use pallet_fee_policy::policy::LaneShares;
	use polkadot_sdk::sp_runtime::Permill;
	let percent = Permill::from_percent;
	let shares = LaneShares::new(batara_primitives::lanes::PerLane {
		operations: percent(20),
		governance: percent(20),
		payments: percent(30),
		contracts: percent(30),
		other: percent(0),
	});
	local().execute_with(|| {
		let lanes = batara_runtime::parameters::dynamic_params::fees::Lanes;
		let lanes =
			batara_runtime::parameters::dynamic_params::fees::Parameters::Lanes(lanes, shares);
		assert_ok!(batara_runtime::Parameters::set_parameter(
			RuntimeOrigin::root(),
			batara_runtime::RuntimeParameters::Fees(lanes)
		));
		for _ in 0..20 {
			begin_block();
			let _ = send(ATTACKER, remark(1), 0);
			assert_honest_enter();
			end_block();
		}
		assert_eq!(level(), 1.into());
	});
}
