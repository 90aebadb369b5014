// One answer: the label, why, all probabilities, and the chance to correct it.
import { correctionFor } from './correction.js';
import { h, newId, own } from './dom.js';
import { duration, percent, plural, signed } from './format.js';
import { segmentsOf, wordsOf } from './segments.js';

const FIRST_LABELS = 6;
const FIRST_WORDS = 10;
const FIRST_CHARACTERS = 4_000;
const MORE_CHARACTERS = 20_000;

/** Below this share of the strongest contribution a word stays uncoloured, or everything would be a little coloured. */
const FAINT = 0.05;

export function resultOf(answer, text, milliseconds) {
  const { explanation } = answer;
  return h('article', { class: 'result', 'aria-label': `${answer.model} version ${answer.version}` },
    h('header', null,
      h('p', { class: 'eyebrow' }, h('a', { href: `#/models/${encodeURIComponent(answer.model)}/${answer.version}` }, `${answer.model} \u00b7 version ${answer.version}`),
        h('span', { class: 'quiet' }, duration(milliseconds))),
      h('h2', { class: 'label' }, own(answer.label)),
      h('p', { class: 'score' }, h('span', { class: 'meter', 'aria-hidden': 'true', style: { '--share': answer.score } }), percent(answer.score))),
    explanation?.available ? explained(explanation, text) : unexplained(explanation, text),
    h('section', { class: 'side' }, probabilities(answer.scores), correctionFor(answer, text)));
}

function unexplained(explanation, text) {
  return h('section', { class: 'reading' },
    h('div', { class: 'text', dir: 'auto' }, more(text.length, (from, to) => text.slice(from, to))),
    h('p', { class: 'quiet' }, explanation?.reason ?? 'The service gave no explanation.'));
}

/** The coloured text and its words, by what they add to the label or by what sets it apart from the runner-up. */
function explained(explanation, text) {
  const place = h('div');
  const show = measure => place.replaceChildren(...reading(explanation, text, measure));
  show('contribution');
  return h('section', { class: 'reading' }, measures(explanation, show), place, sum(explanation));
}

function measures(explanation, show) {
  const name = newId('measure');
  const option = (value, label, checked) => {
    const input = h('input', { type: 'radio', name, id: newId('measure'), value, checked, onchange: () => show(value) });
    return [input, h('label', { for: input.id }, label)];
  };
  return h('fieldset', { class: 'switch' }, h('legend', { class: 'unseen' }, 'Colour words by'),
    option('contribution', ['towards ', own(explanation.label)], true),
    option('againstRunnerUp', ['rather than ', own(explanation.runnerUp)], false));
}

function reading(explanation, text, measure) {
  const scored = explanation.scoredText ?? text;
  const segments = segmentsOf(scored, explanation.tokens, measure);
  const strongest = Math.max(...segments.map(s => Math.abs(s.value ?? 0)), Number.MIN_VALUE);
  const words = wordsOf(explanation.tokens, measure);
  const box = h('div', { class: 'text', dir: 'auto' }, coloured(segments, strongest, scored.length));
  return [
    explanation.scoredText === undefined ? null : h('p', { class: 'quiet' }, 'The model leaves parts of messages out. This is what it read:'),
    box,
    words.length === 0 ? h('p', { class: 'quiet' }, 'No word of this text is known to the model.') : wordTable(words, word => point(box, word)),
  ].filter(Boolean);
}

/** The stretches, the first few thousand characters of them at once. */
function coloured(segments, strongest, length) {
  let next = 0;
  let offset = 0;
  return more(length, (from, to) => {
    const shown = [];
    for (; next < segments.length && offset < to; next++) {
      shown.push(stretch(segments[next], offset, strongest));
      offset += segments[next].text.length;
    }
    return shown;
  });
}

function stretch({ text, value }, offset, strongest) {
  const share = Math.abs(value ?? 0) / strongest;
  if (value === null || share < FAINT) return value === null ? text : h('span', { 'data-value': value, 'data-start': offset }, text);
  return h('mark', {
    class: value > 0 ? 'for' : 'against', 'data-value': value, 'data-start': offset, title: signed(value), style: { '--share': share.toFixed(3) },
  }, text);
}

/** Content that comes in portions, with a button for the next. `portion(from, to)` gives what is between two characters. */
function more(length, portion) {
  let shown = Math.min(length, FIRST_CHARACTERS);
  const button = h('button', { type: 'button', class: 'more', onclick: () => {
    const from = shown;
    shown = Math.min(length, shown + MORE_CHARACTERS);
    button.before(...[portion(from, shown)].flat());
    say();
  } });
  const say = () => {
    button.hidden = shown >= length;
    button.textContent = `Show more: ${plural(length - shown, 'character')} to go`;
  };
  say();
  return [portion(0, shown), button];
}

function wordTable(words, onPoint) {
  const strongest = Math.abs(words[0].value) || 1;
  const body = h('tbody');
  const add = from => body.append(...words.slice(from, from === 0 ? FIRST_WORDS : undefined).map(word => wordRow(word, strongest, onPoint)));
  add(0);
  return h('div', { class: 'words' },
    h('table', null, h('caption', null, 'Words that decided'),
      h('thead', { class: 'unseen' }, h('tr', null, ['Word', 'Strength', 'Contribution'].map(name => h('th', { scope: 'col' }, name)))), body),
    rest(words.length - FIRST_WORDS, 'word', () => add(FIRST_WORDS)));
}

function wordRow(word, strongest, onPoint) {
  const { value, places } = word;
  return h('tr', { 'data-word': word.key },
    h('th', { scope: 'row' },
      h('button', { type: 'button', class: 'word', dir: 'auto', 'aria-pressed': 'false', onclick: event => onPoint({ ...word, button: event.currentTarget }) }, word.word),
      places.length > 1 ? h('small', null, `\u00d7${places.length}`) : null),
    h('td', { class: 'bar', 'aria-hidden': 'true' }, h('span', { class: value > 0 ? 'for' : 'against', style: { '--share': (Math.abs(value) / strongest).toFixed(3) } })),
    h('td', { class: 'n', 'data-value': value }, signed(value)));
}

/** Points at the places of a word in the text; a second time, no longer. */
function point(box, { places, button }) {
  const pressed = button.getAttribute('aria-pressed') === 'true';
  for (const other of button.closest('tbody').querySelectorAll('[aria-pressed=true]')) other.setAttribute('aria-pressed', 'false');
  for (const old of box.querySelectorAll('.pointed')) old.classList.remove('pointed');
  if (pressed) return;
  button.setAttribute('aria-pressed', 'true');
  const stretches = [...box.querySelectorAll('[data-start]')].filter(s => places.some(p => s.dataset.start >= p.start && s.dataset.start < p.start + p.length));
  for (const s of stretches) s.classList.add('pointed');
  stretches[0]?.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

function sum(e) {
  return h('p', { class: 'quiet sum' },
    `A text without any known word starts at ${signed(e.bias)}; the words bring `, own(e.label), ` to `, h('b', null, signed(e.margin)),
    ' and ', own(e.runnerUp), ` to `, h('b', null, signed(e.runnerUpMargin)), '.');
}

function probabilities(scores) {
  const list = h('ol', { class: 'bars' });
  const add = from => list.append(...scores.slice(from, from === 0 ? FIRST_LABELS : undefined).map(({ label, score }) =>
    h('li', { style: { '--share': score } }, h('span', { class: 'name' }, own(label)), h('span', { class: 'n' }, percent(score)))));
  add(0);
  return h('div', null, h('h3', null, 'Probabilities'), list, rest(scores.length - FIRST_LABELS, 'label', () => add(FIRST_LABELS)));
}

function rest(number, noun, add) {
  if (number <= 0) return null;
  const button = h('button', { type: 'button', class: 'more', onclick: () => { add(); button.remove(); } }, `${plural(number, noun)} more`);
  return button;
}
