# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Copyright (C) Bataranetwork developers
# Sourced by the commands of scripts/contract that talk to a node: their options, and how they talk.

. "$(dirname "${BASH_SOURCE[0]}")/checks.sh"

url=ws://127.0.0.1:9944
suri=
events=
rest=()

# Reads our options. All others are left in rest, for cargo contract.
# shellcheck disable=SC2034 # execute and interface are read by the command call
read_options() {
	execute='' interface=''
	while [ $# -gt 0 ]; do
		case "$1" in
			--url=* | --suri=* | --contract=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
		esac
		case "$1" in
			--url | --suri | -s | --contract)
				[ $# -ge 2 ] || fail "$1 needs a value"
				case "$1" in
					--url) url=$2 ;;
					--contract) interface=$2 ;;
					*) suri=$2 ;;
				esac
				shift 2
				;;
			-x | --execute) execute=1 && shift ;;
			--events) events=1 && shift ;;
			-y | --skip-confirm) shift ;;
			-h | --help) usage && exit ;;
			*) rest+=("$1") && shift ;;
		esac
	done
	check_url
}

# The keys of development accounts are public: they are no default elsewhere.
check_url() {
	case "$url" in
		ws://127.* | ws://localhost* | "ws://[::1]"*) suri=${suri:-//Alice} ;;
		ws://*) fail "cargo contract uses ws:// on this machine only: take wss://, or forward the port:" \
			"ssh -N -L 9944:127.0.0.1:9944 user@machine" ;;
		wss://*) ;;
		*) fail "'$url' is no WebSocket endpoint, such as ws://127.0.0.1:9944" ;;
	esac
}

# A chain with pallet-contracts has the runtime API ContractsApi, named by the hash of its name.
check_chain() {
	local version
	version=$(cargo_contract rpc state_getRuntimeVersion --url "$url" --output-json) ||
		fail "no node answers at $url: start one with batara-node --dev --sealing instant or" \
			"scripts/devnet, or name one with --url"
	[[ $version == *0x68b66ba122c93fa7* ]] ||
		fail "the chain at $url has no pallet-contracts: contracts of ink! 5 do not run there"
}

# For commands that name an account: refuses what cannot work before anything is sent.
prepare() {
	[ -n "$suri" ] || fail "from which account? --suri takes its phrase; //Alice is for development"
	need_cargo_contract
	check_chain
}

# Whether the chain takes the code. What a newer compiler has written only the chain can tell:
# a dry run of the upload asks it.
check_code() {
	local compiler rust minor answer
	check_language "$1"
	compiler=$(facts bundle "$1" | sed -n 2p)
	rust=$(toolchain_key "$contracts" channel)
	minor=${rust#1.}
	if ! [[ $compiler =~ ^rustc\ 1\.([0-9]+)\. ]] || ((BASH_REMATCH[1] <= ${minor%%.*})); then
		return 0
	fi
	answer=$(cargo_contract upload "$1" --suri "$suri" --url "$url" 2>&1) || true
	[[ $answer != *CodeRejected* ]] ||
		fail "the chain rejects $1: $compiler writes instructions that it does not run (bulk" \
			"memory). Build it with Rust $rust: scripts/contract build"
	note "warning: $1 is of $compiler; the chain is tested with contracts of Rust $rust"
}

# Sends a transaction. Prints on stdout what its answer says behind KEY, and the answer on stderr, without
# its events unless --events is given: most of them tell where each part of the fee and the deposits went.
# With --output-json the answer as it is.
send() {
	local key=$1
	shift
	if [[ " $* " == *" --output-json "* ]]; then
		cargo_contract "$@"
		return
	fi
	cargo_contract "$@" | awk -v key="$key " -v events="$events" '
		$0 ~ /^ +Events$/ { inside = 1 }
		/^$/ { inside = 0 }
		events || !inside { print > "/dev/stderr"; fflush("/dev/stderr") }
		{ sub(/^ +/, "") }
		index($0, key) == 1 { value = $NF }
		END { if (value == "") exit 1; print value }'
}
