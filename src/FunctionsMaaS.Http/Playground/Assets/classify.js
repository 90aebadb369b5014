// The view that classifies: a text, one or two models, and what they say about it.
import { Problem, classify, defaultModel, ifPresent, listModels, showModel } from './api.js';
import { h, own } from './dom.js';
import { percent } from './format.js';
import { resultOf } from './result.js';
import { empty, failure, loading } from './states.js';

const MOST_MODELS = 12;

/** What was typed and chosen outlives the view. */
const state = { text: '', first: '', second: '', compares: false };

/** The models to choose from: nothing where the catalogue is closed, and then the service's own default is asked. */
async function choicesOf(signal) {
  const [list, usual] = await Promise.all([ifPresent(listModels(signal)), defaultModel(signal)]);
  const names = (list?.models ?? []).map(model => model.name).sort((a, b) => (b === usual) - (a === usual)).slice(0, MOST_MODELS);
  const models = await Promise.all(names.map(name => showModel(name, signal)));
  return models.flatMap(choicesOfModel);
}

function choicesOfModel(model) {
  const aliases = Object.entries(model.aliases).sort(([a], [b]) => (b === 'champion') - (a === 'champion'));
  return [
    ...aliases.map(([alias, version]) => ({ model: model.name, text: `${alias} \u2192 version ${version}`, request: { model: model.name, alias } })),
    ...model.versions.map(v => ({ model: model.name, text: `version ${v.version}, ${v.recipe}`, request: { model: model.name, version: v.version } })),
  ].map(choice => ({ ...choice, value: JSON.stringify(choice.request) }));
}

export async function classifyView(signal) {
  let choices = [];
  let refusal = null;
  try {
    choices = await choicesOf(signal);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    refusal = error;
  }
  return new Composer(choices, refusal).element;
}

class Composer {
  constructor(choices, refusal) {
    this.choices = choices;
    this.text = h('textarea', {
      id: 'text', dir: 'auto', rows: 5, spellcheck: 'false', placeholder: 'Paste or type a text\u2026',
      'aria-keyshortcuts': 'Control+Enter Meta+Enter', oninput: () => { state.text = this.text.value; },
      onkeydown: event => this.#onKey(event),
    });
    this.text.value = state.text;
    this.button = h('button', { type: 'submit', class: 'primary' }, 'Classify');
    this.first = this.#picker('first', 'Model');
    this.second = this.#picker('second', 'Compare with');
    this.compare = h('input', { type: 'checkbox', id: 'compare', onchange: () => this.#choose() });
    this.results = h('div', { class: 'results' }, refusal ? failure(refusal, null) : this.#nothingYet());
    this.element = h('div', { class: 'view classify' },
      h('h1', { class: 'unseen' }, 'Classify a text'),
      h('form', { class: 'composer', onsubmit: event => this.#submit(event) },
        h('label', { for: 'text', class: 'unseen' }, 'Text'), this.text, this.#controls()),
      this.results);
    this.compare.checked = state.compares && choices.length > 1;
    this.#choose();
  }

  #controls() {
    return h('div', { class: 'row controls' },
      this.choices.length > 0 ? this.first : null,
      this.choices.length > 1 ? [h('label', { class: 'check', for: 'compare' }, this.compare, 'Compare'), this.second] : null,
      h('span', { class: 'push' }),
      h('span', { class: 'quiet hint', 'aria-hidden': 'true' }, /Mac|iPhone|iPad/.test(navigator.userAgent) ? '\u2318\u21a9' : 'Ctrl + Enter'),
      this.button);
  }

  #nothingYet() {
    return empty('What is this text about?',
      'The answer comes with a probability for every label, and the words that decided are coloured where they stand: ',
      h('mark', { class: 'for', style: { '--share': 0.7 } }, 'for'), ' the label, or ',
      h('mark', { class: 'against', style: { '--share': 0.7 } }, 'against'), ' it.');
  }

  #picker(name, label) {
    const models = [...new Set(this.choices.map(c => c.model))];
    const select = h('select', { 'aria-label': label, id: `${name}-model`, onchange: () => { state[name] = select.value; } },
      models.map(model => h('optgroup', { label: model },
        this.choices.filter(c => c.model === model).map(c => h('option', { value: c.value }, `${model}, ${c.text}`)))));
    if (this.choices.some(c => c.value === state[name])) select.value = state[name];
    else if (name === 'second') select.value = this.#otherThan(this.choices[0])?.value;
    return select;
  }

  /** The newest version that is not the one compared with. */
  #otherThan(choice) {
    const version = Number(/version (\d+)/.exec(choice?.text)?.[1]);
    return this.choices.find(c => c.request.version && !(c.model === choice.model && c.request.version === version));
  }

  #choose() {
    state.compares = this.compare.checked;
    this.second.hidden = !state.compares;
  }

  #onKey(event) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.element.querySelector('form').requestSubmit();
  }

  async #submit(event) {
    event.preventDefault();
    if (this.text.value.trim() === '') {
      this.text.focus();
      this.results.replaceChildren(h('p', { class: 'notice', role: 'status' }, 'There is no text yet.'));
      return;
    }
    const asked = [this.first, ...(state.compares ? [this.second] : [])].map(select => (select.value ? JSON.parse(select.value) : {}));
    this.button.disabled = true;
    this.results.setAttribute('aria-busy', 'true');
    if (!this.results.querySelector('.result')) this.results.replaceChildren(loading('Classifying\u2026'));
    this.results.replaceChildren(await this.#answers(this.text.value, asked));
    this.results.removeAttribute('aria-busy');
    this.button.disabled = false;
  }

  async #answers(text, asked) {
    try {
      const answers = await Promise.all(asked.map(reference => timed(classify({ ...reference, text, explain: true }))));
      return h('div', { class: answers.length > 1 ? 'pair' : 'single' },
        h('p', { class: answers.length > 1 ? 'verdict' : 'unseen', role: 'status' }, verdict(answers)),
        answers.map(({ answer, milliseconds }) => resultOf(answer, text, milliseconds)));
    } catch (error) {
      return failure(error, () => this.element.querySelector('form').requestSubmit());
    }
  }
}

async function timed(asked) {
  const started = performance.now();
  const answer = await asked;
  return { answer, milliseconds: performance.now() - started };
}

/** What is said of one answer, or of two beside each other. */
function verdict(answers) {
  const [a, b] = answers.map(({ answer }) => answer);
  const name = answer => `${answer.model} version ${answer.version}`;
  if (!b) return [own(a.label), `, ${percent(a.score)}`];
  if (a.label !== b.label) return ['They disagree: ', name(a), ' says ', own(a.label), ', ', name(b), ' says ', own(b.label), '.'];
  const points = Math.abs(100 * (a.score - b.score));
  const surer = a.score > b.score ? a : b;
  return ['Both say ', own(a.label), points < 0.05 ? ', and are equally sure.' : `; ${name(surer)} is surer by ${points.toFixed(1)} points.`];
}
