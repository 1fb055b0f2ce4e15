# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Copyright (C) Bataranetwork developers
# Sourced by the commands of scripts/contract: which contract is meant, and whether it fits this
# chain. What does not fit ends in a line that says what to use instead.

. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

# What JSON says, a line for each fact.
facts() {
	command -v node >/dev/null || fail "Node.js is missing; scripts/setup says how to get it"
	node "$root/scripts/contract.d/facts.mjs" "$@"
}

manifests() {
	find "$contracts" -mindepth 2 -maxdepth 3 -name Cargo.toml \
		-not -path '*/template/*' -not -path '*/golden/*' "$@"
}

package_name() { sed -n 's/^name = "\(.*\)"/\1/p' "$@"; }

# The folder of a contract: one with a Cargo.toml, or a name in contracts/.
folder_of() {
	local manifest
	if [ -f "$1/Cargo.toml" ]; then
		(cd "$1" && pwd -P)
		return
	fi
	[ "$1" != . ] || fail "no contract is in this folder: name one, or go to its folder"
	manifest=$(manifests -exec grep -lxF "name = \"$1\"" {} +) ||
		fail "'$1' is no folder with a Cargo.toml, and none of contracts/:" \
			"$(manifests -exec sed -n 's/^name = "\(.*\)"/\1/p' {} + | sort | tr '\n' ' ')"
	dirname "$manifest"
}

# Contracts have one compiler. A file that chooses another would be obeyed by the user's own cargo.
check_compiler() {
	local rust file channel
	rust=$(toolchain_key "$contracts" channel)
	for file in "$1/rust-toolchain.toml" "$1/rust-toolchain"; do
		[ -f "$file" ] || continue
		channel=$(sed -n 's/^[[:space:]]*channel[[:space:]]*=[[:space:]]*"\(.*\)".*/\1/p' "$file")
		[ "$channel" = "$rust" ] ||
			fail "$file chooses another Rust than $rust, the one for contracts of this chain:" \
				"write channel = \"$rust\", or delete the file"
	done
}

# Looks at the sources in a folder. Sets bundle, the file that a build of them makes.
read_sources() {
	local ink locked=()
	check_compiler "$1"
	! in_repository "$1" || locked=(--locked)
	{ read -r ink && read -r bundle; } < <(in_contract "$1" \
		cargo metadata --format-version 1 ${locked[@]+"${locked[@]}"} | facts sources "$1") ||
		fail "this is no contract that cargo can build: $1"
	case "$ink" in
		5.*) ;;
		none) fail "$1 is no contract: its Cargo.toml has no dependency ink" ;;
		*) fail "$1 uses ink! $ink. This chain takes ink! 5 (ink! 6 builds for PolkaVM):" \
			'ink = { version = "=5.1.1", default-features = false }' ;;
	esac
}

# The bundle of a contract: the given file, or what was built last. For a name in contracts/ it is
# the newer one of the last build and the bundle that the repository has.
bundle_of() {
	local folder bundle built name
	case "$1" in
		*.contract | *.json)
			[ -f "$1" ] || fail "there is no file '$1'"
			printf '%s\n' "$1"
			return
			;;
		*.wasm) fail "$1 has no interface: take the bundle, ${1%.wasm}.contract" ;;
		*.polkavm) fail "$1 is for PolkaVM, from ink! 6: this chain takes bundles of ink! 5" ;;
	esac
	# A command substitution does not inherit errexit.
	folder=$(folder_of "$1") || exit
	if in_repository "$folder"; then
		name=$(package_name "$folder/Cargo.toml" | tr - _)
		bundle="$contracts/bundles/$name.contract"
		built="$builds/ink/$name/$name.contract"
		[[ ! $built -nt $bundle ]] || bundle=$built
	else
		need_toolchain "$contracts"
		bundle=$(in_contract "$folder" cargo metadata --no-deps --format-version 1 |
			facts sources "$folder" | sed -n 2p)
	fi
	[ -f "$bundle" ] || fail "'$1' is not built yet, do it first: scripts/contract build $1"
	printf '%s\n' "$bundle"
}

# Whether a bundle was made for chains like this one.
check_language() {
	local language _ engine
	{ read -r language && read -r _ && read -r engine; } < <(facts bundle "$1") ||
		fail "$1 is no bundle of a contract"
	if [ "$engine" = polkavm ] || [[ $language == "ink! "[!5]* ]]; then
		fail "$1 is $language, engine $engine. This chain takes Wasm of ink! 5:" \
			'pin ink = { version = "=5.1.1", default-features = false }, then scripts/contract build'
	fi
}
