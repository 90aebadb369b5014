// One model: how its versions did, and who moved what.
import { ifPresent, showLedger, showModel } from './api.js';
import { timeChart } from './charts.js';
import { h, own, scrolling, table } from './dom.js';
import { ageOf, bytes, count, date, decimal, percent, plural } from './format.js';
import { aliasesOf } from './metrics.js';

export async function modelView(signal, name) {
  const [model, ledger] = await Promise.all([showModel(name, signal), ifPresent(showLedger(name, signal))]);
  const versions = h('div');
  const show = () => versions.replaceChildren(...versionsOf(model, async () => {
    model.versions.push(...(await showModel(name, signal, model.versions.length)).versions);
    show();
  }));
  show();
  return h('div', { class: 'view' },
    h('p', { class: 'eyebrow' }, h('a', { href: '#/models' }, 'Models')),
    h('h1', { dir: 'auto' }, model.name), h('p', { class: 'aliases' }, aliasesOf(model.aliases)),
    h('p', null, h('a', { href: `#/live/${encodeURIComponent(name)}` }, 'Live figures of this model')),
    versions, ledgerOf(ledger?.entries));
}

function versionsOf(model, older) {
  const measured = model.versions.filter(v => 'accuracy' in v.metrics).reverse();
  return [
    measured.length > 1 ? history(measured) : null,
    h('h2', null, plural(model.versionCount, 'version')),
    scrolling('Versions', versionTable(model)),
    model.versions.length < model.versionCount ? h('button', { type: 'button', class: 'more', onclick: older }, `${plural(model.versionCount - model.versions.length, 'older version')}`) : null,
  ].filter(Boolean);
}

/** Accuracy and F1 by version. The scale begins at 0, so that small steps look small. */
function history(versions) {
  const points = metric => versions.map(v => ({ x: v.version, y: v.metrics[metric] ?? null }));
  return timeChart(
    [{ name: 'Accuracy', kind: 'line', look: 'first', points: points('accuracy') }, { name: 'Macro F1', kind: 'line', look: 'second', points: points('macroF1') }],
    {
      title: 'History', note: 'On the held-out texts of each version\u2019s own dataset.',
      domain: [versions[0].version, versions.at(-1).version], format: percent, formatTick: y => `${100 * y}%`, formatX: x => (Number.isInteger(x) ? `version ${x}` : ''), floor: 1,
    });
}

function versionTable(model) {
  const metric = (name, format) => v => (name in v.metrics ? format(v.metrics[name]) : '\u2013');
  return table('Versions, newest first', [
    { name: 'Version', of: v => h('a', { href: `#/models/${encodeURIComponent(model.name)}/${v.version}`, 'aria-label': `version ${v.version}` }, v.version) },
    { name: 'Aliases', of: v => aliasesOf(model.aliases, v.version) },
    { name: 'Made', of: v => h('time', { datetime: v.created, title: date(v.created) }, ageOf(v.created)) },
    { name: 'Recipe', of: v => v.recipe },
    { name: 'Accuracy', number: true, of: metric('accuracy', percent) }, { name: 'Macro F1', number: true, of: metric('macroF1', decimal) },
    { name: 'Log loss', number: true, of: metric('logLoss', decimal) },
    { name: 'Labels', number: true, of: v => count(v.labels) }, { name: 'Size', number: true, of: v => bytes(v.size) }], model.versions);
}

/** What the ledger says, whatever members its entries have besides time and action. */
function ledgerOf(entries) {
  if (!entries?.length) return null;
  const said = ({ time, at, ...rest }) => Object.entries(rest).map(([member, value]) => [h('dt', null, member), h('dd', null, own(typeof value === 'object' ? JSON.stringify(value) : String(value)))]);
  return h('section', null, h('h2', null, 'Ledger'), h('ol', { class: 'ledger' }, entries.map(entry =>
    h('li', null, h('time', { datetime: entry.time ?? entry.at }, date(entry.time ?? entry.at)), h('dl', null, said(entry))))));
}
