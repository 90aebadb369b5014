// One version: its figures, its labels, and where it comes from.
import { cardAddress, showModel, showVersion } from './api.js';
import { h } from './dom.js';
import { bytes, count, date } from './format.js';
import { classTable, classesOf, confusionOf } from './matrix.js';
import { aliasesOf, measuredOn, metricsOf } from './metrics.js';

export async function versionView(signal, name, version) {
  const [manifest, model] = await Promise.all([showVersion(name, version, signal), showModel(name, signal)]);
  const { labels, metrics, evaluation } = manifest;
  return h('div', { class: 'view' },
    h('p', { class: 'eyebrow' }, h('a', { href: '#/models' }, 'Models'), h('a', { href: `#/models/${encodeURIComponent(name)}` }, name)),
    h('h1', null, `Version ${manifest.version}`),
    h('p', { class: 'aliases' }, aliasesOf(model.aliases, manifest.version)),
    h('p', { class: 'quiet' }, [manifest.recipe, measuredOn(metrics)].filter(Boolean).join(', ')),
    cardLink(name, manifest.version),
    metricsOf(metrics),
    evaluation ? [confusionOf(labels, evaluation.confusion), h('h2', null, 'By label'), classTable(classesOf(labels, evaluation.confusion))] : labelsOf(labels),
    h('h2', null, 'Where it comes from'), origin(manifest));
}

/** A link carries no key, and a key has no place in an address: where one is needed there is no link. */
function cardLink(name, version) {
  const address = cardAddress(name, version);
  return address && h('p', null, h('a', { href: address, target: '_blank', rel: 'noopener' }, 'Model card'));
}

function labelsOf(labels) {
  return [h('h2', null, `${count(labels.length)} labels`), h('ul', { class: 'labels' }, labels.map(label => h('li', { dir: 'auto' }, label)))];
}

function origin({ created, dataset, seed, settings, parameters, libraries, payload }) {
  const entries = [
    ['Made', date(created)],
    dataset && ['Dataset', `${dataset.name}, ${count(dataset.documents)} texts`], dataset && ['Dataset digest', h('code', null, dataset.digest)],
    seed !== undefined && ['Seed', seed],
    settings.strip.length > 0 && ['Leaves out', settings.strip.join(', ')],
    ...Object.entries(parameters).map(([key, value]) => [key, value]),
    ['Payload', `${payload.file}, ${payload.format}, ${bytes(payload.size)}`], ['Payload digest', h('code', null, payload.digest)],
    ...Object.entries(libraries),
  ].filter(Boolean);
  return h('dl', { class: 'origin' }, entries.map(([term, value]) => h('div', null, h('dt', null, term), h('dd', null, value))));
}
