// Chooses the view by the part of the address behind the '#', and keeps the frame around it.
import { classifyView } from './classify.js';
import { h } from './dom.js';
import { watchKey } from './key.js';
import { liveView } from './live.js';
import { modelView } from './model.js';
import { modelsView } from './models.js';
import { failure, loading } from './states.js';
import { versionView } from './version.js';

const main = document.getElementById('main');
const ROUTES = [
  [/^#?\/?$/, 'classify', 'Classify', classifyView],
  [/^#\/models$/, 'models', 'Models', modelsView],
  [/^#\/models\/([^/]+)$/, 'models', 'Model', modelView],
  [/^#\/models\/([^/]+)\/([1-9]\d*)$/, 'models', 'Version', versionView],
  [/^#\/live(?:\/([^/]+))?$/, 'live', 'Live', liveView],
];

let leaving = new AbortController();

/** Shows the view of the address. `arriving`: by a link, so that the focus follows. */
async function show(arriving) {
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  const [values, name, title, view] = match(location.hash);
  announce(name, title, values);
  main.replaceChildren(loading('Loading\u2026'));
  if (arriving) main.focus({ preventScroll: true });
  scrollTo(0, 0);
  const content = await viewOrFailure(() => view(signal, ...values), signal);
  if (!signal.aborted) main.replaceChildren(content);
}

async function viewOrFailure(view, signal) {
  try {
    return await view();
  } catch (error) {
    return signal.aborted ? null : failure(error, () => show(false));
  }
}

function match(hash) {
  for (const [pattern, name, title, view] of ROUTES) {
    const found = pattern.exec(hash);
    if (found) return [found.slice(1).map(part => part && decoded(part)), name, title, view];
  }
  return [[], '', 'Not found', () => h('div', { class: 'state tall' }, h('h1', null, 'There is no such view'), h('p', null, h('a', { href: '#/' }, 'Classify a text')))];
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function announce(name, title, values) {
  document.title = [...values.filter(Boolean).reverse(), title, 'FunctionsMaaS'].join(' \u00b7 ');
  for (const link of document.querySelectorAll('nav a')) {
    if (link.dataset.view === name) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

function watchTheme() {
  const root = document.documentElement;
  const button = document.getElementById('theme');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : system.matches);
  const say = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `${button.textContent} theme`);
  };
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', root.dataset.theme);
    } catch {
      // It holds until the page is closed.
    }
    say();
  });
  system.addEventListener('change', say);
  say();
}

document.querySelector('.skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
watchTheme();
watchKey(() => show(false));
addEventListener('hashchange', () => show(true));
show(false);
