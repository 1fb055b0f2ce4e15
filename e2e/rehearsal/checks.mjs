// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The runtime with which migrations are checked: the code of the upgrade, built with the feature
// `try-runtime`. It is given, or built from this checkout.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { say } from "../chain/waiting.mjs";
import { builds, REPOSITORY } from "../network/locations.mjs";
import { RUSTFLAGS } from "../upgrades/flags.mjs";
import { baseVersion, VERSION_FILE } from "../upgrades/variants.mjs";
import { describeVersion, readCode } from "./code.mjs";
import { Misuse } from "./outcome.mjs";

let build;
// A build does not outlive the rehearsal.
process.on("exit", () => build?.kill("SIGKILL"));

const isSame = (one, other) => one.name === other.name && one.spec === other.spec;

function versionOfCheckout() {
	const name = readFileSync(VERSION_FILE, "utf8").match(/^\s*spec_name: .*"(.*)"/m);
	if (!name) {
		throw new Error(`${VERSION_FILE}: there is no spec_name`);
	}
	return { name: name[1], spec: baseVersion() };
}

// A folder of its own: the node must never embed this Wasm.
async function buildFromCheckout() {
	const target = join(builds(), "try-runtime");
	say("compiling the runtime of this checkout with the feature try-runtime (minutes)");
	const args = [
		...["rustc", "--release", "--locked", "-p", "batara-runtime", "--lib"],
		...["--crate-type", "cdylib", "--target", "wasm32v1-none"],
		...["--no-default-features", "--features", "try-runtime"],
	];
	build = spawn("cargo", args, {
		cwd: REPOSITORY,
		stdio: ["ignore", "inherit", "inherit"],
		env: { ...process.env, CARGO_TARGET_DIR: target, RUSTFLAGS },
	});
	build.on("error", () => {});
	const [code] = await once(build, "close");
	if (code !== 0) {
		throw new Error("the runtime of this checkout does not compile with try-runtime");
	}
	return readCode(join(target, "wasm32v1-none", "release", "batara_runtime.wasm"));
}

// The code to check with, as it was given.
/** @type {(code: Code, path: string) => Code} */
export function readChecks(code, path) {
	const checks = readCode(path);
	if (!isSame(checks.version, code.version)) {
		const [wanted, found] = [code, checks].map(({ version }) => describeVersion(version));
		throw new Misuse(`${path} is ${found}, and ${code.path} is ${wanted}`);
	}
	return checks;
}

// The code to check with from this checkout, or `{ missing }`: why there is none.
/** @type {(code: Code) => Promise<Code | { missing: string }>} */
export async function makeChecks(code) {
	const here = versionOfCheckout();
	if (!isSame(here, code.version)) {
		return {
			missing:
				`${code.path} was not built from this checkout, which is ${describeVersion(here)}: ` +
				"its migrations ran without their checks. Name the same code, built with the " +
				"feature try-runtime, by --try-runtime",
		};
	}
	return buildFromCheckout();
}
