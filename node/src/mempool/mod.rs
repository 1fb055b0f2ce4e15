// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The transactions that wait, lane by lane: the order in which this node's blocks take them, and
//! what RPC tells about them. The rule that decides who may enter a block is the runtime's.

mod arrival_times;
mod chunks;
mod fees;
mod fullness;
mod gate;
mod in_turn;
mod inspect;
mod journal;
mod lane_pool;
mod lanes;
#[cfg(test)]
mod lost;
mod metrics;
#[cfg(test)]
mod numbered;
mod order;
mod parts;
mod queue;
mod recent;
pub mod rpc;
mod snapshot;
mod totals;
#[cfg(test)]
mod toy_chain;
mod watch;
mod weighed;

pub use arrival_times::ArrivalTimes;
pub use gate::{Capacity, Gate, GatedPool};
pub use inspect::Inspector;
pub use metrics::Metrics;
pub use parts::{new_pool, FullLanePool, Mempool, Settings};
