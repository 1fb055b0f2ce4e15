// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! The pieces of load tests: a network of nodes, a sender that follows each transaction to its end,
//! and both together while the network is being broken.

pub mod network;
pub mod sender;
pub mod torture;
