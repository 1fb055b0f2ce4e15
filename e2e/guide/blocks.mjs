// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The blocks of code in a guide of docs/guides/.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY } from "../network/locations.mjs";

const GUIDES = join(REPOSITORY, "docs", "guides");

// Blocks of a guide in their order.
/** @type {(guide: string) => GuideBlock[]} */
export function blocksOf(guide) {
	/** @type {GuideBlock[]} */
	const blocks = [];
	let section = "";
	/** @type {{ section: string, language: string, lines: string[] } | undefined} */
	let open;
	for (const line of readFileSync(join(GUIDES, guide), "utf8").split("\n")) {
		const fence = line.match(/^\s*```(\w*)$/);
		if (open) {
			open.lines.push(line);
			if (fence) {
				const { lines, ...block } = open;
				blocks.push({ ...block, text: lines.slice(0, -1).join("\n") });
				open = undefined;
			}
		} else if (fence) {
			open = { section, language: fence[1], lines: [] };
		} else if (line.startsWith("#")) {
			section = line.replace(/^#+ /, "");
		}
	}
	return blocks;
}
