// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The library that a package must have: the manifest beside it says which crates are patched.
