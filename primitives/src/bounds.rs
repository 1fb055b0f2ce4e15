// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Values that cannot be made outside their bounds, not even by decoding.

use codec::{DecodeWithMemTracking, Error, Input};

/// Decodes the raw fields of a value, and makes the value of them. What `new` refuses does not
/// decode; `refusal` says which bounds there are.
///
/// Derive `Encode`, `MaxEncodedLen` and `TypeInfo` for the value, so that clients see its raw fields.
pub fn decode_within_bounds<Raw: DecodeWithMemTracking, Value>(
	input: &mut impl Input,
	new: impl FnOnce(Raw) -> Option<Value>,
	refusal: &'static str,
) -> Result<Value, Error> {
	new(Raw::decode(input)?).ok_or_else(|| refusal.into())
}
