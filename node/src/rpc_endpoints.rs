// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The addresses that RPC listens on, with the limits that upstream leaves open.

use polkadot_sdk::sc_rpc_server;
use sc_service::{
	config::{RpcBatchRequestConfig, RpcConfiguration, RpcMethods},
	error::Error,
	Configuration,
};
use std::{
	net::{Ipv4Addr, SocketAddr},
	num::NonZeroU32,
	time::Duration,
};

/// The most requests in one batch of a local client: senders of load need some hundreds.
const LOCAL_BATCH_LIMIT: u32 = 500;
/// The most requests in one batch on a server that others reach.
const PUBLIC_BATCH_LIMIT: u32 = 50;
/// The most calls a minute and connection on a server that others reach.
const PUBLIC_RATE_LIMIT: Option<NonZeroU32> = NonZeroU32::new(6_000);
/// The most connections of the operator: scripts and a wallet or two.
const OPERATOR_CONNECTIONS: u32 = 20;
/// The websites that may call the operator's address: those of this machine.
const OPERATOR_ORIGINS: [&str; 2] = ["http://localhost:*", "http://127.0.0.1:*"];

/// Sets the limits that the operator has not set.
pub fn limit(config: &mut Configuration) {
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		let is_local = endpoint.listen_addr.ip().is_loopback();
		if matches!(endpoint.batch_config, RpcBatchRequestConfig::Unlimited) {
			let limit = if is_local { LOCAL_BATCH_LIMIT } else { PUBLIC_BATCH_LIMIT };
			endpoint.batch_config = RpcBatchRequestConfig::Limit(limit);
		}
		if !is_local {
			endpoint.rate_limit = endpoint.rate_limit.or(PUBLIC_RATE_LIMIT);
		}
	}
}

/// Closes WebSockets that have no subscription and send nothing for so many seconds; never with 0.
pub fn close_idle(seconds: u32) {
	if seconds > 0 {
		sc_rpc_server::set_idle_limit(Duration::from_secs(seconds.into()));
	}
}

/// Adds an address on this machine alone, with connections of its own: clients of the others cannot
/// use them up.
pub fn add_operators(config: &mut Configuration, port: Option<u16>) -> Result<(), Error> {
	let Some(port) = port else { return Ok(()) };
	let RpcConfiguration { addr, .. } = &mut config.rpc;
	let others = addr.get_or_insert_with(Vec::new);
	let Some(mut endpoint) = others.first().cloned() else {
		return Err(Error::Other("--operator-rpc-port adds to other RPC addresses".into()));
	};
	endpoint.listen_addr = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
	endpoint.max_connections = OPERATOR_CONNECTIONS;
	endpoint.is_optional = false;
	endpoint.rate_limit = None;
	// A website must not call unsafe methods through the operator's browser, whatever it may of the
	// other addresses.
	endpoint.cors = Some(OPERATOR_ORIGINS.map(String::from).into());
	endpoint.batch_config = RpcBatchRequestConfig::Limit(LOCAL_BATCH_LIMIT);
	endpoint.rpc_methods = RpcMethods::Auto;
	others.push(endpoint);
	Ok(())
}
