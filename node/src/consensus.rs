// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Consensus: who makes blocks (BABE, or `--sealing` in its place), and when they are final
//! (GRANDPA). [`import::build`] makes the parts, which every node has; [`start()`] begins to take
//! part.

pub mod authoring;
pub mod equivocation;
pub mod finality;
pub mod import;
mod options;
mod parts;
pub mod sealing;
mod start;
mod types;

pub use options::Options;
pub use parts::Parts;
pub use start::{start, Settings};
pub use types::GrandpaLink;
