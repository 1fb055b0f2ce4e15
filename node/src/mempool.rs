// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The transactions that wait, lane by lane: the order in which this node's blocks take them, and
//! what RPC tells about them. The rule that decides who may enter a block is the runtime's.
//!
//! # How a transaction gets from a client into a block
//!
//! ```text
//!  client -- RPC -----+             +---> pool ---> order ---> queue ---> block of this node
//!                     +---> gate ---+      ^ |
//!  peer ---- gossip --+      ^  |          | +----> watch ---> RPC, metrics
//!                            |  v          |          |
//!                            | journal ----+          |
//!                            +------------------------+   what waits, lane by lane
//! ```
//!
//! 1. **Gate.** RPC and gossip each reach the pool through a `GatedPool`. While less than half of
//!    the limits waits, it lets everybody pass. Above that it asks the runtime for the lane of each
//!    newcomer, one after the other, and shares the pool as a block is shared: a lane has its
//!    guarantee, whatever the others offer. What was accepted stays.
//! 2. **Pool.** Upstream's pool, patched, validates and keeps what is ready apart from what waits
//!    for others. Its own limits are so much larger than those of the gate that it throws out
//!    nothing that is ready. Of what waits for others, the lane with the most loses its oldest.
//! 3. **Journal.** What a client sent and the pool accepted is written down before the client is
//!    answered. It is forgotten when a final block has it, when the pool has not taken it back for
//!    ten minutes, or when there is too much of it. A start gives all of it to the pool before RPC
//!    opens. By default full nodes have a journal and validators do not.
//! 4. **Watch.** A task asks the runtime about arrivals, many at a time, and remembers the room in
//!    each lane and the tip. After each block, and once a second while transactions arrive, it
//!    looks at the whole pool, forgets what has left it, and tells gate and metrics what each lane
//!    has.
//! 5. **Order and queue.** The author of a block sees the pool as a `LanePool`: first what stays
//!    within the guarantees, lane by lane, then all else, both in the order of the pool. The queue
//!    hands out one by one. It learns from refusals which lanes are full, and leaves what seems
//!    hopeless for the end.
//! 6. **Answers.** `mempool_status` and `mempool_pending` take one look at the pool for all callers
//!    of a moment.
//!
//! # Assumptions
//!
//! - The runtime alone decides in a block. A wrong order costs the author time and fees; it makes
//!   no block invalid.
//! - If the runtime tells nothing of lanes, blocks take what waits in the order of the pool, and
//!   the gate lets everybody in up to the limits. Both are counted or logged, and nothing stops.
//! - What the runtime of one version says of the room and the tip of a transaction stays true while
//!   the transaction waits. With another version all is asked anew.
//! - A transaction depends on others by the tags that it requires and provides, and by nothing
//!   else.
//! - Only the journal, off-chain workers and reports of equivocations go past the gate. They are
//!   few, or have been through it before.

mod arrival_times;
mod chunks;
mod fees;
mod fullness;
mod gate;
mod in_turn;
mod inspect;
mod journal;
mod lane_pool;
mod lane_source;
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
