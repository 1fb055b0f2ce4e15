// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What a multisig can do, and how it calls contracts.

use crate::runtime_call::{AccountsCall, RuntimeCall};
use ink::{
	env::{CallFlags, ReturnErrorCode},
	prelude::vec::Vec,
	primitives::AccountId,
	scale::Encode,
};

/// The most bytes that a call has when encoded.
pub const MAX_CALL_BYTES: usize = 4_096;
/// The most bytes that the chain takes as the reference of a payment.
const MAX_REFERENCE_BYTES: usize = 64;

/// What the multisig does when a proposal is executed. Amounts are base units: 10^12 are 1 BTR.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Call {
	/// Pay `value` to `dest`. If that is a contract it is not called.
	Transfer {
		/// Who is paid.
		dest: AccountId,
		/// What is paid.
		value: u128,
	},
	/// Call a contract, this one included. What it answers is not kept.
	Contract {
		/// The contract.
		callee: AccountId,
		/// The selector of the message.
		selector: [u8; 4],
		/// The encoded arguments of the message.
		input: Vec<u8>,
		/// What is paid to the contract with the call.
		value: u128,
		/// The most time that the call may take, in picoseconds; 0 for all that is left.
		gas: u64,
	},
	/// Send a call to the chain.
	Runtime(RuntimeCall),
}

impl Call {
	/// Whether it can be kept, and decoded by the chain. What the chain cannot decode it answers
	/// with a trap, not with an error.
	pub fn fits(&self) -> bool {
		let reference = match self {
			Self::Runtime(RuntimeCall::Accounts(AccountsCall::TransferWithReference {
				reference,
				..
			})) => reference.len(),
			_ => 0,
		};
		self.encoded_size() <= MAX_CALL_BYTES && reference <= MAX_REFERENCE_BYTES
	}
}

// Kept and read as one value: the layout has no use for its parts.
#[cfg(feature = "std")]
impl ink::storage::traits::StorageLayout for Call {
	fn layout(key: &ink::primitives::Key) -> ink::metadata::layout::Layout {
		use ink::metadata::layout::{Layout, LayoutKey, LeafLayout};
		Layout::Leaf(LeafLayout::from_key::<Self>(LayoutKey::from(key)))
	}
}

/// Calls a contract, and tells whether it kept what it did.
///
/// Not by ink!'s call builder: that decodes the answer of a callee that reverted like that of one
/// that did not, and the two can be the same bytes (`Err(())` and `true`). The return code of the
/// host tells them apart, and no answer is copied.
#[cfg(target_arch = "wasm32")]
pub(crate) fn call_contract(
	flags: CallFlags,
	callee: &AccountId,
	gas: u64,
	value: u128,
	input: &[u8],
) -> Result<(), ReturnErrorCode> {
	use pallet_contracts_uapi::{HostFn, HostFnImpl};
	let (callee, value): (&[u8; 32], _) = (callee.as_ref(), value.to_le_bytes());
	HostFnImpl::call_v2(flags, callee, gas, 0, None, &value, input, None)
}

/// Off chain no account is a contract.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn call_contract(
	_flags: CallFlags,
	_callee: &AccountId,
	_gas: u64,
	_value: u128,
	_input: &[u8],
) -> Result<(), ReturnErrorCode> {
	Err(ReturnErrorCode::NotCallable)
}
