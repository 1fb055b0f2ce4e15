// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The figures that a node tells Prometheus.

const ANSWER_WITHIN_MS = 20_000;

const SAMPLE = /^(?<name>\w+)(?:\{(?<labels>.*)\})? (?<value>\S+)$/;
const LABEL = /(\w+)="([^"]*)"/g;

// The samples of one answer: name, labels and value of each. No value of a label has quotes in it.
/** @type {(text: string) => Sample[]} */
export function parseMetrics(text) {
	const matches = text.split("\n").map((line) => line.match(SAMPLE));
	const groups = matches.flatMap((match) => (match?.groups ? [match.groups] : []));
	return groups.map(({ name, labels = "", value }) => ({
		name,
		labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, key, text]) => [key, text])),
		value: Number(value),
	}));
}

/** @type {(node: { name: string, prometheusPort: number }) => Promise<Sample[]>} */
export async function readMetrics(node) {
	const response = await fetch(`http://127.0.0.1:${node.prometheusPort}/metrics`, {
		signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
	});
	if (!response.ok) {
		throw new Error(`${node.name} answers ${response.status} instead of its metrics`);
	}
	return parseMetrics(await response.text());
}

/** @type {(metrics: Sample[], name: string) => Sample[]} */
const named = (metrics, name) => {
	const samples = metrics.filter((sample) => sample.name === name);
	if (samples.length === 0) {
		throw new Error(`the node tells no ${name}`);
	}
	return samples;
};

// The one value of a metric.
/** @type {(metrics: Sample[], name: string) => number} */
export const valueOf = (metrics, name) => named(metrics, name)[0].value;

// The values of a metric that has one for each lane.
/** @type {(metrics: Sample[], name: string) => Record<string, number>} */
export const byLane = (metrics, name) =>
	Object.fromEntries(named(metrics, name).map(({ labels, value }) => [labels.lane, value]));
