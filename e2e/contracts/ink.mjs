// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// ink! contracts through @polkadot/api-contract, the client that web pages use: by the ABI in the
// bundle it encodes calls, and decodes answers and events.

import { randomBytes } from "node:crypto";

import { BlueprintPromise, CodePromise, ContractPromise } from "@polkadot/api-contract";
import { u8aToHex } from "@polkadot/util";

import { errorName, findEvents, submit, submitOk } from "../chain/transactions.mjs";

// Gas beyond what the dry run needed, in hundredths: the state may be another one in the block.
const MARGIN = 10n;

const enough = (gas) => {
	const more = (amount) => amount.toBigInt() + (amount.toBigInt() * MARGIN) / 100n;
	return { refTime: more(gas.refTime), proofSize: more(gas.proofSize) };
};

// The client takes gas limits of the chain's type only.
const typedGas = (api, gas) => api.registry.createType("WeightV2", gas);

// What storage costs the caller: negative if the caller gets something back.
const depositOf = ({ storageDeposit }) =>
	storageDeposit.isCharge ? storageDeposit.asCharge.toBigInt() : -storageDeposit.asRefund.toBigInt();

// An answer, of which one part is not null: the `failure` that the chain tells, the `refusal` of
// the dispatcher that ink! generates, the `error` of the message, or the `value` that it returns.
function readAnswer(api, { result, output }) {
	const answer = { failure: null, refusal: null, error: null, value: null };
	if (result.isErr) {
		return { ...answer, failure: errorName(api, result.asErr) };
	}
	if (output.isErr) {
		return { ...answer, refusal: output.asErr.type };
	}
	const returned = output.asOk;
	// Messages that can fail return a `Result` of their own.
	if (returned.isOk === undefined) {
		return { ...answer, value: returned };
	}
	return returned.isErr ? { ...answer, error: returned.asErr } : { ...answer, value: returned.asOk };
}

const methodOf = ({ abi }, label) => abi.findMessage(label).method;

// What message `label` would do if `caller` called it now. `gas` and `deposit` are what it needs.
/**
 * @type {(
 *   contract: Contract,
 *   caller: Addressed,
 *   label: string,
 *   args?: any[],
 *   options?: { value?: bigint },
 * ) => Promise<DryRun>}
 */
export async function dryRun(contract, caller, label, args = [], { value = 0n } = {}) {
	const { api } = contract;
	const options = { gasLimit: api.consts.system.blockWeights.maxBlock, value };
	const query = contract.query[methodOf(contract, label)];
	const outcome = await query(caller.address, options, ...args);
	return {
		...readAnswer(api, outcome),
		gas: enough(outcome.gasRequired),
		deposit: depositOf(outcome),
	};
}

// What a message answers that only reads.
/** @type {(contract: Contract, caller: Addressed, label: string, ...args: any[]) => Promise<any>} */
export async function read(contract, caller, label, ...args) {
	const { value, error, refusal, failure } = await dryRun(contract, caller, label, args);
	if (value === null) {
		throw new Error(`${label} answers with ${error ?? refusal ?? failure}`);
	}
	return value;
}

// The transaction that calls a message, with the gas of a dry run unless `gas` is given.
/**
 * @type {(
 *   contract: Contract,
 *   caller: Addressed,
 *   label: string,
 *   args?: any[],
 *   options?: { value?: bigint, gas?: DryRun["gas"] },
 * ) => Promise<Call>}
 */
async function callOf(contract, caller, label, args = [], { value = 0n, gas } = {}) {
	const limit = gas ?? (await dryRun(contract, caller, label, args, { value })).gas;
	const options = { gasLimit: typedGas(contract.api, limit), value };
	return contract.tx[methodOf(contract, label)](options, ...args);
}

// Calls a message, waits until that is final, and tells the events of the contract, too.
/**
 * @type {(
 *   contract: Contract,
 *   signer: Account,
 *   label: string,
 *   args?: any[],
 *   options?: { value?: bigint, gas?: DryRun["gas"] },
 * ) => Promise<CalledContract>}
 */
export async function call(contract, signer, label, args, options) {
	const transaction = await callOf(contract, signer, label, args, options);
	const sent = await submit(contract.api, transaction, signer);
	return { ...sent, emitted: emittedBy(contract, sent.events) };
}

/**
 * @type {(
 *   contract: Contract,
 *   signer: Account,
 *   label: string,
 *   args?: any[],
 *   options?: { value?: bigint, gas?: DryRun["gas"] },
 * ) => Promise<CalledContract>}
 */
export async function callOk(contract, signer, label, args, options) {
	const sent = await call(contract, signer, label, args, options);
	if (sent.error) {
		throw new Error(`${label} failed with ${sent.error}`);
	}
	return sent;
}

// The events of a contract among those of a transaction, decoded: `name` without the module.
function emittedBy({ abi, address }, events) {
	return events
		.filter(({ event: { section, method, data } }) => {
			const emitted = section === "contracts" && method === "ContractEmitted";
			return emitted && data.contract.eq(address);
		})
		.map((record) => {
			const { event, args } = abi.decodeEvent(record);
			const fields = event.args.map(({ name }, position) => [name, args[position]]);
			return { name: event.identifier.split("::").at(-1), ...Object.fromEntries(fields) };
		});
}

// What it takes to instantiate `code`, which is `{ Upload: hex }` or `{ Existing: hash }`.
async function dryRunOf(api, abi, code, signer, args, value) {
	const salt = u8aToHex(randomBytes(8));
	const input = abi.findConstructor("new").toU8a(args);
	const { address } = signer;
	const { instantiate } = api.call.contractsApi;
	const outcome = await instantiate(address, value, null, null, code, input, salt);
	if (outcome.result.isErr) {
		throw new Error(`new fails with ${errorName(api, outcome.result.asErr)}`);
	}
	const gasLimit = typedGas(api, enough(outcome.gasRequired));
	return { quoted: depositOf(outcome), options: { gasLimit, value, salt } };
}

/** @type {(api: Api, abi: any, transaction: Call, signer: Account) => Promise<DeployedContract>} */
async function instantiated(api, abi, transaction, signer) {
	const sent = await submitOk(api, transaction, signer);
	const [{ data }] = findEvents(sent.events, "contracts", "Instantiated");
	const contract = new ContractPromise(api, abi, data.contract);
	return { ...sent, contract, emitted: emittedBy(contract, sent.events) };
}

// Uploads the code of a bundle and instantiates it with `new`. `quoted` is the deposit that the dry
// run told.
/**
 * @type {(
 *   api: Api,
 *   bundle: Bundle,
 *   signer: Account,
 *   args?: any[],
 *   options?: { value?: bigint },
 * ) => Promise<DeployedContract & { quoted: bigint }>}
 */
export async function deploy(api, bundle, signer, args = [], { value = 0n } = {}) {
	const code = new CodePromise(api, bundle, null);
	const upload = { Upload: bundle.source.wasm };
	const { quoted, options } = await dryRunOf(api, code.abi, upload, signer, args, value);
	const sent = await instantiated(api, code.abi, code.tx.new(options, ...args), signer);
	return { ...sent, quoted };
}

// Instantiates code that is on the chain.
/** @type {(api: Api, bundle: Bundle, signer: Account, args?: any[]) => Promise<DeployedContract>} */
export async function deployExisting(api, bundle, signer, args = []) {
	const { hash } = bundle.source;
	const blueprint = new BlueprintPromise(api, bundle, hash);
	const { options } = await dryRunOf(api, blueprint.abi, { Existing: hash }, signer, args, 0n);
	return instantiated(api, blueprint.abi, blueprint.tx.new(options, ...args), signer);
}

// The same contract with another ABI: that of the code it was upgraded to.
/** @type {(contract: Contract, bundle: Bundle) => Contract} */
export const withAbiOf = ({ api, address }, bundle) => new ContractPromise(api, bundle, address);
