// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The RPC groups that this node serves beside those of every Substrate node (system, chain,
//! author, state, chainHead, transaction and archive).

use crate::{
	consensus,
	mempool::{
		rpc::{MempoolMethods, MempoolRpcServer},
		Mempool,
	},
	shared::Shared,
	types::{FullBackend, FullClient, FullSelectChain},
};
use batara_runtime::{opaque::Block, AccountId, Balance, BlockNumber, Hash, Nonce};
use jsonrpsee::RpcModule;
use polkadot_sdk::{
	pallet_transaction_payment::RuntimeDispatchInfo, sc_chain_spec::ChainSpec,
	sc_consensus_babe::BabeWorkerHandle, sc_consensus_grandpa as grandpa,
	sc_rpc::SubscriptionTaskExecutor, sp_keystore::KeystorePtr, *,
};
use std::sync::Arc;

/// The parts of the node that the groups read from.
pub struct Sources {
	client: Arc<FullClient>,
	mempool: Mempool,
	select_chain: FullSelectChain,
	chain_spec: Box<dyn ChainSpec>,
	keystore: KeystorePtr,
	babe: BabeWorkerHandle<Block>,
	authority_set: grandpa::SharedAuthoritySet<Hash, BlockNumber>,
	voter_state: grandpa::SharedVoterState,
	justifications: grandpa::GrandpaJustificationStream<Block>,
	finality_proofs: Arc<grandpa::FinalityProofProvider<FullBackend, Block>>,
}

impl Sources {
	/// Takes what the groups need of a node.
	pub fn new(
		shared: &Shared,
		consensus: &consensus::Parts,
		chain_spec: Box<dyn ChainSpec>,
	) -> Self {
		let authority_set = consensus.grandpa_link.shared_authority_set().clone();
		Self {
			client: shared.client.clone(),
			mempool: shared.mempool.clone(),
			select_chain: shared.select_chain.clone(),
			chain_spec,
			keystore: shared.keystore.clone(),
			babe: consensus.babe_worker.clone(),
			voter_state: consensus.voter_state.clone(),
			justifications: consensus.grandpa_link.justification_stream(),
			finality_proofs: grandpa::FinalityProofProvider::new_for_service(
				shared.backend.clone(),
				Some(authority_set.clone()),
			),
			authority_set,
		}
	}
}

/// Returns the RPC groups, which use this executor for what takes long.
pub fn groups(
	sources: &Sources,
	executor: SubscriptionTaskExecutor,
) -> Result<RpcModule<()>, Box<dyn std::error::Error + Send + Sync>> {
	use pallet_transaction_payment_rpc::{TransactionPayment, TransactionPaymentApiServer};
	use sc_consensus_babe_rpc::{Babe, BabeApiServer};
	use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
	use sc_sync_state_rpc::{SyncState, SyncStateApiServer};
	use substrate_frame_rpc_system::{System, SystemApiServer};

	let client = || sources.client.clone();
	let mut groups = RpcModule::new(());
	let system = System::new(client(), sources.mempool.pool.clone());
	groups.merge(SystemApiServer::<Hash, AccountId, Nonce>::into_rpc(system))?;
	let payment = TransactionPayment::<_, Block>::new(client());
	groups.merge(TransactionPaymentApiServer::<Hash, RuntimeDispatchInfo<Balance>>::into_rpc(
		payment,
	))?;
	let mempool = MempoolMethods::new(client(), &sources.mempool, executor.clone());
	groups.merge(mempool.into_rpc())?;
	groups.merge(
		Babe::new(
			client(),
			sources.babe.clone(),
			sources.keystore.clone(),
			sources.select_chain.clone(),
		)
		.into_rpc(),
	)?;
	groups.merge(
		Grandpa::new(
			executor,
			sources.authority_set.clone(),
			sources.voter_state.clone(),
			sources.justifications.clone(),
			sources.finality_proofs.clone(),
		)
		.into_rpc(),
	)?;
	groups.merge(
		SyncState::new(
			sources.chain_spec.cloned_box(),
			client(),
			sources.authority_set.clone(),
			sources.babe.clone(),
		)?
		.into_rpc(),
	)?;
	Ok(groups)
}
