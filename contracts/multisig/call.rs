// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The calls that a multisig can make, and the way it calls contracts.

use crate::runtime_call::{AccountsCall, RuntimeCall};
use ink::{
	env::{CallFlags, ReturnErrorCode},
	prelude::vec::Vec,
	primitives::AccountId,
	scale::Encode,
};

/// The most bytes of an encoded call.
pub const MAX_CALL_BYTES: usize = 4_096;
/// The most bytes that the chain takes as the reference of a payment.
const MAX_REFERENCE_BYTES: usize = 64;

/// The call that a proposal makes when it is executed. Amounts are base units: 10^12 are 1 BTR.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
pub enum Call {
	/// A payment of `value` to `dest`. A contract that is paid is not called.
	Transfer {
		/// The account that is paid.
		dest: AccountId,
		/// The amount.
		value: u128,
	},
	/// A call of a contract, which can be the multisig itself. The answer is not kept.
	Contract {
		/// The contract.
		callee: AccountId,
		/// The selector of the message.
		selector: [u8; 4],
		/// The encoded arguments of the message.
		input: Vec<u8>,
		/// The amount that is paid to the contract with the call.
		value: u128,
		/// The most time that the call may take, in picoseconds; 0 for all that is left.
		gas: u64,
	},
	/// A call of the chain.
	Runtime(RuntimeCall),
}

impl Call {
	/// Returns `true` if the call is short enough to be stored, and if the chain can decode it. The
	/// chain answers a call that it cannot decode with a trap, not with an error.
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

/// Calls a contract. Returns an error unless the callee kept what it did.
///
/// ink!'s call builder would not do: it decodes the answer of a callee that reverted like that of
/// one that did not, and the two can be the same bytes (`Err(())` and `true`). The return code of
/// the host tells them apart, and no answer is copied.
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

/// Refuses every call: off chain no account is a contract.
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
