// Elements without markup in strings, so that no text can ever become markup.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element. Attributes: functions are listeners (`onclick`), `style` is an object of CSS properties, null and false are left out. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (name === 'style') for (const [property, setting] of Object.entries(value)) element.style.setProperty(property, setting);
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** A label or a text of a user inside a sentence: of its own direction, and broken between its parts where it must be broken. */
export function own(text) {
  return h('bdi', null, text.split(/(?<=[._/:-])/u).flatMap((part, i) => (i === 0 ? part : [document.createElement('wbr'), part])));
}

let ids = 0;

/** An id that no other element has. */
export function newId(prefix) {
  return `${prefix}-${++ids}`;
}

/** A term and what it is, for lists of figures. */
export function figure(term, value, note) {
  return h('div', null, h('dt', null, term), h('dd', null, value, note ? h('small', null, note) : null));
}

/** A table with a caption for screen readers. Columns: {name, of(row), number}. The first column heads its row. */
export function table(caption, columns, rows) {
  const kind = column => (column.number ? 'n' : null);
  return h('table', null,
    h('caption', { class: 'unseen' }, caption),
    h('thead', null, h('tr', null, columns.map(c => h('th', { scope: 'col', class: kind(c) }, c.name)))),
    h('tbody', null, rows.map(row => h('tr', null, columns.map((c, i) =>
      i === 0 ? h('th', { scope: 'row', class: kind(c) }, c.of(row)) : h('td', { class: kind(c) }, c.of(row)))))));
}

/** Something wide that scrolls by itself, for the keyboard too. */
export function scrolling(label, content) {
  return h('div', { class: 'scroll', role: 'region', 'aria-label': label, tabindex: 0 }, content);
}
