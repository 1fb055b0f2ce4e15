// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

//! Pieces of load tests: a network of nodes, a sender that knows what became of each transaction, and
//! both together while the network is being broken.

pub mod network;
pub mod sender;
pub mod torture;
