// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The flags of substrate-wasm-builder, for a runtime without the native build around it. As in
// scripts/weights.

export const RUSTFLAGS = [
	"-C target-cpu=mvp",
	"-C link-arg=--export-table",
	"-C link-arg=--export=__heap_base",
	"-C link-arg=--import-memory",
	"--cfg substrate_runtime",
].join(" ");
