// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// Contracts written in the text form of Wasm: small, and no toolchain is needed.

import { u8aToHex } from "@polkadot/util";
import wabt from "wabt";

// The contract as hex, ready to be uploaded.
export async function compileWat(name, source) {
	const module = (await wabt()).parseWat(`${name}.wat`, source);
	module.validate();
	const { buffer } = module.toBinary({});
	module.destroy();
	return u8aToHex(buffer);
}
