// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! One direction of a TCP connection that is slow like its link.

use std::{
	io,
	time::{Duration, Instant},
};

use tokio::{
	io::{AsyncReadExt, AsyncWriteExt},
	net::tcp::{OwnedReadHalf, OwnedWriteHalf},
	sync::mpsc,
	time::{sleep, sleep_until},
};

use super::lines::{Passage, SharedLines};

const CHUNK: usize = 16 * 1024;
// 4 MiB are on their way at most: 100 Mbit/s over a delay of 300 ms.
const CHUNKS_ON_THE_WAY: usize = 256;
// What Linux waits at least before it sends a lost packet again.
const RETRANSMISSION: Duration = Duration::from_millis(200);
// A partition that is shorter only holds the connection up.
const CUT_AFTER: Duration = Duration::from_secs(10);
const STALL_STEP: Duration = Duration::from_millis(50);

/// The line that a direction of a connection follows.
pub struct Way {
	pub from: usize,
	pub to: usize,
	pub lines: SharedLines,
}

impl Way {
	// TCP loses nothing: what a link would lose comes later, and holds up what follows it.
	fn arrival(&self) -> Instant {
		let now = Instant::now();
		let mut lines = self.lines.lock();
		match lines.pass(self.from, self.to, now) {
			Passage::At(arrival) => arrival,
			Passage::Lost => now + lines.link(self.from, self.to).delay * 3 + RETRANSMISSION,
			Passage::Cut => now,
		}
	}

	// Returns when no partition is in the way, or an error when that takes too long.
	async fn open(&self) -> io::Result<()> {
		let since = Instant::now();
		while !self.lines.lock().is_open(self.from, self.to) {
			if since.elapsed() > CUT_AFTER {
				return Err(io::ErrorKind::TimedOut.into());
			}
			sleep(STALL_STEP).await;
		}
		Ok(())
	}
}

/// Carries bytes until the sender ends its direction. Ends with an error when the receiver is gone
/// or a partition lasts.
pub async fn pump(from: OwnedReadHalf, to: OwnedWriteHalf, way: Way) -> io::Result<()> {
	let (chunks, arriving) = mpsc::channel(CHUNKS_ON_THE_WAY);
	tokio::try_join!(take(from, chunks, &way), deliver(arriving, to, &way))?;
	Ok(())
}

type Chunk = (Instant, Vec<u8>);

async fn take(mut from: OwnedReadHalf, chunks: mpsc::Sender<Chunk>, way: &Way) -> io::Result<()> {
	let mut buffer = vec![0; CHUNK];
	loop {
		let length = from.read(&mut buffer).await?;
		if length == 0 {
			return Ok(());
		}
		let chunk = (way.arrival(), buffer[..length].to_vec());
		chunks.send(chunk).await.map_err(|_| io::ErrorKind::BrokenPipe)?;
	}
}

async fn deliver(
	mut arriving: mpsc::Receiver<Chunk>,
	mut to: OwnedWriteHalf,
	way: &Way,
) -> io::Result<()> {
	while let Some((arrival, chunk)) = arriving.recv().await {
		sleep_until(arrival.into()).await;
		way.open().await?;
		to.write_all(&chunk).await?;
	}
	to.shutdown().await
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::network::{lines::Lines, link::Link};
	use parking_lot::Mutex;
	use std::sync::Arc;
	use tokio::net::{TcpListener, TcpStream};

	async fn pair() -> (TcpStream, TcpStream) {
		let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
		let address = listener.local_addr().unwrap();
		let (one, other) = tokio::join!(TcpStream::connect(address), listener.accept());
		(one.unwrap(), other.unwrap().0)
	}

	// A sender and a receiver with a pump of the link between them.
	async fn pumped(link: Link) -> (TcpStream, TcpStream, SharedLines) {
		let lines = Arc::new(Mutex::new(Lines::new(2, link, 0)));
		let ((sender, pump_in), (pump_out, receiver)) = (pair().await, pair().await);
		let way = Way { from: 0, to: 1, lines: lines.clone() };
		tokio::spawn(pump(pump_in.into_split().0, pump_out.into_split().1, way));
		(sender, receiver, lines)
	}

	async fn time_of_a_byte(sender: &mut TcpStream, receiver: &mut TcpStream) -> Duration {
		let start = Instant::now();
		sender.write_all(&[1]).await.unwrap();
		receiver.read_exact(&mut [0]).await.unwrap();
		start.elapsed()
	}

	#[tokio::test]
	async fn bytes_take_the_delay_of_the_link() {
		let link = Link::from_millis(60, 0, 0.0).unwrap();
		let (mut sender, mut receiver, _) = pumped(link).await;
		for _ in 0..3 {
			let took = time_of_a_byte(&mut sender, &mut receiver).await;
			assert!(took >= Duration::from_millis(60), "{took:?}");
		}
	}

	#[tokio::test]
	async fn loss_is_a_wait_and_the_bytes_come_in_order() {
		let (mut sender, mut receiver, _) = pumped(Link::from_millis(1, 0, 0.5).unwrap()).await;
		for byte in 0..20u8 {
			sender.write_all(&[byte]).await.unwrap();
			sleep(Duration::from_millis(2)).await;
		}
		let mut received = [0; 20];
		receiver.read_exact(&mut received).await.unwrap();
		assert_eq!(received.to_vec(), (0..20).collect::<Vec<u8>>());
	}

	#[tokio::test]
	async fn a_short_partition_holds_bytes_up() {
		let (mut sender, mut receiver, lines) = pumped(Link::default()).await;
		lines.lock().partition(&[vec![0], vec![1]]);
		tokio::spawn({
			let lines = lines.clone();
			async move {
				sleep(Duration::from_millis(200)).await;
				lines.lock().heal();
			}
		});
		let took = time_of_a_byte(&mut sender, &mut receiver).await;
		assert!(took >= Duration::from_millis(200), "{took:?}");
	}
}
