// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The custom sections of a Wasm, among them the version of a runtime, which nodes read without
// running it.

const WASM_MAGIC = Buffer.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
const CUSTOM = 0;
const VERSION_SECTION = "runtime_version";

// An unsigned LEB128 number, and where it ends.
function readNumber(bytes, start) {
	let value = 0;
	for (let position = start; position < start + 5; position += 1) {
		const byte = bytes[position];
		value += (byte & 0x7f) * 2 ** (7 * (position - start));
		if (byte < 0x80) {
			return { value, end: position + 1 };
		}
	}
	throw new Error(`no number at byte ${start} of the Wasm`);
}

// The content of a custom section: a view, writing to it changes the Wasm.
function customSection(wasm, wanted) {
	if (!wasm.subarray(0, WASM_MAGIC.length).equals(WASM_MAGIC)) {
		throw new Error("these bytes are no Wasm");
	}
	let position = WASM_MAGIC.length;
	while (position < wasm.length) {
		const id = wasm[position];
		const size = readNumber(wasm, position + 1);
		const end = size.end + size.value;
		if (id === CUSTOM) {
			const length = readNumber(wasm, size.end);
			const nameEnd = length.end + length.value;
			if (wasm.toString("utf8", length.end, nameEnd) === wanted) {
				return wasm.subarray(nameEnd, end);
			}
		}
		position = end;
	}
	throw new Error(`the Wasm has no section ${wanted}`);
}

// A SCALE string of less than 64 bytes: a view, and where it ends.
function readText(bytes, start) {
	if (bytes[start] & 0b11) {
		throw new Error(`a name of 64 bytes or more in the section ${VERSION_SECTION}`);
	}
	const end = start + 1 + (bytes[start] >> 2);
	return { text: bytes.subarray(start + 1, end), end };
}

// The name and the version of a runtime. The name is a view into the Wasm.
/** @type {(wasm: Buffer) => { specName: Buffer, specVersion: number }} */
export function readVersion(wasm) {
	const section = customSection(wasm, VERSION_SECTION);
	const specName = readText(section, 0);
	const implName = readText(section, specName.end);
	// The authoring version comes first.
	const specVersion = section.readUInt32LE(implName.end + 4);
	return { specName: specName.text, specVersion };
}
