// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Tokens on the real runtime: whoever makes the chain store something has a deposit there, and a
//! stranger with a token can do nothing to an account.

use crate::chain::{account, local, transactions::send};
use batara_primitives::lanes::Lane;
use batara_runtime::{
	configs::{assets::AssetId, lanes::CallLanes, proxies::ProxyType},
	constants::money::{deposit, BTR},
	AccountId, Assets, Balance, Balances, Proxy, Runtime, RuntimeCall, RuntimeOrigin, SafeMode,
	Staking, System,
};
use pallet_fee_policy::profile::{CallPart, InspectCall};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, traits::InstanceFilter},
	frame_system, pallet_assets, pallet_balances,
	pallet_staking::RewardDestination,
	pallet_utility,
	sp_keyring::Sr25519Keyring::{self, Bob, Charlie, Dave, Eve},
	sp_runtime::{traits::Dispatchable, TokenError},
};

const TOKEN: AssetId = 7;
const SUPPLY: Balance = 1_000_000;
/// The deposit for an account of a token, from whoever brings the first units, in base units.
const ACCOUNT: Balance = deposit(1, 86);

type AssetsCall = pallet_assets::Call<Runtime>;
type AssetsError = pallet_assets::Error<Runtime>;

fn signed(name: Sr25519Keyring) -> RuntimeOrigin {
	RuntimeOrigin::signed(account(name))
}

/// Makes a token of Bob, with all units in his own account.
fn issue(id: AssetId) {
	assert_ok!(Assets::create(signed(Bob), id.into(), account(Bob).into(), 10));
	assert_ok!(Assets::mint(signed(Bob), id.into(), account(Bob).into(), SUPPLY));
}

fn transfer(from: Sr25519Keyring, to: AccountId, amount: Balance) {
	assert_ok!(Assets::transfer(signed(from), TOKEN.into(), to.into(), amount));
}

fn reserved(name: Sr25519Keyring) -> Balance {
	Balances::reserved_balance(account(name))
}

/// Makes a change, and returns what it adds to the reserve of `name`, in base units.
fn deposited(name: Sr25519Keyring, change: impl FnOnce()) -> Balance {
	let before = reserved(name);
	change();
	reserved(name) - before
}

fn stranger() -> AccountId {
	AccountId::new([9; 32])
}

/// Guards against tokens of a stranger: fourteen of them took all references of an account but one,
/// and it could neither bond any more nor set the keys of a validator.
#[test]
fn tokens_of_strangers_take_nothing_from_an_account() {
	local().execute_with(|| {
		let consumers = System::consumers(&account(Eve));
		for id in 0..20 {
			issue(id);
			assert_ok!(Assets::transfer(signed(Bob), id.into(), account(Eve).into(), 100));
			assert_ok!(Assets::freeze(signed(Bob), id.into(), account(Eve).into()));
		}
		assert_eq!(System::consumers(&account(Eve)), consumers);
		assert_eq!(reserved(Eve), 0);
		assert_ok!(Staking::bond(signed(Eve), 100 * BTR, RewardDestination::Staked));
	});
}

#[test]
fn sender_of_first_units_pays_a_refundable_deposit() {
	local().execute_with(|| {
		issue(TOKEN);
		assert_eq!(deposited(Bob, || transfer(Bob, stranger(), 100)), ACCOUNT);
		assert_eq!(deposited(Bob, || transfer(Bob, stranger(), 100)), 0);
		let id = || TOKEN.into();
		let refund = || Assets::refund_other(signed(Bob), id(), stranger().into());
		assert_noop!(refund(), AssetsError::WouldBurn);
		let back = RuntimeOrigin::signed(stranger());
		assert_ok!(Assets::transfer_all(back, id(), account(Bob).into(), false));
		let before = reserved(Bob);
		assert_ok!(refund());
		assert_eq!(before - reserved(Bob), ACCOUNT);
		assert_eq!(Assets::maybe_balance(TOKEN, stranger()), None);
	});
}

#[test]
fn balance_is_not_stored_without_its_deposit() {
	local().execute_with(|| {
		issue(TOKEN);
		transfer(Bob, stranger(), 100);
		// The stranger has no BTR.
		let poor = || RuntimeOrigin::signed(stranger());
		assert_noop!(
			Assets::transfer(poor(), TOKEN.into(), account(Eve).into(), 50),
			pallet_balances::Error::<Runtime>::InsufficientBalance
		);
		let id = || TOKEN.into();
		assert_noop!(
			Assets::transfer(signed(Bob), id(), account(Eve).into(), 9),
			TokenError::BelowMinimum
		);
		assert_noop!(
			Assets::mint(signed(Bob), id(), account(Eve).into(), 9),
			TokenError::BelowMinimum
		);
		assert_ok!(Assets::transfer(signed(Bob), id(), account(Eve).into(), 0));
		assert_eq!(Assets::maybe_balance(TOKEN, account(Eve)), None);
	});
}

/// Protects holders of a token. Else its admin or a delegate could lock their BTR, with one unit
/// after the other to accounts that have none.
#[test]
fn delegate_pays_the_deposit_of_its_transfer() {
	local().execute_with(|| {
		issue(TOKEN);
		transfer(Bob, account(Charlie), 1_000);
		let id = || TOKEN.into();
		let to = |byte| AccountId::new([byte; 32]).into();
		let untouched = (Balances::free_balance(account(Charlie)), reserved(Charlie));
		let forced = deposited(Bob, || {
			let from = account(Charlie).into();
			assert_ok!(Assets::force_transfer(signed(Bob), id(), from, to(1), 10));
		});
		assert_eq!(forced, ACCOUNT);
		assert_eq!((Balances::free_balance(account(Charlie)), reserved(Charlie)), untouched);
		assert_ok!(Assets::approve_transfer(signed(Charlie), id(), account(Dave).into(), 100));
		let untouched = reserved(Charlie);
		let approved = deposited(Dave, || {
			let owner = account(Charlie).into();
			assert_ok!(Assets::transfer_approved(signed(Dave), id(), owner, to(2), 10));
		});
		assert_eq!((approved, reserved(Charlie)), (ACCOUNT, untouched));
	});
}

#[test]
fn deposits_come_back_when_a_token_is_destroyed() {
	local().execute_with(|| {
		let before = (reserved(Bob), reserved(Charlie));
		issue(TOKEN);
		transfer(Bob, account(Charlie), 1_000);
		transfer(Charlie, stranger(), 500);
		let id = || TOKEN.into();
		assert_ok!(Assets::set_metadata(signed(Bob), id(), b"Tea".into(), b"TEA".into(), 2));
		assert_ok!(Assets::start_destroy(signed(Bob), id()));
		assert_ok!(Assets::destroy_accounts(signed(Eve), id()));
		assert_ok!(Assets::destroy_approvals(signed(Eve), id()));
		assert_ok!(Assets::finish_destroy(signed(Eve), id()));
		assert_eq!((reserved(Bob), reserved(Charlie)), before);
	});
}

#[test]
fn governance_creates_a_token_without_a_deposit() {
	local().execute_with(|| {
		let nothing = deposited(Bob, || {
			let (root, owner) = (RuntimeOrigin::root(), account(Bob).into());
			assert_ok!(Assets::force_create(root, 1.into(), owner, true, 10));
		});
		assert_eq!(nothing, 0);
	});
}

#[test]
fn governance_freezes_a_token() {
	local().execute_with(|| {
		issue(TOKEN);
		let who = || account(Bob).into();
		assert_ok!(Assets::force_asset_status(
			RuntimeOrigin::root(),
			TOKEN.into(),
			who(),
			who(),
			who(),
			who(),
			10,
			false,
			true,
		));
		assert_noop!(
			Assets::transfer(signed(Bob), TOKEN.into(), account(Eve).into(), 100),
			AssetsError::AssetNotLive
		);
	});
}

fn transfer_call() -> RuntimeCall {
	RuntimeCall::Assets(AssetsCall::transfer {
		id: TOKEN.into(),
		target: account(Eve).into(),
		amount: 100,
	})
}

#[test]
fn a_transfer_of_tokens_is_a_payment() {
	let call = transfer_call();
	assert!(matches!(CallLanes::part(&call), CallPart::Of(Lane::Payments)));
}

#[test]
fn only_a_proxy_for_everything_moves_tokens() {
	local().execute_with(|| {
		issue(TOKEN);
		for kind in [ProxyType::NonTransfer, ProxyType::Governance, ProxyType::Staking] {
			assert!(!kind.filter(&transfer_call()), "{kind:?}");
		}
		assert_ok!(Proxy::add_proxy(signed(Bob), account(Dave).into(), ProxyType::NonTransfer, 0));
		let batch = pallet_utility::Call::batch { calls: vec![transfer_call()] };
		let call = Box::new(RuntimeCall::Utility(batch));
		assert_ok!(Proxy::proxy(signed(Dave), account(Bob).into(), None, call));
		assert_eq!(Assets::maybe_balance(TOKEN, account(Eve)), None);
	});
}

#[test]
fn safe_mode_stops_tokens() {
	local().execute_with(|| {
		issue(TOKEN);
		assert_ok!(SafeMode::force_enter(RuntimeOrigin::root()));
		let batch = pallet_utility::Call::batch_all { calls: vec![transfer_call()] };
		for call in [transfer_call(), RuntimeCall::Utility(batch)] {
			let refused = frame_system::Error::<Runtime>::CallFiltered.into();
			assert_eq!(send(Bob, call, 0).unwrap(), Err(refused));
		}
	});
}

/// Sends away all BTR of an account that holds tokens: their deposits keep the account.
#[test]
fn transfer_of_all_btr_leaves_the_deposits() {
	local().execute_with(|| {
		issue(TOKEN);
		transfer(Bob, stranger(), 100);
		let all = RuntimeCall::Balances(pallet_balances::Call::transfer_all {
			dest: account(Eve).into(),
			keep_alive: false,
		});
		assert_ok!(send(Bob, all, 0).unwrap());
		assert_eq!(reserved(Bob), 10 * BTR + 2 * ACCOUNT);
	});
}

#[test]
fn number_of_a_token_is_not_taken_twice() {
	local().execute_with(|| {
		issue(TOKEN);
		assert_noop!(
			Assets::create(signed(Eve), TOKEN.into(), account(Eve).into(), 1),
			AssetsError::InUse
		);
	});
}

#[test]
fn stranger_neither_mints_nor_moves_units_of_a_token() {
	local().execute_with(|| {
		issue(TOKEN);
		assert_noop!(
			Assets::mint(signed(Eve), TOKEN.into(), account(Eve).into(), 100),
			AssetsError::NoPermission
		);
		assert_noop!(
			Assets::force_transfer(
				signed(Eve),
				TOKEN.into(),
				account(Bob).into(),
				account(Eve).into(),
				100
			),
			AssetsError::NoPermission
		);
		assert_eq!(Assets::balance(TOKEN, account(Bob)), SUPPLY);
	});
}

/// Tries each way in which units come to an account that has none.
#[test]
fn receiver_of_tokens_keeps_its_references() {
	local().execute_with(|| {
		issue(TOKEN);
		let id = || TOKEN.into();
		let bob = || account(Bob).into();
		let eve = || account(Eve).into();
		let consumers = System::consumers(&account(Eve));
		assert_ok!(Assets::approve_transfer(signed(Bob), id(), account(Dave).into(), SUPPLY));
		let ways = [
			AssetsCall::transfer { id: id(), target: eve(), amount: 100 },
			AssetsCall::transfer_keep_alive { id: id(), target: eve(), amount: 100 },
			AssetsCall::mint { id: id(), beneficiary: eve(), amount: 100 },
			AssetsCall::force_transfer { id: id(), source: bob(), dest: eve(), amount: 100 },
			AssetsCall::transfer_all { id: id(), dest: eve(), keep_alive: true },
		];
		let arrives = |by: Sr25519Keyring, call: AssetsCall| {
			let paid = deposited(by, || {
				assert_ok!(RuntimeCall::Assets(call).dispatch(signed(by)));
			});
			assert!(Assets::balance(TOKEN, account(Eve)) > 0);
			assert_eq!((paid, System::consumers(&account(Eve))), (ACCOUNT, consumers));
			assert_ok!(Assets::transfer_all(signed(Eve), id(), bob(), false));
			assert_ok!(Assets::refund_other(signed(by), id(), eve()));
		};
		ways.into_iter().for_each(|way| arrives(Bob, way));
		arrives(
			Dave,
			AssetsCall::transfer_approved {
				id: id(),
				owner: bob(),
				destination: eve(),
				amount: 100,
			},
		);
	});
}
