// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The thread that carries IP packets between the TUN devices of all namespaces.

use std::{
	fs::File,
	io::{ErrorKind, Read, Write},
	net::Ipv4Addr,
	os::fd::AsFd,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	thread::{self, JoinHandle},
	time::{Duration, Instant},
};

use anyhow::{Context, Result};
use nix::{
	poll::{ppoll, PollFd, PollFlags},
	sys::time::TimeSpec,
};

use super::{
	lines::{Passage, SharedLines},
	queue::Queue,
};

const MAX_PACKET: usize = 65_536;
// Of one device, before the others have their turn and what has arrived is delivered.
const READ_AT_ONCE: usize = 64;
// How soon the thread notices that it is to end.
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// A TUN device and the address behind it.
pub struct Port {
	pub address: Ipv4Addr,
	pub device: File,
}

/// The running thread, which ends with this value.
pub struct Switch {
	ends: Arc<AtomicBool>,
	thread: Option<JoinHandle<()>>,
}

impl Switch {
	/// Starts the thread. The ports are those of the nodes of `lines` in their order, and last the
	/// one of the caller, to which and from which packets go at once.
	pub fn start(ports: Vec<Port>, lines: SharedLines) -> Result<Self> {
		let ends = Arc::new(AtomicBool::new(false));
		let queue = Queue::new(ports.len());
		let mut carrier = Carrier { ports, lines, queue, buffer: vec![0; MAX_PACKET] };
		let thread = thread::Builder::new()
			.name("switch".into())
			.spawn({
				let ends = ends.clone();
				move || {
					while !ends.load(Ordering::Relaxed) {
						carrier.turn();
					}
				}
			})
			.context("cannot start a thread")?;
		Ok(Self { ends, thread: Some(thread) })
	}
}

impl Drop for Switch {
	fn drop(&mut self) {
		self.ends.store(true, Ordering::Relaxed);
		if let Some(thread) = self.thread.take() {
			// It has nothing to tell, and a panic of it was printed.
			let _ = thread.join();
		}
	}
}

struct Carrier {
	ports: Vec<Port>,
	lines: SharedLines,
	queue: Queue,
	buffer: Vec<u8>,
}

impl Carrier {
	fn turn(&mut self) {
		for from in self.wait() {
			self.read(from);
		}
		self.deliver();
	}

	// Waits for packets to read or to deliver, and gives back the ports that have some to read.
	fn wait(&self) -> Vec<usize> {
		let mut polled: Vec<_> = self
			.ports
			.iter()
			.map(|port| PollFd::new(port.device.as_fd(), PollFlags::POLLIN))
			.collect();
		let until_next = self
			.queue
			.next_arrival()
			.map_or(LONGEST_WAIT, |next| next.saturating_duration_since(Instant::now()));
		let timeout = TimeSpec::from_duration(until_next.min(LONGEST_WAIT));
		if ppoll(&mut polled, Some(timeout), None).is_err() {
			return Vec::new();
		}
		let readable = |polled: &PollFd<'_>| polled.any() == Some(true);
		(0..polled.len()).filter(|port| readable(&polled[*port])).collect()
	}

	fn read(&mut self, from: usize) {
		for _ in 0..READ_AT_ONCE {
			let length = match (&self.ports[from].device).read(&mut self.buffer) {
				Ok(length) => length,
				Err(error) if error.kind() == ErrorKind::Interrupted => continue,
				// Nothing is left to read, or the device is not up.
				Err(_) => return,
			};
			let packet = &self.buffer[..length];
			let to = destination(packet)
				.and_then(|address| self.ports.iter().position(|port| port.address == address));
			if let Some(to) = to {
				self.forward(from, to, packet.to_vec());
			}
		}
	}

	fn forward(&mut self, from: usize, to: usize, packet: Vec<u8>) {
		let now = Instant::now();
		let caller = self.ports.len() - 1;
		let passage = match from == caller || to == caller {
			true => Passage::At(now),
			false => self.lines.lock().pass(from, to, now),
		};
		if let Passage::At(arrival) = passage {
			self.queue.push(arrival, to, packet);
		}
	}

	fn deliver(&mut self) {
		let now = Instant::now();
		while let Some((to, packet)) = self.queue.pop(now) {
			// A device that takes no packet has lost it, as a full receiver does.
			let _ = (&self.ports[to].device).write(&packet);
		}
	}
}

// The destination of an IPv4 packet. Anything else, such as IPv6 that looks for routers, goes nowhere.
fn destination(packet: &[u8]) -> Option<Ipv4Addr> {
	let is_ipv4 = packet.first()? >> 4 == 4;
	let address: [u8; 4] = packet.get(16..20)?.try_into().ok()?;
	is_ipv4.then(|| Ipv4Addr::from(address))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn only_whole_ipv4_packets_have_a_destination() {
		let mut packet = vec![0; 40];
		packet[0] = 0x45;
		packet[16..20].copy_from_slice(&[10, 88, 1, 2]);
		assert_eq!(destination(&packet), Some(Ipv4Addr::new(10, 88, 1, 2)));
		assert_eq!(destination(&packet[..19]), None);
		packet[0] = 0x60;
		assert_eq!(destination(&packet), None);
		assert_eq!(destination(&[]), None);
	}
}
