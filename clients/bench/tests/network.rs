// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Four real nodes through a partition and a crash, in namespaces and behind relays.
//! BATARA_NODE=<the node program> cargo test -p batara-bench --test network -- --ignored

#![allow(clippy::unwrap_used)] // a test stops at the first surprise

use std::{
	env, fs,
	future::Future,
	path::{Path, PathBuf},
	time::Duration,
};

use batara_bench::network::{Link, Network, Options};
use jsonrpsee::{
	core::{client::ClientT, params::ArrayParams},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use serde_json::Value;
use tokio::time::{sleep, Instant};

const PATIENCE: Duration = Duration::from_secs(120);
// What a vote that is under way needs to end.
const SETTLING: Duration = Duration::from_secs(3);
const PARTITION: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs root and a built node in BATARA_NODE"]
async fn namespaces_partition_and_crash() {
	partition_and_crash(false).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a built node in BATARA_NODE"]
async fn relays_partition_and_crash() {
	partition_and_crash(true).await;
}

async fn partition_and_crash(relays: bool) {
	let folder = Folder::new(if relays { "relays" } else { "namespaces" });
	let network = start(relays, folder.path()).await;
	assert_eq!(network.uses_relays(), relays, "the other mode was chosen");
	until_connected(&network).await;
	until_final(&network, 0..4, 2).await;

	let fork = partition(&network).await;
	network.heal();
	until_final(&network, 0..4, fork + 2).await;
	let hashes = hashes_at(&network, fork).await;
	assert!(
		hashes.iter().all(|hash| *hash == hashes[0]),
		"no agreement on block {fork}: {hashes:?}"
	);

	network.kill(1).await.unwrap();
	assert_eq!(network.pid(1), None);
	let goal = final_number(&network, 0).await + 3;
	until_final(&network, [0, 2, 3], goal).await;
	network.launch(1).await.unwrap();
	until_final(&network, 0..4, goal).await;

	let pids: Vec<_> = (0..4).filter_map(|node| network.pid(node)).collect();
	assert_eq!(pids.len(), 4);
	network.stop().await.unwrap();
	assert!(pids.iter().all(|pid| !Path::new(&format!("/proc/{pid}")).exists()));
}

async fn start(relays: bool, folder: &Path) -> Network {
	let node = env::var("BATARA_NODE").expect("BATARA_NODE must name the node program");
	let link = Link::from_millis(50, 10, 0.001).unwrap();
	let options = Options { relays, link, ..Options::new(node, folder) };
	Network::start(options).await.unwrap()
}

// Cuts the network in halves, and returns a height at which these have different blocks.
async fn partition(network: &Network) -> u64 {
	network.partition(&[vec![0, 1], vec![2, 3]]);
	sleep(SETTLING).await;
	let before = final_number(network, 0).await;
	let mut fork = 0;
	for node in 0..4 {
		fork = fork.max(best_number(network, node).await + 1);
	}
	sleep(PARTITION).await;
	until("both halves have a chain", || async { halves(&hashes_at(network, fork).await) }).await;
	assert_eq!(final_number(network, 0).await, before, "half of the votes made a block final");
	fork
}

fn halves(hashes: &[Value]) -> bool {
	let all_there = hashes.iter().all(Value::is_string);
	all_there && hashes[0] == hashes[1] && hashes[2] == hashes[3] && hashes[0] != hashes[2]
}

async fn until<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
	let start = Instant::now();
	while !holds().await {
		assert!(start.elapsed() < PATIENCE, "not within {PATIENCE:?}: {what}");
		sleep(Duration::from_millis(500)).await;
	}
}

async fn until_connected(network: &Network) {
	for node in 0..4 {
		let name = network.name(node);
		until(&format!("{name} has three peers"), || async move {
			ask(network, node, "system_health", rpc_params![]).await["peers"] == 3
		})
		.await;
	}
}

async fn until_final(network: &Network, nodes: impl IntoIterator<Item = usize>, number: u64) {
	for node in nodes {
		let name = network.name(node);
		until(&format!("block {number} is final for {name}"), || async move {
			final_number(network, node).await >= number
		})
		.await;
	}
}

async fn best_number(network: &Network, node: usize) -> u64 {
	number_of(&ask(network, node, "chain_getHeader", rpc_params![]).await)
}

async fn final_number(network: &Network, node: usize) -> u64 {
	let hash = ask(network, node, "chain_getFinalizedHead", rpc_params![]).await;
	number_of(&ask(network, node, "chain_getHeader", rpc_params![hash]).await)
}

async fn hashes_at(network: &Network, number: u64) -> Vec<Value> {
	let mut hashes = Vec::new();
	for node in 0..network.nodes() {
		hashes.push(ask(network, node, "chain_getBlockHash", rpc_params![number]).await);
	}
	hashes
}

fn number_of(header: &Value) -> u64 {
	let number = header["number"].as_str().unwrap().trim_start_matches("0x");
	u64::from_str_radix(number, 16).unwrap()
}

async fn ask(network: &Network, node: usize, method: &str, parameters: ArrayParams) -> Value {
	let client: WsClient = WsClientBuilder::default().build(network.rpc(node)).await.unwrap();
	client.request(method, parameters).await.unwrap()
}

struct Folder(PathBuf);

impl Folder {
	fn new(name: &str) -> Self {
		let path = env::temp_dir().join(format!("batara-{name}-{}", std::process::id()));
		fs::create_dir_all(&path).unwrap();
		Self(path)
	}

	fn path(&self) -> &Path {
		&self.0
	}
}

impl Drop for Folder {
	fn drop(&mut self) {
		// The logs of a failure stay.
		if !std::thread::panicking() {
			fs::remove_dir_all(&self.0).unwrap();
		}
	}
}
