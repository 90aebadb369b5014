// Charts of a time axis. Marks are stretched SVG, words are HTML, so that they are sharp and legible at every width; each chart has a summary
// for screen readers and a table with its numbers.
import { h, newId, scrolling, svg, table } from './dom.js';

const TICKS = 3;

/**
 * A chart over time.
 * @param series {name, kind: 'line' | 'bar', look, points: {x, y}[]}[], points in rising order of x; y may be null where there is nothing
 * @param options {title, note, domain: [from, to], format(y), formatTick(y), formatX(x), marks: {y, name}[], floor}: `floor` is the least top of the scale
 */
export function timeChart(series, { title, note, domain, format, formatTick = format, formatX, marks = [], floor = 0 }) {
  const values = series.flatMap(s => s.points.map(p => p.y)).filter(y => y !== null);
  const top = niceTop(Math.max(floor, ...values));
  const scale = { x: x => 100 * (x - domain[0]) / (domain[1] - domain[0] || 1), y: y => 100 - 100 * y / top };
  const titleId = newId('chart');
  return h('figure', { class: 'chart', 'aria-labelledby': titleId },
    h('figcaption', null, h('h3', { id: titleId }, title), legend(series), note ? h('p', { class: 'quiet' }, note) : null),
    values.length === 0 ? h('p', { class: 'quiet none' }, 'Nothing yet.') : [
      h('div', { class: 'plot' },
        h('div', { class: 'y', 'aria-hidden': 'true' }, ticks(top).map(y => h('span', null, formatTick(y)))),
        svg('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', role: 'img', 'aria-label': summary(series, format) },
          ticks(top).map(y => svg('line', { class: 'grid', x1: 0, x2: 100, y1: scale.y(y), y2: scale.y(y) })),
          marks.filter(m => m.y <= top).map(m => svg('line', { class: 'threshold', x1: 0, x2: 100, y1: scale.y(m.y), y2: scale.y(m.y) })),
          series.map(s => (s.kind === 'bar' ? bars(s, scale, domain) : line(s, scale)))),
        marks.filter(m => m.y <= top).map(m => h('span', { class: 'mark', 'aria-hidden': 'true', style: { '--at': `${scale.y(m.y)}%` } }, m.name)),
        h('div', { class: 'x', 'aria-hidden': 'true' }, [domain[0], (domain[0] + domain[1]) / 2, domain[1]].map(x => h('span', null, formatX(x))))),
      numbers(series, title, format, formatX)]);
}

function line({ look, points }, scale) {
  let pen = 'M';
  let path = '';
  for (const { x, y } of points) {
    if (y === null) {
      pen = 'M';
      continue;
    }
    path += `${pen}${scale.x(x).toFixed(2)} ${scale.y(y).toFixed(2)}${pen === 'M' ? 'h0' : ''}`;
    pen = 'L';
  }
  return svg('path', { class: `line ${look}`, d: path });
}

function bars({ look, points, width }, scale, [from, to]) {
  const wide = 100 * width / (to - from);
  return points.filter(p => p.y > 0).map(({ x, y }) =>
    svg('rect', { class: `column ${look}`, x: scale.x(x) + 0.1 * wide, width: 0.8 * wide, y: scale.y(y), height: 100 - scale.y(y) }));
}

function legend(series) {
  return series.length < 2 ? null : h('ul', { class: 'legend' }, series.map(s => h('li', { class: s.look }, s.name)));
}

function summary(series, format) {
  return series.map(({ name, points }) => {
    const values = points.map(p => p.y).filter(y => y !== null);
    return values.length === 0 ? `${name}: nothing yet.`
      : `${name}: ${format(values.at(-1))} at last, between ${format(Math.min(...values))} and ${format(Math.max(...values))}.`;
  }).join(' ');
}

function numbers(series, title, format, formatX) {
  const xs = [...new Set(series.flatMap(s => s.points.map(p => p.x)))].sort((a, b) => b - a);
  const at = series.map(s => new Map(s.points.map(p => [p.x, p.y])));
  const columns = [{ name: 'When', of: formatX },
    ...series.map((s, i) => ({ name: s.name, number: true, of: x => { const y = at[i].get(x); return y === null || y === undefined ? '\u2013' : format(y); } }))];
  return asTable(title, () => table(title, columns, xs));
}

/** The numbers behind a picture, made when they are asked for. */
export function asTable(title, make) {
  const details = h('details', { ontoggle: () => { if (details.open && details.childElementCount === 1) details.append(scrolling(title, make())); } }, h('summary', null, 'As a table'));
  return details;
}

/** The least of 1, 2, 2.5 and 5 times a power of ten that is not below a value. */
function niceTop(value) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 2.5, 5, 10].find(step => step * power >= value * 0.999) * power;
}

const ticks = top => Array.from({ length: TICKS }, (_, i) => top * (TICKS - 1 - i) / (TICKS - 1));

/** A line without axes, beside the number it leads to. */
export function sparkline(values, label) {
  if (values.length < 2) return null;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const y = value => (high === low ? 50 : 90 - 80 * (value - low) / (high - low));
  return svg('svg', { class: 'sparkline', viewBox: '0 0 100 100', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('path', { class: 'line first', d: values.map((v, i) => `${i ? 'L' : 'M'}${(100 * i / (values.length - 1)).toFixed(1)} ${y(v).toFixed(1)}`).join('') }));
}
