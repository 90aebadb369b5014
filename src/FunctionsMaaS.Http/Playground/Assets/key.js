// The dialog for the API key.
import { key } from './api.js';

const byId = id => document.getElementById(id);

export function openKeyDialog() {
  byId('key-field').value = key.value;
  byId('key-dialog').showModal();
}

/** Calls back whenever another key is used. */
export function watchKey(changed) {
  const use = text => {
    const before = key.value;
    key.value = text.trim();
    say();
    if (key.value !== before) changed();
  };
  byId('key').addEventListener('click', openKeyDialog);
  byId('key-dialog').querySelector('form').addEventListener('submit', () => use(byId('key-field').value));
  byId('key-forget').addEventListener('click', () => {
    use('');
    byId('key-dialog').close();
  });
  say();
}

function say() {
  byId('key').textContent = key.value ? 'Key in use' : 'Key';
}
