# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Copyright (C) Bataranetwork developers
# Usage: . scripts/env.sh (every script begins with it)
# Moves to the root of the repository and says where builds go.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit

# A rustup that was installed a minute ago is not yet on the path of an open shell.
command -v rustup >/dev/null || PATH="$PATH:${CARGO_HOME:-$HOME/.cargo}/bin"

export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$HOME/.cache/batara/target}"
mkdir -p "$CARGO_TARGET_DIR"
CARGO_TARGET_DIR=$(cd "$CARGO_TARGET_DIR" && pwd)
# The target folder is outside the repository: the Wasm build must be told where Cargo.lock is.
export WASM_BUILD_WORKSPACE_HINT="$root"
# The system's OpenSSL: compiling a copy of it costs minutes.
export OPENSSL_NO_VENDOR=1
# cargo-contract and the node compile the same Binaryen, minutes of C++: with ccache it is done once.
# First in the path also where it is not there yet: scripts/setup may be about to install it.
PATH="/usr/lib/ccache:$PATH"
export CCACHE_DIR="${CCACHE_DIR:-$CARGO_TARGET_DIR/ccache}"
# Nodes of this machine compile a runtime once, and not each for itself.
export BATARA_RUNTIME_CACHE_PATH="${BATARA_RUNTIME_CACHE_PATH:-$CARGO_TARGET_DIR/runtime-cache}"
# Read by the scripts that source this file, and by e2e/.
export BATARA_NODE="$CARGO_TARGET_DIR/release/batara-node"
# Where scripts/setup --tests puts programs of scripts/lint. Others of the same name are not used.
# shellcheck disable=SC2034
lint_tools="$CARGO_TARGET_DIR/tools/lint"

say() { printf '==> %s\n' "$*"; }

fail() {
	printf 'error: %s\n' "$*" >&2
	exit 1
}

# Prints the comment at the top of the running script, from "Usage:" on.
usage() { sed -n '/^# Usage:/,/^[^#]/s/^# \{0,1\}//p' "$0"; }

build_node() { scripts/patch && cargo build --release --locked -p batara-node; }
