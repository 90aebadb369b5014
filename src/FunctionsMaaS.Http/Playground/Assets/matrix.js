// The confusion matrix, as a picture and as a list of what was mixed up.
import { asTable } from './charts.js';
import { h, own, scrolling, svg, table } from './dom.js';
import { count, decimal, percent, plural } from './format.js';

const MOST_NUMBERED = 25;
const MOST_NAMED = 40;
const FIRST_MIXUPS = 5;

/** Precision, recall, F1 and support of every class, by scikit-learn's conventions: a rate without a denominator is 0. */
export function classesOf(labels, confusion) {
  return labels.map((label, i) => {
    const support = confusion[i].reduce((a, b) => a + b, 0);
    const predicted = confusion.reduce((sum, row) => sum + row[i], 0);
    const right = confusion[i][i];
    return {
      label, support,
      precision: predicted ? right / predicted : 0, recall: support ? right / support : 0, f1: support + predicted ? 2 * right / (support + predicted) : 0,
    };
  });
}

export function confusionOf(labels, confusion) {
  const totals = confusion.map(row => row.reduce((a, b) => a + b, 0));
  const mixups = mixupsOf(labels, confusion, totals);
  const say = h('p', { class: 'readout', 'aria-hidden': 'true' }, 'Point at a cell to read it.');
  return h('section', { class: 'confusion' },
    h('h2', null, 'Confusion'),
    h('p', { class: 'quiet' }, 'Rows are what a text is, columns what it was taken for. The diagonal is right.'),
    picture(labels, confusion, totals, mixups, say), say,
    mixups.length === 0 ? h('p', null, 'Nothing was mixed up.') : [
      h('h3', null, 'Mixed up most often'),
      h('ol', { class: 'mixups' }, mixups.slice(0, FIRST_MIXUPS).map(m => h('li', null, own(m.truth), ' taken for ', own(m.taken), h('span', { class: 'quiet' }, ` ${m.times} of ${m.of}`)))),
      asTable('What was mixed up', () => table('What was mixed up', [
        { name: 'Text of', of: m => own(m.truth) }, { name: 'Taken for', of: m => own(m.taken) },
        { name: 'Texts', number: true, of: m => count(m.times) }, { name: 'Share', number: true, of: m => percent(m.times / m.of) }], mixups))]);
}

function mixupsOf(labels, confusion, totals) {
  const mixups = [];
  confusion.forEach((row, i) => row.forEach((times, j) => {
    if (i !== j && times > 0) mixups.push({ truth: labels[i], taken: labels[j], times, of: totals[i] });
  }));
  return mixups.sort((a, b) => b.times - a.times || b.times / b.of - a.times / a.of);
}

function picture(labels, confusion, totals, mixups, say) {
  const size = labels.length;
  const numbered = size <= MOST_NUMBERED;
  const cells = [];
  confusion.forEach((row, i) => row.forEach((times, j) => {
    if (times === 0) return;
    cells.push(svg('rect', { class: i === j ? 'hit' : 'miss', x: j, y: i, width: 1, height: 1, style: { '--share': times / totals[i] } }));
    if (numbered) cells.push(svg('text', { x: j + 0.5, y: i + 0.5 }, times));
  }));
  const drawing = svg('svg', {
    viewBox: `0 0 ${size} ${size}`, role: 'img', 'aria-label': described(totals, mixups),
    onpointermove: event => read(event, labels, confusion, totals, say),
  }, grid(size), cells);
  const names = size <= MOST_NAMED;
  return h('div', { class: `matrix${names ? ' named' : ''}`, style: { '--size': size } },
    names ? h('ol', { class: 'rows', 'aria-hidden': 'true' }, labels.map(label => h('li', null, h('span', { dir: 'auto' }, label)))) : null,
    names ? h('ol', { class: 'columns', 'aria-hidden': 'true' }, labels.map(() => h('li'))) : null,
    drawing);
}

function grid(size) {
  const lines = [];
  for (let i = 0; i <= size; i++) lines.push(`M${i} 0V${size}M0 ${i}H${size}`);
  return svg('path', { class: 'grid', d: lines.join('') });
}

function described(totals, mixups) {
  const all = totals.reduce((a, b) => a + b, 0);
  const wrong = mixups.reduce((sum, m) => sum + m.times, 0);
  const worst = mixups[0] ? ` Most often, ${mixups[0].truth} was taken for ${mixups[0].taken}: ${mixups[0].times} of ${mixups[0].of}.` : '';
  return `Confusion matrix: ${all - wrong} of ${plural(all, 'text')} are right.${worst}`;
}

function read(event, labels, confusion, totals, say) {
  const box = event.currentTarget.getBoundingClientRect();
  const at = (position, start, length) => Math.min(labels.length - 1, Math.max(0, Math.floor(labels.length * (position - start) / length)));
  const [i, j] = [at(event.clientY, box.top, box.height), at(event.clientX, box.left, box.width)];
  say.replaceChildren(`${confusion[i][j]} of ${totals[i]} of `, own(labels[i]), i === j ? ' were recognised' : ' were taken for ', i === j ? '' : own(labels[j]));
}

export function classTable(classes) {
  const rate = name => row => h('span', { class: 'rate', style: { '--share': row[name] } }, decimal(row[name]));
  return h('div', { class: 'by-label' }, scrolling('Figures by label', table('Figures by label', [
    { name: 'Label', of: row => own(row.label) },
    { name: 'Precision', number: true, of: rate('precision') }, { name: 'Recall', number: true, of: rate('recall') },
    { name: 'F1', number: true, of: rate('f1') }, { name: 'Texts', number: true, of: row => count(row.support) }], classes)));
}
