// SPDX-License-Identifier: Apache-2.0
// Copyright (C) Bataranetwork developers

// The pictures of the benchmark, as SVG.

const WIDTH = 720;
const HEIGHT = 300;
const LEFT = 64;
const BOTTOM = 44;
const TOP = 40;
const RIGHT = 16;
// Distinguishable for all, and in print.
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7"];

const text = (x, y, words, options = "") =>
	`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${options}>${words}</text>`;

// Room for the data, with a scale from 0 to `most` on both axes.
function frame(title, { x, y }) {
	const right = WIDTH - RIGHT;
	const floor = HEIGHT - BOTTOM;
	const toX = (value) => LEFT + (value / x.most) * (right - LEFT);
	const toY = (value) => floor - (value / y.most) * (floor - TOP);
	const steps = [0, 0.25, 0.5, 0.75, 1];
	const lines = steps.map(
		(part) =>
			`<line x1="${LEFT}" x2="${right}" y1="${toY(part * y.most)}" y2="${toY(part * y.most)}" stroke="#ddd"/>` +
			text(LEFT - 6, toY(part * y.most) + 4, Math.round(part * y.most), 'text-anchor="end"'),
	);
	const marks = (
		x.labels ?? steps.map((part) => [part * x.most, (part * x.most).toFixed(x.digits ?? 0)])
	).map(([value, label]) => text(toX(value), floor + 16, label, 'text-anchor="middle"'));
	const titles = [
		text(LEFT, 20, title, 'font-size="14" font-weight="bold"'),
		text((LEFT + right) / 2, HEIGHT - 8, x.title, 'text-anchor="middle"'),
		text(LEFT, TOP - 6, y.title),
	];
	return { toX, toY, parts: [...lines, ...marks, ...titles] };
}

const legend = (names) =>
	names.map(
		(name, index) =>
			`<rect x="${WIDTH - 150}" y="${TOP + index * 18}" width="12" height="12" fill="${COLOURS[index]}"/>` +
			text(WIDTH - 132, TOP + 10 + index * 18, name),
	);

const picture = (parts) =>
	[
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
		`<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`,
		...parts,
		"</svg>\n",
	].join("\n");

// The end of a scale: a round number of which a quarter is round, too.
function mostOf(values) {
	const most = Math.max(1, ...values);
	const unit = 10 ** Math.floor(Math.log10(most));
	return [1, 2, 4, 6, 8, 10].map((part) => part * unit).find((end) => end >= most) ?? most;
}

// A line for each series of points `[x, y]`.
/** @type {(title: string, axes: { x: string, y: string }, series: Record<string, [number, number][]>) => string} */
export function lineChart(title, axes, series) {
	const points = Object.values(series).flat();
	const { toX, toY, parts } = frame(title, {
		x: { title: axes.x, most: mostOf(points.map(([x]) => x)) },
		y: { title: axes.y, most: mostOf(points.map(([, y]) => y)) },
	});
	const lines = Object.values(series).map((each, index) => {
		const path = each.map(([x, y]) => `${toX(x).toFixed(1)},${toY(y).toFixed(1)}`).join(" ");
		return `<polyline points="${path}" fill="none" stroke="${COLOURS[index]}" stroke-width="1.5"/>`;
	});
	return picture([...parts, ...lines, ...legend(Object.keys(series))]);
}

// How many values fall into each of `bins` ranges up to the largest, beside each other for each series.
/** @type {(title: string, axis: string, series: Record<string, number[]>, bins?: number) => string} */
export function histogram(title, axis, series, bins = 24) {
	const most = mostOf(Object.values(series).flat());
	const counts = Object.values(series).map((values) => {
		const count = new Array(bins).fill(0);
		values.forEach((value) => {
			count[Math.min(bins - 1, Math.floor((value / most) * bins))] += 1;
		});
		return count;
	});
	const { toX, toY, parts } = frame(title, {
		x: { title: axis, most, digits: 1 },
		y: { title: "blocks", most: mostOf(counts.flat()) },
	});
	const width = (toX(most) - toX(0)) / bins / (counts.length + 0.5);
	const bars = counts.flatMap((count, index) =>
		count.map((value, bin) => {
			const x = toX((bin / bins) * most) + index * width;
			const y = toY(value);
			return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${width.toFixed(1)}" height="${(toY(0) - y).toFixed(1)}" fill="${COLOURS[index]}"/>`;
		}),
	);
	return picture([...parts, ...bars, ...legend(Object.keys(series))]);
}

// A bar for each name, with the least and the most as a line.
/** @type {(title: string, axis: string, bars: Record<string, Spread>) => string} */
export function barChart(title, axis, bars) {
	const entries = Object.entries(bars);
	const { toX, toY, parts } = frame(title, {
		x: {
			title: "",
			most: entries.length,
			labels: entries.map(([name], index) => [index + 0.5, name]),
		},
		y: { title: axis, most: mostOf(entries.map(([, { most }]) => most)) },
	});
	const drawn = entries.map(([, { median, least, most }], index) => {
		const [from, to, middle] = [toX(index + 0.25), toX(index + 0.75), toX(index + 0.5)];
		return (
			`<rect x="${from}" y="${toY(median)}" width="${to - from}" height="${toY(0) - toY(median)}" fill="${COLOURS[index % COLOURS.length]}"/>` +
			`<line x1="${middle}" x2="${middle}" y1="${toY(least)}" y2="${toY(most)}" stroke="black"/>` +
			text(middle + 8, toY(median) - 6, median.toFixed(0))
		);
	});
	return picture([...parts, ...drawn]);
}
