// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The shapes that the suites and the functions they share hand to each other. All programs know them
// without an import. What a chain answers has the types of its metadata, which are known only while a
// test runs: it is `any`.

declare module "ws";

// @types/node leaves it to the types of browsers.
declare const WebAssembly: any;

type Account = import("@polkadot/keyring/types").KeyringPair;
type Addressed = { address: string };

// A connection of @polkadot/api, or one that asks about a block, `api.at(hash)`.
type Api = any;
// A call that can be signed and sent.
type Call = any;
// A contract as @polkadot/api-contract has it.
type Contract = any;

interface Ports {
	rpcPort: number;
	p2pPort: number;
	prometheusPort: number;
}

interface NamedPorts extends Ports {
	name: string;
}

type Reachable = { rpcPort: number };

// What can be asked by JSON-RPC. One that has a log and a base path is known by its process, too.
interface AnyNode {
	name: string;
	rpcPort: number;
	log?: string;
	basePath?: string;
}

interface NetworkNode extends NamedPorts {
	basePath: string;
	log: string;
}

interface LoneNode extends NamedPorts {
	output(): string;
	kill(): Promise<void>;
	stop(): Promise<Ending>;
}

interface RehearsalNode extends NetworkNode {
	child: import("node:child_process").ChildProcess;
}

interface Ending {
	code: number | null;
	signal: string | null;
}

interface RunOptions {
	within?: number;
	input?: string;
	interruptAfter?: number;
}

interface Outcome extends Ending {
	stdout: string;
	stderr: string;
	// What TMPDIR was.
	temporary: string;
}

// What a process was started with, to start it again.
interface Command {
	command: string;
	args: string[];
}

interface Network {
	root: string;
	dir: string;
	nodes: NetworkNode[];
	runner: import("node:child_process").ChildProcess | null;
	cleanup: Cleanup;
	kill(): void;
	// Names what had to be killed.
	stop(): Promise<string[]>;
	remove(): void;
}

type Cleanup = import("node:child_process").ChildProcessByStdio<
	import("node:stream").Writable,
	null,
	null
>;

interface NetworkOptions {
	timing?: Partial<Timing>;
	portShift?: number;
	validators?: number;
}

interface Timing {
	epochSlots: number;
	epochsPerEra: number;
	bondingEras: number;
	slashDeferEras: number;
}

// smoldot on the network, and the lines that tell of a warp.
interface LightClient {
	papi: import("polkadot-api").PolkadotClient;
	warp: string[];
	stop(): Promise<void>;
}

interface Suite {
	name: string;
	file?: string;
	network?: "main" | "upgrades";
	after?: string[];
	needs?: string[];
	long?: boolean;
}

// An answer of what `waitFor` asks again and again.
interface Probe<T> {
	done: boolean;
	value?: T;
	seen?: unknown;
}

interface Block {
	number: number;
	hash: string;
}

interface ChildBlock extends Block {
	parent: string;
}

interface AuthoredBlock extends Block {
	author: string;
}

// A block with what is in it: transactions as hex, weight in picoseconds.
interface ReadBlock extends Block {
	transactions: string[];
	failed: Set<string>;
	normalWeight: bigint;
	opensSession: boolean;
}

// A transaction that is final, with the name of its error if the call failed.
interface Submitted extends ChildBlock {
	hex: string;
	length: number;
	events: any[];
	fee: bigint;
	error: string | null;
}

interface FoundEvent extends Block {
	event: any;
}

interface Balance {
	free: bigint;
	held: bigint;
}

interface Ledger {
	totals: Map<string, bigint>;
	issuance: bigint;
}

interface Referendum {
	index: number;
	track: number;
}

interface ProposalRequest {
	kind: any;
	title: string;
	enact?: any;
}

// The blocks of a proposal: submitted in, voted for until, approved and enacted in.
interface Proposal {
	index: number;
	title: string;
	submitted: number;
	since: number;
	approved: number;
	enacted: number;
}

interface EnactedProposal extends Proposal {
	hash: string;
	seconds: number;
}

interface Upgrade {
	proposal: EnactedProposal;
	switched: ChildBlock;
}

// Blocks that came while finality stood still.
interface FinalityGap {
	longest: number;
	since: number;
	best: number;
	final: number;
}

interface FinalityWatch {
	stop(): FinalityGap;
}

// What the pallets have of a validator.
interface Standing {
	total: bigint;
	active: bigint;
	commission: number | null;
	keys: string | null;
	jailed: boolean;
	reserved: bigint;
}

interface Payout {
	completed: FoundEvent;
	rewards: FoundEvent[];
	reward: bigint;
	paid: bigint;
	remainder: bigint;
	rounding: bigint;
}

interface Sample {
	name: string;
	labels: Record<string, string>;
	value: number;
}

interface Bundle {
	source: { wasm: string; hash: string };
	[part: string]: any;
}

interface TextStore {
	address: string;
	owner: string;
	keep(text: string): Call;
}

interface DryRun {
	failure: string | null;
	refusal: string | null;
	error: any;
	value: any;
	gas: { refTime: bigint; proofSize: bigint };
	deposit: bigint;
}

interface CalledContract extends Submitted {
	emitted: any[];
}

interface DeployedContract extends CalledContract {
	contract: Contract;
}

// Transfers of a steady load that are final, and those that a new runtime refused.
interface Transfers {
	senders: Account[];
	receiver: Account;
	transfers: (Block & { sender: string })[];
	refusals: { signedFor: number; version: number; number: number; message: string }[];
}

interface Bystander {
	kind: string;
	lane: string;
	sender: Account;
	call(): Call;
}

// Transactions of bystanders that were sent together when `number` was the best block.
interface Trial {
	number: number;
	sent: { kind: string; lane: string; sender: string; hex: string; hash: string }[];
	snapshot?: any;
}

interface TrialOutcome {
	kind: string;
	blocks: number;
	failed: boolean;
}

interface CountedBlock extends ReadBlock {
	calls: number;
	waiting: number;
	fullness: number;
}

interface LanesResult {
	blocks: CountedBlock[];
	alone: CountedBlock[];
	trials: (Trial & { outcomes: TrialOutcome[]; waiting: number })[];
	queuedInSeconds: number;
}

interface GuideBlock {
	section: string;
	language: string;
	text: string;
}

// Who follows guides in a copy of docs/examples/.
interface Reader {
	folder: string;
	rpcPort: number;
	variables: Record<string, string>;
}

// An operator of a chain that is launched by the guide.
interface Operator {
	number: number;
	folder: string;
	variables: Record<string, string>;
	stash: string;
	keys: { babe: string; grandpa: string; discovery: string };
	publicKeys: string[];
	session: string;
	peerId: string;
	ports: Ports;
	machine?: any;
}

// A connection of a rehearsal.
interface Chain {
	url: string;
	close(): void;
	request(method: string, params?: unknown[], within?: number): Promise<any>;
}

interface RuntimeVersion {
	name: string;
	spec: number;
	transaction: number;
}

// A file with a runtime.
interface Code {
	path: string;
	hex: `0x${string}`;
	hash: string;
	version: RuntimeVersion;
}

// The state of a block: keys and values in hex, those of child tries by the name of the trie.
interface State {
	top: Map<string, string>;
	children: Map<string, Map<string, string>>;
}

interface Report {
	step: string;
	facts: string[];
	warnings: string[];
	enter(step: string): void;
	fact(text: string): void;
	warn(text: string): void;
}
