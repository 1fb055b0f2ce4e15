// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! What a note is: a text at first, a text with a block since `second`.

#[cfg(feature = "dated-notes")]
use codec::{Decode, Encode, MaxEncodedLen};
#[cfg(feature = "dated-notes")]
use polkadot_sdk::sp_runtime::SaturatedConversion;
use polkadot_sdk::{
	frame_support::{traits::ConstU32, BoundedVec},
	frame_system,
};
#[cfg(feature = "dated-notes")]
use scale_info::TypeInfo;

/// What a note says. The chain gives the bytes no meaning.
pub type Text = BoundedVec<u8, ConstU32<32>>;

/// A note.
#[cfg(not(feature = "dated-notes"))]
pub type Note = Text;

/// A note.
#[cfg(feature = "dated-notes")]
#[derive(Clone, Debug, Eq, PartialEq, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Note {
	/// What it says.
	pub text: Text,
	/// The block in which it was written or, if it is older, the one of the upgrade.
	pub at: u32,
}

/// A note with this text that is written in this block.
#[cfg(not(feature = "dated-notes"))]
pub(crate) fn written_now<T: frame_system::Config>(text: Text) -> Note {
	text
}

/// A note with this text that is written in this block.
#[cfg(feature = "dated-notes")]
pub(crate) fn written_now<T: frame_system::Config>(text: Text) -> Note {
	Note { text, at: frame_system::Pallet::<T>::block_number().saturated_into() }
}
