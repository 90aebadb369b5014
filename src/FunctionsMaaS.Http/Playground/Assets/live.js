// How a model is used right now, asked for every few seconds while somebody looks.
import { Problem, defaultModel, listModels, showStats } from './api.js';
import { timeChart } from './charts.js';
import { figure, h, own } from './dom.js';
import { age, clock, count, decimal, duration, percent, plural, span } from './format.js';
import { empty, failure } from './states.js';

const PERIOD = 5_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FIRST_LABELS = 12;

/** The customary limits of the population stability index: below the first nothing moved, above the second a lot did. */
const MODERATE = 0.1;
const SIGNIFICANT = 0.25;

export async function liveView(signal, name) {
  const [{ models }, usual] = await Promise.all([listModels(signal), defaultModel(signal)]);
  if (models.length === 0) return h('div', { class: 'view' }, h('h1', null, 'Live'), empty('No model yet', 'There is nothing to watch before the first one is published.'));
  return new Live(name ?? models.find(m => m.name === usual)?.name ?? models[0].name, models.map(m => m.name), signal).start();
}

class Live {
  constructor(name, names, signal) {
    this.name = name;
    this.signal = signal;
    this.content = h('div');
    this.paused = false;
    this.pause = h('button', { type: 'button', class: 'plain', onclick: () => this.#toggle() }, 'Pause');
    const select = h('select', { 'aria-label': 'Model', onchange: () => { location.hash = `#/live/${encodeURIComponent(select.value)}`; } },
      names.map(n => h('option', { value: n, selected: n === name }, n)));
    this.element = h('div', { class: 'view' },
      h('div', { class: 'row' }, h('h1', null, 'Live'), names.length > 1 ? select : h('span', { class: 'quiet' }, name), h('span', { class: 'push' }), this.pause),
      this.content);
  }

  async start() {
    await this.#refresh();
    const timer = setInterval(() => this.#isStill() || this.#refresh(), PERIOD);
    this.signal.addEventListener('abort', () => clearInterval(timer));
    return this.element;
  }

  /** Nothing is replaced under the hands of somebody who has the focus in it. */
  #isStill() {
    return this.paused || document.hidden || this.content.contains(document.activeElement);
  }

  #toggle() {
    this.paused = !this.paused;
    this.pause.textContent = this.paused ? 'Continue' : 'Pause';
    if (!this.paused) this.#refresh();
  }

  async #refresh() {
    try {
      this.#show(await showStats(this.name, this.signal));
    } catch (error) {
      if (this.signal.aborted) return;
      if (!(error instanceof Problem)) throw error;
      this.content.replaceChildren(error.isAbsent ? empty('No live figures here', 'This service does not answer for them: ', error.message) : failure(error, () => this.#refresh()));
    }
  }

  #show(stats) {
    const open = [...this.content.querySelectorAll('details')].map(d => d.open);
    this.content.replaceChildren(...[figures(stats), levels(stats), charts(stats), cost(stats)].flat().filter(Boolean));
    this.content.querySelectorAll('details').forEach((d, i) => { d.open = open[i] ?? false; });
  }
}

function figures({ requests, classifications, latency, windowSeconds, instances, confidence }) {
  const total = latency.stages.total;
  return [
    h('dl', { class: 'figures' },
      figure('Requests', count(requests.total), `${decimal(requests.perSecond, requests.perSecond >= 10 ? 0 : 2)} a second`),
      figure('Texts', count(classifications)),
      figure('Errors', count(requests.errors), requests.total ? percent(requests.errors / requests.total) : null),
      total ? [figure('Median', duration(total.p50)), figure('99th percentile', duration(total.p99))] : null,
      confidence.mean === undefined ? null : figure('Mean confidence', percent(confidence.mean), confidence.baselineMean === undefined ? null : `${percent(confidence.baselineMean)} on held-out texts`)),
    h('p', { class: 'quiet' }, `Over the last ${span(windowSeconds)}, on ${plural(instances, 'instance')}; as of ${new Date().toLocaleTimeString('en', { hourCycle: 'h23' })}.`),
  ];
}

const DRIFT = {
  none: 'The texts look like those the model learned from.',
  moderate: 'The texts differ from those the model learned from.',
  significant: 'The texts differ a lot from those the model learned from: time to retrain.',
};

function levels({ drift, staleness, outOfVocabulary }) {
  const unknown = drift.baselineDocuments === undefined ? 'This version has no baseline to compare with.'
    : `Too few texts to tell: ${count(drift.documents)} of ${count(drift.needed)}.`;
  return h('ul', { class: 'levels' },
    h('li', { class: `level ${drift.level}` }, h('b', null, `Drift: ${drift.level}`), ` ${DRIFT[drift.level] ?? unknown}`),
    staleness ? h('li', { class: `level ${staleness.level}` }, h('b', null, `Age: ${staleness.level}`), ` The champion was made ${age(staleness.championAgeSeconds)}.`) : null,
    outOfVocabulary?.rate === undefined ? null : h('li', { class: 'level' }, h('b', null, `Unknown words: ${percent(outOfVocabulary.rate)}`),
      outOfVocabulary.baselineRate === undefined ? '' : ` ${percent(outOfVocabulary.baselineRate)} on held-out texts.`));
}

function charts({ series, labels, since }) {
  const now = Math.ceil(Date.now() / MINUTE) * MINUTE;
  const domain = [Math.max(now - HOUR, Math.min(now - 10 * MINUTE, Math.floor(new Date(since) / MINUTE) * MINUTE)), now];
  const inside = series.map(p => ({ ...p, x: Date.parse(p.time) })).filter(p => p.x >= domain[0]);
  const points = (of, shift = MINUTE / 2) => inside.map(p => ({ x: p.x + shift, y: of(p) ?? null }));
  const axis = { domain, formatX: clock };
  return h('div', { class: 'charts' },
    timeChart([{ name: 'Requests', kind: 'bar', look: 'first', width: MINUTE, points: points(p => p.requests, 0) }, { name: 'Errors', kind: 'bar', look: 'bad', width: MINUTE, points: points(p => p.errors, 0) }],
      { title: 'Traffic', note: 'Requests a minute.', format: y => count(Math.round(10 * y) / 10), ...axis }),
    timeChart([{ name: 'Median', kind: 'line', look: 'first', points: points(p => p.p50Ms) }, { name: '99th percentile', kind: 'line', look: 'second', points: points(p => p.p99Ms) }],
      { title: 'Latency', note: 'Of a request, in the service.', format: y => (y === 0 ? '0' : duration(y)), ...axis }),
    labelMix(labels),
    timeChart([{ name: 'Population stability index', kind: 'line', look: 'first', points: points(p => p.driftPsi) }],
      { title: 'Drift', note: 'Population stability index of the last quarter of an hour.', format: y => decimal(y, 2), floor: 2 * SIGNIFICANT, marks: [{ y: MODERATE, name: 'moderate' }, { y: SIGNIFICANT, name: 'significant' }], ...axis }));
}

/** What share of the texts got each label, with a tick at the share of the held-out texts. */
function labelMix(labels) {
  const sorted = [...labels].sort((a, b) => b.count - a.count || (b.baselineShare ?? 0) - (a.baselineShare ?? 0));
  const top = Math.max(...sorted.map(l => Math.max(l.share, l.baselineShare ?? 0)), Number.MIN_VALUE);
  const row = l => h('li', { style: { '--share': l.share / top, '--baseline': (l.baselineShare ?? 0) / top } },
    h('span', { class: 'name' }, own(l.label)),
    h('span', { class: 'n' }, percent(l.share), l.baselineShare === undefined ? null : h('span', { class: 'unseen' }, `, ${percent(l.baselineShare)} of held-out texts`)),
    l.baselineShare === undefined ? null : h('i', { 'aria-hidden': 'true' }));
  return h('section', { class: 'chart' }, h('h3', null, 'Labels'),
    h('p', { class: 'quiet' }, sorted.some(l => l.baselineShare !== undefined) ? 'Share of texts; the tick is the share of the held-out texts.' : 'Share of texts.'),
    sorted.every(l => l.count === 0) ? h('p', { class: 'quiet none' }, 'Nothing yet.') : [
      h('ol', { class: 'bars' }, sorted.slice(0, FIRST_LABELS).map(row)),
      sorted.length > FIRST_LABELS ? h('details', null, h('summary', null, `${plural(sorted.length - FIRST_LABELS, 'label')} more`), h('ol', { class: 'bars' }, sorted.slice(FIRST_LABELS).map(row))) : null]);
}

function cost({ cost: c }) {
  if (!c || c.perMillion === undefined) return null;
  const money = amount => new Intl.NumberFormat('en', { style: 'currency', currency: c.currency, maximumSignificantDigits: 3 }).format(amount);
  return h('section', { class: 'cost' }, h('h2', null, 'Estimated cost'),
    h('p', null, h('b', null, money(c.perMillion)), ' for a million requests like these, ', money(c.total), ' so far.'), h('p', { class: 'quiet' }, c.note));
}
