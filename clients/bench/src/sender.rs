// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The sender: signs off the clock, submits in batches, and follows each transaction to finality.
//!
//! A test calls [`prepare`], then [`submit`] beside [`Follower::follow`], then asks the
//! [`Ledger`] what is missing; [`run`] does all of it.

mod accounts;
mod answer;
mod chain;
pub mod command;
mod counts;
mod entry;
mod follower;
mod funding;
mod holes;
mod lane;
mod ledger;
mod load;
mod plan;
mod prepare;
mod progress;
mod report;
pub(crate) mod rpc;
mod run;
mod signed;
mod submit;
mod transaction;
mod watch;

pub use answer::{Answer, Reason};
pub use counts::{BlockCount, Counts};
pub use entry::{Entry, Status};
pub use follower::Follower;
pub use holes::Hole;
pub use ledger::{Ledger, SharedLedger};
pub use load::{Load, Order, Spread, BTR};
pub use plan::Lane;
pub use prepare::prepare;
pub(crate) use progress::tell;
pub use report::{Missing, Refusals, Report, Watched};
pub use run::{conclude, run};
pub use signed::Signed;
pub use submit::submit;
pub use transaction::{Hash, Transaction};
