// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The part of a runtime that clients use, as a flat list from its metadata: kind and name, with a shape
// that changes if clients have to.

import { Metadata, TypeRegistry } from "@polkadot/types";
import { stringCamelCase } from "@polkadot/util";

// Their variants are the calls and origins of pallets, which are listed as such.
const LISTED_ELSEWHERE = ["RuntimeCall", "Call"];

const lastOf = (path) => path.at(-1)?.toString();

// A type by its name, without the crate that it lives in; types without a name by what they hold.
function labelOf(lookup, id) {
	const { path, params, def } = lookup.getSiType(id);
	const label = (inner) => labelOf(lookup, inner);
	if (path.length > 0) {
		const given = params.filter(({ type }) => type.isSome).map(({ type }) => label(type.unwrap()));
		const isGeneric = given.length > 0 && !LISTED_ELSEWHERE.includes(lastOf(path));
		return isGeneric ? `${lastOf(path)}<${given.join(", ")}>` : lastOf(path);
	}
	switch (def.type) {
		case "Primitive":
			return def.asPrimitive.toString().toLowerCase();
		case "Compact":
			return `Compact<${label(def.asCompact.type)}>`;
		case "Sequence":
			return `Vec<${label(def.asSequence.type)}>`;
		case "Array":
			return `[${label(def.asArray.type)}; ${def.asArray.len}]`;
		case "Tuple":
			return `(${def.asTuple.map(label).join(", ")})`;
		default:
			return def.type;
	}
}

const shapeOf = (lookup, fields) =>
	fields
		.map(({ name, type }) => (name.isSome ? `${name.unwrap()}: ` : "") + labelOf(lookup, type))
		.join(", ");

const variantsOf = (lookup, holder) =>
	holder.isSome ? [...lookup.getSiType(holder.unwrap().type).def.asVariant.variants] : [];

function storageShape(lookup, { type }) {
	const label = (id) => labelOf(lookup, id);
	return type.isPlain
		? label(type.asPlain)
		: `${label(type.asMap.key)} -> ${label(type.asMap.value)}`;
}

// Adds the types that arguments of calls are made of. What they hold is part of every transaction.
function addArguments(lookup, items, ids) {
	const known = new Set();
	const queue = [...ids];
	while (queue.length > 0) {
		const id = queue.pop();
		const { path, def } = lookup.getSiType(id);
		if (known.has(id.toString()) || LISTED_ELSEWHERE.includes(lastOf(path))) {
			continue;
		}
		known.add(id.toString());
		const name = labelOf(lookup, id);
		if (def.isComposite) {
			items.set(`type ${name}`, `(${shapeOf(lookup, def.asComposite.fields)})`);
			queue.push(...def.asComposite.fields.map(({ type }) => type));
		} else if (def.isVariant) {
			def.asVariant.variants.forEach(({ name: variant, index, fields }) => {
				items.set(`variant ${name}.${variant}`, `${index} (${shapeOf(lookup, fields)})`);
				queue.push(...fields.map(({ type }) => type));
			});
		} else if (def.isTuple) {
			queue.push(...def.asTuple);
		} else {
			const inner = [def.isCompact && def.asCompact, def.isSequence && def.asSequence];
			queue.push(
				...[...inner, def.isArray && def.asArray].filter(Boolean).map(({ type }) => type),
			);
		}
	}
}

function addPallet(lookup, items, pallet) {
	const prefix = stringCamelCase(pallet.name.toString());
	const calls = variantsOf(lookup, pallet.calls);
	const add = (kind, name, shape) => items.set(`${kind} ${prefix}.${name}`, shape);
	const addVariants = (kind, variants, rename) =>
		variants.forEach(({ name, index, fields }) =>
			add(kind, rename(name.toString()), `${index} (${shapeOf(lookup, fields)})`),
		);
	items.set(`pallet ${pallet.name}`, `${pallet.index}`);
	addVariants("call", calls, stringCamelCase);
	addVariants("event", variantsOf(lookup, pallet.events), String);
	addVariants("error", variantsOf(lookup, pallet.errors), String);
	for (const entry of pallet.storage.isSome ? pallet.storage.unwrap().items : []) {
		add("storage", stringCamelCase(entry.name.toString()), storageShape(lookup, entry));
	}
	for (const { name, type } of pallet.constants) {
		add("constant", stringCamelCase(name.toString()), labelOf(lookup, type));
	}
	return calls.flatMap(({ fields }) => fields.map(({ type }) => type));
}

// `{ items, extensions }`: a map from kind and name to shape, and the transaction extensions in the
// order in which they are signed.
/** @type {(bytes: Uint8Array) => { items: Map<string, string>, extensions: string }} */
export function surfaceOf(bytes) {
	const registry = new TypeRegistry();
	const metadata = new Metadata(registry, bytes);
	registry.setMetadata(metadata);
	/** @type {any} */
	const { pallets, extrinsic } = metadata.asLatest;
	const items = new Map();
	const args = pallets.flatMap((pallet) => addPallet(registry.lookup, items, pallet));
	addArguments(registry.lookup, items, args);
	const extensions = extrinsic.transactionExtensions ?? extrinsic.signedExtensions;
	return { items, extensions: extensions.map(({ identifier }) => identifier.toString()).join(", ") };
}
