// Tells the service the right label, for the next retraining.
import { Problem, sendCorrection } from './api.js';
import { h, newId, own } from './dom.js';
import { failure } from './states.js';

export function correctionFor(answer, text) {
  const id = newId('correction');
  const select = h('select', { id, required: true },
    h('option', { value: '' }, 'Choose the right label\u2026'),
    answer.scores.map(s => s.label).sort((a, b) => a.localeCompare(b)).map(label => h('option', { value: label }, label)));
  const button = h('button', { type: 'submit' }, 'Send');
  const said = h('div', { 'aria-live': 'polite' });
  return h('form', {
    class: 'correction',
    onsubmit: async event => {
      event.preventDefault();
      button.disabled = true;
      said.replaceChildren(await outcome({ text, label: select.value, model: answer.model }));
      button.disabled = false;
    },
  },
  h('h3', null, h('label', { for: id }, 'Not right?')),
  h('div', { class: 'row' }, select, button),
  h('p', { class: 'quiet' }, 'The text is kept with the label you choose, for the next retraining.'),
  said);
}

async function outcome(correction) {
  try {
    await sendCorrection(correction);
    return h('p', { class: 'notice good' }, 'Thank you: sent as ', own(correction.label), '.');
  } catch (error) {
    if (error instanceof Problem && error.isAbsent) return h('p', { class: 'notice' }, 'This service does not take corrections.');
    return failure(error, null);
  }
}
