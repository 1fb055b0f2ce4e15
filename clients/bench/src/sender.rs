// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The sender: signs off the clock, submits in batches, and follows each transaction to finality.
//!
//! A test calls `Load::prepare`, then [`submit`] beside [`Follower::follow`], then asks the
//! [`Ledger`] what is missing; [`run`] does all of it.

mod accounts;
mod answer;
mod chain;
pub mod command;
mod entry;
mod follower;
mod funding;
mod holes;
mod lane;
mod ledger;
mod load;
mod plan;
mod progress;
mod report;
pub(crate) mod rpc;
mod run;
mod submit;
mod watch;

pub use answer::{Answer, Reason};
pub use entry::{Entry, Hash, Status};
pub use follower::Follower;
pub use holes::Hole;
pub use ledger::{BlockCount, Counts, Ledger, SharedLedger};
pub use load::{Load, Signed, Transaction, BTR};
pub use plan::{Lane, Order, Spread};
pub(crate) use progress::tell;
pub use report::{Missing, Refusals, Report, Watched};
pub use run::{conclude, run};
pub use submit::submit;
