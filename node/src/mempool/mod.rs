// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The transactions that wait, lane by lane: in which order this node's blocks take them, and what
//! RPC tells about them. The rule that decides who may enter a block is the runtime's.

mod arrivals;
mod inspect;
mod order;
mod pool;
pub mod rpc;

pub use arrivals::Arrivals;
pub use inspect::Inspector;
pub use pool::LanePool;
