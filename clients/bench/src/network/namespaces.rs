// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Nodes in network namespaces of their own, which are joined by this process only.

use std::{
	fs::File,
	net::{Ipv4Addr, SocketAddr},
	process::Command,
	sync::Arc,
};

use anyhow::{bail, ensure, Context, Result};
use nix::sched::{unshare, CloneFlags};

use super::{
	kernel,
	lines::SharedLines,
	place::Place,
	spawner::Spawner,
	switch::{Port, Switch},
};

const P2P_PORT: u16 = 30333;
const RPC_PORT: u16 = 9944;
const METRICS_PORT: u16 = 9615;
const DEVICE_OF_NODE: &str = "batara";
const HOST: u8 = 254;

/// Makes a namespace for each node, and the switch that carries packets between them and to the
/// namespace of the caller.
pub fn build(nodes: usize, lines: SharedLines) -> Result<(Vec<Place>, Switch)> {
	ensure!(nodes < usize::from(HOST), "a network has room for {} nodes", HOST - 1);
	let (subnet, device) = take_subnet()?;
	let mut ports = Vec::new();
	let mut places = Vec::new();
	for number in 1..=nodes as u8 {
		let address = subnet.address(number);
		let (spawner, device) = Spawner::start(move || namespace(address))?;
		ports.push(Port { address, device });
		places.push(place(address, spawner));
	}
	ports.push(Port { address: subnet.address(HOST), device });
	Ok((places, Switch::start(ports, lines)?))
}

struct Subnet(u8);

impl Subnet {
	fn address(&self, last: u8) -> Ipv4Addr {
		Ipv4Addr::new(10, 88, self.0, last)
	}
}

// The device in the namespace of the caller has the number of the network in its name: the kernel
// gives a name to one process only, which makes the choice safe when two networks start.
fn take_subnet() -> Result<(Subnet, File)> {
	for number in 1..=255 {
		let name = format!("batara{number}");
		match kernel::open_tun(&name) {
			Ok(device) => {
				let subnet = Subnet(number);
				bring_up(&name, subnet.address(HOST))?;
				return Ok((subnet, device));
			},
			Err(error) if error.raw_os_error() == Some(nix::libc::EBUSY) => {},
			Err(error) => return Err(error).context("cannot make a TUN device"),
		}
	}
	bail!("all networks from 10.88.1.0/24 to 10.88.255.0/24 are in use: stop some")
}

fn namespace(address: Ipv4Addr) -> Result<File> {
	unshare(CloneFlags::CLONE_NEWNET).context("cannot make a network namespace")?;
	let device = kernel::open_tun(DEVICE_OF_NODE).context("cannot make a TUN device")?;
	ip(&["link", "set", "lo", "up"])?;
	bring_up(DEVICE_OF_NODE, address)?;
	Ok(device)
}

fn bring_up(device: &str, address: Ipv4Addr) -> Result<()> {
	ip(&["address", "add", &format!("{address}/24"), "dev", device])?;
	ip(&["link", "set", device, "up"])
}

fn ip(arguments: &[&str]) -> Result<()> {
	let output = Command::new("ip")
		.args(arguments)
		.output()
		.context("cannot run `ip`: install the package iproute2")?;
	let command = arguments.join(" ");
	let reason = String::from_utf8_lossy(&output.stderr);
	ensure!(output.status.success(), "`ip {command}` failed: {}", reason.trim());
	Ok(())
}

fn place(address: Ipv4Addr, spawner: Spawner) -> Place {
	let at = |port| SocketAddr::from((address, port));
	Place {
		spawner: Arc::new(spawner),
		listen: at(P2P_PORT),
		dial: at(P2P_PORT),
		rpc: at(RPC_PORT),
		metrics: at(METRICS_PORT),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::network::{lines::Lines, link::Link};
	use parking_lot::Mutex;
	use std::{
		io::{Read, Write},
		net::{TcpListener, TcpStream},
		sync::mpsc,
		thread,
		time::{Duration, Instant},
	};

	const BYTES: usize = 8_000_000;

	// Two namespaces: the first connects to the second and sends. Gives back the time of the
	// handshake and the time until all bytes had come.
	fn transfer(link: Link) -> (Duration, Duration) {
		let (subnet, host) = take_subnet().unwrap();
		let (sender, receiver) = (subnet.address(1), subnet.address(2));
		let (devices, made) = mpsc::channel();
		let receiving = thread::spawn({
			let devices = devices.clone();
			move || {
				devices
					.send(Port { address: receiver, device: namespace(receiver).unwrap() })
					.unwrap();
				let (mut stream, _) = TcpListener::bind((receiver, 1)).unwrap().accept().unwrap();
				stream.read_exact(&mut vec![0; BYTES]).unwrap();
				stream.write_all(&[1]).unwrap();
			}
		});
		let (go, wait) = mpsc::channel();
		let sending = thread::spawn(move || {
			devices.send(Port { address: sender, device: namespace(sender).unwrap() }).unwrap();
			wait.recv().unwrap();
			let start = Instant::now();
			let mut stream = TcpStream::connect((receiver, 1)).unwrap();
			let handshake = start.elapsed();
			stream.write_all(&vec![0; BYTES]).unwrap();
			stream.read_exact(&mut [0]).unwrap();
			(handshake, start.elapsed())
		});
		let mut ports: Vec<_> = made.iter().take(2).collect();
		ports.sort_by_key(|port| port.address);
		ports.push(Port { address: subnet.address(HOST), device: host });
		let lines = Arc::new(Mutex::new(Lines::new(2, link, 0)));
		let _switch = Switch::start(ports, lines).unwrap();
		// The listener needs a moment, and a refused connection would not be tried again.
		thread::sleep(Duration::from_millis(200));
		go.send(()).unwrap();
		receiving.join().unwrap();
		sending.join().unwrap()
	}

	#[test]
	#[ignore = "needs root"]
	fn a_handshake_takes_one_round_trip() {
		let (handshake, _) = transfer(Link::from_millis(50, 0, 0.0).unwrap());
		let millis = handshake.as_millis();
		assert!((100..150).contains(&millis), "{millis} ms");
	}

	#[test]
	#[ignore = "needs root"]
	fn a_link_carries_100_megabits_a_second() {
		let (_, all) = transfer(Link::from_millis(1, 0, 0.0).unwrap());
		let rate = BYTES as f64 * 8.0 / all.as_secs_f64() / 1e6;
		assert!(rate > 100.0, "{rate} Mbit/s");
	}
}
