// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The build script, which gives the node its version with the commit that it was built from.

use substrate_build_script_utils::{generate_cargo_keys, rerun_if_git_head_changed};

fn main() {
	generate_cargo_keys();
	rerun_if_git_head_changed();
}
