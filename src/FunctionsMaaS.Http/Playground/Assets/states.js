// What a view shows while there is nothing to show.
import { Problem } from './api.js';
import { h } from './dom.js';
import { openKeyDialog } from './key.js';

export function loading(what) {
  return h('p', { class: 'state', role: 'status' }, h('span', { class: 'pulse', 'aria-hidden': 'true' }), what);
}

export function empty(title, ...text) {
  return h('div', { class: 'state tall' }, h('h2', null, title), h('p', { class: 'quiet' }, ...text));
}

/** A failure, with what to do about it. */
export function failure(error, retry) {
  if (!(error instanceof Problem)) throw error;
  return h('div', { class: 'notice bad', role: 'alert' },
    h('strong', null, error.title),
    error.detail && error.detail !== error.title ? h('p', null, error.detail) : null,
    h('div', { class: 'row' },
      error.needsKey ? h('button', { type: 'button', class: 'primary', onclick: openKeyDialog }, 'Enter a key') : null,
      retry && !error.needsKey ? h('button', { type: 'button', onclick: retry }, 'Try again') : null,
      error.retryAfter ? h('span', { class: 'quiet' }, `The service asks to wait ${error.retryAfter} s.`) : null));
}
