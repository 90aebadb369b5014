// The figures of a version.
import { figure, h } from './dom.js';
import { count, decimal, percent } from './format.js';

const NAMES = [['accuracy', 'Accuracy', percent], ['macroF1', 'Macro F1', decimal], ['logLoss', 'Log loss', decimal], ['ece', 'Calibration error', decimal]];

export function metricsOf(metrics, most = NAMES.length) {
  const known = NAMES.filter(([name]) => name in metrics).slice(0, most);
  return known.length === 0 ? h('p', { class: 'quiet' }, 'Not measured.')
    : h('dl', { class: 'figures' }, known.map(([name, title, format]) => figure(title, format(metrics[name]))));
}

export const measuredOn = metrics => ('documents' in metrics ? `measured on ${count(metrics.documents)} held-out texts` : '');

export function aliasesOf(aliases, version) {
  return Object.entries(aliases).filter(([, v]) => version === undefined || v === version).map(([alias, v]) =>
    h('span', { class: `alias ${alias === 'champion' ? 'first' : ''}` }, version === undefined ? `${alias} \u2192 ${v}` : alias));
}
