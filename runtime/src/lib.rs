// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The Bataranetwork runtime: the pallets that the chain is made of, and the types that bind them.

#![cfg_attr(not(feature = "std"), no_std)]
// Consensus code neither panics nor wraps: CONTRIBUTING.md, "Style in short".
#![cfg_attr(
	not(any(test, feature = "runtime-benchmarks")),
	warn(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::panic)
)]
// The macro of the list of pallets makes items without docs, here in the root.
#![allow(missing_docs)]
// The list of pallets unfolds deeper than the default allows.
#![recursion_limit = "512"]

extern crate alloc;

#[cfg(feature = "default")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));
/// The Wasm blob: none, since it is built with the default features only.
#[cfg(all(feature = "std", not(feature = "default")))]
pub const WASM_BINARY: Option<&[u8]> = None;

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
#[warn(missing_docs)]
pub mod configs;
#[warn(missing_docs)]
pub mod constants;
#[warn(missing_docs)]
pub mod genesis_config_presets;
#[warn(missing_docs)]
pub mod genesis_tracks;
#[warn(missing_docs)]
pub mod mempool;
#[warn(missing_docs)]
pub mod migrations;
#[warn(missing_docs)]
pub mod parameters;
#[warn(missing_docs)]
pub mod token;
#[warn(missing_docs)]
pub mod weights;

pub use parameters::{RuntimeParameters, RuntimeParametersKey, RuntimeParametersValue};

use alloc::{borrow::Cow, vec::Vec};
use polkadot_sdk::{
	sp_runtime::{
		generic,
		traits::{BlakeTwo256, IdentifyAccount, Verify},
		MultiAddress, MultiSignature,
	},
	sp_version::{self, RuntimeVersion},
	*,
};

/// The version of this runtime. Raise `spec_version` with every release, and `transaction_version`
/// when the transaction extensions, a call or a pallet index change.
#[sp_version::runtime_version]
pub const VERSION: RuntimeVersion = RuntimeVersion {
	spec_name: Cow::Borrowed("batara"),
	impl_name: Cow::Borrowed("batara-node"),
	authoring_version: 1,
	spec_version: 1_000,
	impl_version: 0,
	apis: apis::RUNTIME_API_VERSIONS,
	transaction_version: 1,
	system_version: 1,
};

/// A signature: sr25519, ed25519 or ecdsa.
pub type Signature = MultiSignature;
/// An account: 32 bytes, which are a public key or the hash of an ecdsa key.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;
/// An amount in base units of BTR; one BTR has 10^12.
pub type Balance = u128;
/// The number of a block.
pub type BlockNumber = u32;
/// The number of transactions that an account has sent.
pub type Nonce = u32;
/// A 256-bit hash.
pub type Hash = sp_core::H256;
/// The hasher of blocks and state.
pub type Hashing = BlakeTwo256;
/// An account as transactions name it.
pub type Address = MultiAddress<AccountId, ()>;
/// The header of a block.
pub type Header = generic::Header<BlockNumber, Hashing>;
/// A block.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;
/// A transaction as it comes from outside.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;
/// The payload that a signer signs.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// The extensions that a transaction carries beside its call, in the order that all clients know.
/// None of them is ours: an unknown extension with bytes breaks wallets.
pub type TxExtension = (
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckMortality<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

sp_runtime::impl_opaque_keys! {
	/// The keys of a validator. Runners of test networks know these field names, and Polkadot.js
	/// Apps knows this type by the path of its crate: keep both.
	pub struct SessionKeys {
		/// The key that signs blocks.
		pub babe: Babe,
		/// The key that votes for finality.
		pub grandpa: Grandpa,
		/// The key by which others find the validator's addresses.
		pub authority_discovery: AuthorityDiscovery,
	}
}

/// The executive, which runs blocks against the pallets.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The types that the node handles without knowing calls.
pub mod opaque {
	use super::{generic, Hashing, Header};
	pub use polkadot_sdk::sp_runtime::OpaqueExtrinsic as UncheckedExtrinsic;

	/// A block with opaque transactions.
	pub type Block = generic::Block<Header, UncheckedExtrinsic>;
	/// The hash of a block.
	pub type Hash = <Hashing as polkadot_sdk::sp_runtime::traits::Hash>::Output;
}

/// The pallets. An index never moves and is never reused: it is in every signed call. The indices
/// are also the order in which hooks run and genesis is built, whatever the order of these lines.
/// 0-9 base, 10-19 money, 20-29 staking, 30-39 sessions and finality, 40-49 governance, 50-59 tools
/// for accounts, 60-69 contracts, 70-79 safety.
#[frame_support::runtime]
mod runtime {
	use super::*;

	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	// Blocks, events, accounts' nonces, runtime code.
	#[runtime::pallet_index(0)]
	pub type System = frame_system::Pallet<Runtime>;
	// Block production. Before Timestamp, which tells it the slot.
	#[runtime::pallet_index(1)]
	pub type Babe = pallet_babe::Pallet<Runtime>;
	// The time of a block.
	#[runtime::pallet_index(2)]
	pub type Timestamp = pallet_timestamp::Pallet<Runtime>;
	// Who wrote the block. Before Session, which may change the set.
	#[runtime::pallet_index(3)]
	pub type Authorship = pallet_authorship::Pallet<Runtime>;
	// What governance can change without an upgrade.
	#[runtime::pallet_index(4)]
	pub type Parameters = pallet_parameters::Pallet<Runtime>;

	// BTR.
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances::Pallet<Runtime>;
	// Transaction fees.
	#[runtime::pallet_index(11)]
	pub type TransactionPayment = pallet_transaction_payment::Pallet<Runtime>;
	// BTR that becomes free over time.
	#[runtime::pallet_index(12)]
	pub type Vesting = pallet_vesting::Pallet<Runtime>;
	// Payments with a reference, and what accounts and the supply are made of.
	#[runtime::pallet_index(13)]
	pub type Accounts = pallet_accounts::Pallet<Runtime>;
	// Lanes of a block, the fee level, the split of fees, sponsorships.
	#[runtime::pallet_index(14)]
	pub type FeePolicy = pallet_fee_policy::Pallet<Runtime>;
	// Tokens that anybody can issue.
	#[runtime::pallet_index(15)]
	pub type Assets = pallet_assets::Pallet<Runtime>;

	// Bonds, nominations, eras and rewards. Before Session, whose genesis asks for an election.
	#[runtime::pallet_index(20)]
	pub type Staking = pallet_staking::Pallet<Runtime>;
	// Voters sorted by stake.
	#[runtime::pallet_index(21)]
	pub type VoterList = pallet_bags_list::Pallet<Runtime>;
	// Staking together, with small amounts.
	#[runtime::pallet_index(22)]
	pub type NominationPools = pallet_nomination_pools::Pallet<Runtime>;
	// Holds the stake of pool members in their own accounts.
	#[runtime::pallet_index(23)]
	pub type DelegatedStaking = pallet_delegated_staking::Pallet<Runtime>;
	// Timing, joining and leaving, payouts, liveness, emission. Before Session, whose genesis asks
	// for an election within this pallet's limits.
	#[runtime::pallet_index(24)]
	pub type Validators = pallet_validators::Pallet<Runtime>;

	// Sessions and session keys.
	#[runtime::pallet_index(30)]
	pub type Session = pallet_session::Pallet<Runtime>;
	// Proofs of who owned a key in an earlier session.
	#[runtime::pallet_index(31)]
	pub type Historical = pallet_session::historical::Pallet<Runtime>;
	// Offences and their slashes.
	#[runtime::pallet_index(32)]
	pub type Offences = pallet_offences::Pallet<Runtime>;
	// Finality.
	#[runtime::pallet_index(33)]
	pub type Grandpa = pallet_grandpa::Pallet<Runtime>;
	// How validators find each other.
	#[runtime::pallet_index(34)]
	pub type AuthorityDiscovery = pallet_authority_discovery::Pallet<Runtime>;

	// Calls known by their hash.
	#[runtime::pallet_index(40)]
	pub type Preimage = pallet_preimage::Pallet<Runtime>;
	// Calls at a later block.
	#[runtime::pallet_index(41)]
	pub type Scheduler = pallet_scheduler::Pallet<Runtime>;
	// Votes on calls.
	#[runtime::pallet_index(42)]
	pub type Referenda = pallet_referenda::Pallet<Runtime>;
	// Voting with locks and delegation.
	#[runtime::pallet_index(43)]
	pub type ConvictionVoting = pallet_conviction_voting::Pallet<Runtime>;
	// The common purse.
	#[runtime::pallet_index(44)]
	pub type Treasury = pallet_treasury::Pallet<Runtime>;
	// The tracks and origins of referenda, proposals in one step.
	#[runtime::pallet_index(45)]
	pub type Governance = pallet_governance::Pallet<Runtime>;
	// Work that the treasury pays when it is done.
	#[runtime::pallet_index(46)]
	pub type Bounties = pallet_bounties::Pallet<Runtime>;
	// The parts of such work.
	#[runtime::pallet_index(47)]
	pub type ChildBounties = pallet_child_bounties::Pallet<Runtime>;

	// Batches.
	#[runtime::pallet_index(50)]
	pub type Utility = pallet_utility::Pallet<Runtime>;
	// Accounts of several signers.
	#[runtime::pallet_index(51)]
	pub type Multisig = pallet_multisig::Pallet<Runtime>;
	// Acting for another account.
	#[runtime::pallet_index(52)]
	pub type Proxy = pallet_proxy::Pallet<Runtime>;
	// Names of accounts.
	#[runtime::pallet_index(53)]
	pub type Identity = pallet_identity::Pallet<Runtime>;

	// Wasm contracts.
	#[runtime::pallet_index(60)]
	pub type Contracts = pallet_contracts::Pallet<Runtime>;

	// Everything but the essential calls is stopped.
	#[runtime::pallet_index(70)]
	pub type SafeMode = pallet_safe_mode::Pallet<Runtime>;
	// Single calls are stopped.
	#[runtime::pallet_index(71)]
	pub type TxPause = pallet_tx_pause::Pallet<Runtime>;
	// Storage migrations over several blocks.
	#[runtime::pallet_index(72)]
	pub type MultiBlockMigrations = pallet_migrations::Pallet<Runtime>;
}
