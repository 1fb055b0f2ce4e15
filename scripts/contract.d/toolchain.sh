# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Copyright (C) Bataranetwork developers
# Sourced by the commands of scripts/contract: where they run, their --help, and the tools, which
# are installed when they are needed first.

# Paths on the command line count from where the user is.
here=$PWD
# shellcheck source=SCRIPTDIR/../env.sh
. "$(dirname "${BASH_SOURCE[0]}")/../env.sh"
cd "$here" || exit

case "${1:-}" in
	-h | --help) usage && exit ;;
esac

cargo_contract_version=5.0.3
tools="$CARGO_TARGET_DIR/tools"
builds="$CARGO_TARGET_DIR/contracts"
contracts=$(cd "$root/contracts" && pwd -P)

# They would choose another compiler than ours, also in the builds that a build starts.
unset CARGO RUSTC RUSTUP_TOOLCHAIN

# Answers go to stdout, the rest to stderr: address=$(scripts/contract deploy ...)
note() { say "$@" >&2; }

# What a key of FOLDER/rust-toolchain.toml holds, without quotes and brackets.
toolchain_key() { sed -n "s/^$2 = //p" "$1/rust-toolchain.toml" | tr -d '[]"' | tr ',' ' '; }

# Installs the toolchain of FOLDER/rust-toolchain.toml, unless all of it is there.
need_toolchain() {
	local channel installed part missing='' options=()
	command -v rustup >/dev/null || fail "rustup is missing; scripts/setup says how to get it"
	channel=$(toolchain_key "$1" channel)
	installed=$(rustup component list --toolchain "$channel" --installed 2>/dev/null) || missing=1
	for part in $(toolchain_key "$1" components); do
		options+=(--component "$part")
		grep -qE "^$part(-|\$)" <<<"$installed" || missing=1
	done
	for part in $(toolchain_key "$1" targets); do
		options+=(--target "$part")
		grep -qx "rust-std-$part" <<<"$installed" || missing=1
	done
	[ -n "$missing" ] || return 0
	note "installing Rust $channel"
	rustup toolchain install "$channel" --no-self-update --profile minimal "${options[@]}" >&2
}

# Installs cargo-contract in a folder of its own: another version elsewhere stays, and is not used.
need_cargo_contract() {
	case "$("$tools/bin/cargo-contract" contract --version 2>/dev/null || true)" in
		*" $cargo_contract_version-"*) return ;;
	esac
	need_toolchain "$root"
	note "installing cargo-contract $cargo_contract_version: once, 5 to 8 minutes on two cores"
	# It works for seconds at a time, most of them in the compiler of contracts: optimising it would take
	# longer than it ever saves.
	(
		cd "$root" || exit
		export CARGO_PROFILE_RELEASE_OPT_LEVEL=0
		# `cargo install` does not read .cargo/config.toml, which has this for C++, and says why.
		export CXX=${CXX:-$(command -v clang++ || command -v c++)}
		CARGO_TARGET_DIR="$tools/build" rustup run "$(toolchain_key . channel)" \
			cargo install cargo-contract --version "=$cargo_contract_version" --locked --force \
			--root "$tools"
	) >&2
	rm -rf "$tools/build"
}

# Its errors are one line, unless a backtrace is asked for.
cargo_contract() { RUST_BACKTRACE=0 "$tools/bin/cargo-contract" contract "$@"; }

in_repository() { [[ $1/ == "$contracts"/* ]]; }

# Runs a command in the folder of a contract, with the compiler of contracts. Those of this
# repository build outside of it, others into their own target/, where their authors look.
in_contract() (
	cd -P "$1" || exit
	shift
	if in_repository "$PWD"; then
		export CARGO_TARGET_DIR="$builds"
	else
		unset CARGO_TARGET_DIR
	fi
	# A new dependency must not need a newer compiler.
	export CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback
	rustup run "$(toolchain_key "$contracts" channel)" "$@"
)
