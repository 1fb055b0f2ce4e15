// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The ports that the node listens on. It listens where it was told, or does not start: the servers
//! themselves would move to another port, or run on without one.

use polkadot_sdk::sc_network::multiaddr::{Multiaddr, Protocol};
use sc_service::{error::Error, Configuration};
use std::{
	collections::BTreeMap,
	io::ErrorKind,
	net::{IpAddr, SocketAddr, TcpListener},
	os::{
		linux::net::SocketAddrExt,
		unix::net::{SocketAddr as LocalAddress, UnixListener},
	},
};

/// The ports of a node, kept from other nodes on the machine for as long as this lives.
///
/// Two nodes that start at the same time both find a port free, and the network layer even shares
/// it. So each first takes a name for the address, which the kernel gives to one process only and
/// takes back when that ends.
#[derive(Debug)]
pub struct Claim {
	_names: Vec<UnixListener>,
}

impl Claim {
	/// Takes all ports of this configuration. Fails if one is in use.
	pub fn take(config: &mut Configuration) -> Result<Self, Error> {
		stay_where_told(config);
		let mut names = BTreeMap::new();
		for (address, purpose, option) in ports(config) {
			if address.port() == 0 {
				continue;
			}
			if names.contains_key(&address) {
				return Err(Error::Other(format!(
					"two servers of this node are to listen on {address}, one of them for {purpose}: \
					choose another port with {option}"
				)));
			}
			let name = take_name(address).and_then(|name| ensure_free(address).map(|()| name));
			let name = name.map_err(|_| {
				Error::Other(format!(
					"the {purpose} port {} is in use: stop the program that has it, or choose another \
					one with {option}",
					address.port(),
				))
			})?;
			names.insert(address, name);
		}
		Ok(Self { _names: names.into_values().collect() })
	}
}

/// Tells the RPC server not to look for another port.
fn stay_where_told(config: &mut Configuration) {
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.retry_random_port = false;
	}
}

/// Returns the addresses of the servers, each with its purpose and the option that sets it.
fn ports(config: &Configuration) -> Vec<(SocketAddr, &'static str, &'static str)> {
	let rpc = config.rpc.addr.iter().flatten().map(|endpoint| endpoint.listen_addr);
	let prometheus = config.prometheus_config.iter().map(|prometheus| prometheus.port);
	let network = config.network.listen_addresses.iter().filter_map(tcp_address);
	rpc.map(|address| (address, "RPC", "--rpc-port"))
		.chain(prometheus.map(|address| (address, "Prometheus", "--prometheus-port")))
		.chain(network.map(|address| (address, "peer-to-peer", "--port")))
		.collect()
}

/// Returns the TCP address of a listen address, if it is one.
fn tcp_address(address: &Multiaddr) -> Option<SocketAddr> {
	let mut parts = address.iter();
	let ip: IpAddr = match parts.next()? {
		Protocol::Ip4(ip) => ip.into(),
		Protocol::Ip6(ip) => ip.into(),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
		_ => None,
	}
}

/// Refuses an address that another program listens on.
fn ensure_free(address: SocketAddr) -> std::io::Result<()> {
	match TcpListener::bind(address) {
		Err(error) if error.kind() == ErrorKind::AddrInUse => Err(error),
		// A machine without IPv6, for example: the server itself decides.
		_ => Ok(()),
	}
}

/// Takes the name of an address from the kernel, in the network of this process.
fn take_name(address: SocketAddr) -> std::io::Result<UnixListener> {
	let name = LocalAddress::from_abstract_name(format!("batara-node/{address}"))?;
	UnixListener::bind_addr(&name)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn tcp_and_websocket_addresses_are_checked() {
		for text in ["/ip4/127.0.0.1/tcp/30333", "/ip4/127.0.0.1/tcp/30333/ws"] {
			let address = tcp_address(&text.parse().unwrap());
			assert_eq!(address, Some("127.0.0.1:30333".parse().unwrap()));
		}
	}

	#[test]
	fn other_addresses_are_left_alone() {
		for text in ["/dns/example.org/tcp/30333", "/ip4/127.0.0.1/udp/30333/quic-v1", "/memory/1"]
		{
			assert_eq!(tcp_address(&text.parse().unwrap()), None);
		}
	}

	#[test]
	fn address_has_one_owner_at_a_time() {
		let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
		let first = take_name(address).unwrap();
		assert!(take_name(address).is_err());
		drop(first);
		assert!(take_name(address).is_ok());
	}
}
