// The catalogue: a card a model.
import { listModels, showModel } from './api.js';
import { sparkline } from './charts.js';
import { h } from './dom.js';
import { ageOf, bytes, percent, plural } from './format.js';
import { aliasesOf, metricsOf } from './metrics.js';
import { empty } from './states.js';

const PORTION = 24;

export async function modelsView(signal) {
  const { models } = await listModels(signal);
  const cards = h('ul', { class: 'cards' });
  const button = h('button', { type: 'button', class: 'more' });
  let shown = 0;
  const add = async () => {
    const next = models.slice(shown, shown + PORTION);
    shown += next.length;
    button.hidden = shown >= models.length;
    button.textContent = `${plural(models.length - shown, 'model')} more`;
    cards.append(...(await Promise.all(next.map(model => showModel(model.name, signal)))).map(card));
  };
  button.addEventListener('click', add);
  await add();
  return h('div', { class: 'view' }, h('h1', null, 'Models'),
    models.length === 0 ? empty('No model yet', 'The first one is being trained, or waits for ', h('code', null, 'maas push'), '.') : [cards, button]);
}

function card(model) {
  const served = model.versions.find(v => v.version === model.aliases.champion) ?? model.versions[0];
  const history = model.versions.map(v => v.metrics.accuracy).filter(a => a !== undefined).reverse();
  return h('li', { class: 'card' },
    h('h2', null, h('a', { href: `#/models/${encodeURIComponent(model.name)}` }, model.name)),
    h('p', { class: 'aliases' }, aliasesOf(model.aliases)),
    metricsOf(served.metrics, 2),
    sparkline(history, `Accuracy over ${plural(history.length, 'version')}: from ${percent(history[0] ?? 0)} to ${percent(history.at(-1) ?? 0)}.`),
    h('p', { class: 'quiet' }, [`version ${served.version}`, served.recipe, plural(served.labels, 'label'), bytes(served.size), `made ${ageOf(served.created)}`].join(' \u00b7 ')));
}
