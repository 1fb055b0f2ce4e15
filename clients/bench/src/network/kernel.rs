// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The two calls of the Linux kernel for which no safe wrapper exists.
#![allow(unsafe_code)]

use std::{
	fs::{File, OpenOptions},
	io,
	os::{
		fd::AsRawFd,
		unix::{fs::OpenOptionsExt, process::CommandExt},
	},
	process::Command,
};

use nix::{
	libc::{c_char, c_int, c_short, ifreq, IFF_NO_PI, IFF_TUN, O_NONBLOCK},
	sys::{prctl, signal::Signal},
};

const DEVICE: &str = "/dev/net/tun";

nix::ioctl_write_ptr_bad!(
	attach_tun,
	nix::request_code_write!(b'T', 202, std::mem::size_of::<c_int>()),
	ifreq
);

/// Makes a TUN device in the network namespace of this thread: IP packets that are sent to it are
/// read from the file, and the other way round. It is gone when the file is closed. Fails when a
/// device of the name exists.
pub fn open_tun(name: &str) -> io::Result<File> {
	let file = OpenOptions::new().read(true).write(true).custom_flags(O_NONBLOCK).open(DEVICE)?;
	// SAFETY: the type is plain data, for which zeroes are valid.
	let mut request: ifreq = unsafe { std::mem::zeroed() };
	// The last byte stays zero: it ends the name.
	let room = request.ifr_name.len() - 1;
	for (slot, byte) in request.ifr_name[..room].iter_mut().zip(name.bytes()) {
		*slot = byte as c_char;
	}
	request.ifr_ifru.ifru_flags = (IFF_TUN | IFF_NO_PI) as c_short;
	// SAFETY: the descriptor is open, and TUNSETIFF reads and writes one `ifreq`.
	unsafe { attach_tun(file.as_raw_fd(), &request) }?;
	Ok(file)
}

/// Lets the kernel kill the process of the command as soon as the thread that starts it ends, in
/// whatever way.
pub fn die_with_this_thread(command: &mut Command) {
	let ask = || Ok(prctl::set_pdeathsig(Signal::SIGKILL)?);
	// SAFETY: the closure makes one system call and does not allocate.
	unsafe { command.pre_exec(ask) };
}
