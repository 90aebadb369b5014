// Numbers, times and sizes as people read them.

const LOCALE = 'en';
const plain = new Intl.NumberFormat(LOCALE);
const dates = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });
const hours = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });
const AGES = [['year', 31_536_000], ['month', 2_592_000], ['day', 86_400], ['hour', 3_600], ['minute', 60]];

export const count = value => plain.format(value);

/** A probability. What is not certain is never shown as 100%. */
export function percent(share) {
  if (share < 1 && share >= 0.9999) return '>99.99%';
  if (share > 0 && share < 0.0001) return '<0.01%';
  if (share === 0 || share === 1) return `${100 * share}%`;
  const digits = share >= 0.995 || share < 0.01 ? 2 : 1;
  return `${(100 * share).toFixed(digits)}%`;
}

/** A number with its sign, and a minus as long as the plus. */
export function signed(value) {
  const size = Math.abs(value);
  const digits = size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
  const text = size.toFixed(digits);
  return Number(text) === 0 ? '0' : (value < 0 ? '\u2212' : '+') + text;
}

export function decimal(value, digits = 3) {
  return Number.isFinite(value) ? value.toFixed(digits) : '\u2013';
}

/** Milliseconds. */
export function duration(milliseconds) {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(milliseconds >= 10_000 ? 0 : 1)} s`;
  return milliseconds >= 10 ? `${Math.round(milliseconds)} ms` : `${Number(milliseconds.toPrecision(2))} ms`;
}

export function bytes(size) {
  const units = ['B', 'KiB', 'MiB', 'GiB'];
  const power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(size) / 10));
  return `${(size / 1024 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

export const date = text => dates.format(new Date(text));

export const clock = time => hours.format(new Date(time));

export function age(seconds) {
  const [unit, length] = AGES.find(([, size]) => seconds >= size) ?? ['second', 1];
  return relative.format(-Math.round(seconds / length), unit);
}

/** A length of time, such as "60 minutes". */
export function span(seconds) {
  const [unit, length] = AGES.find(([, size]) => seconds >= 2 * size) ?? ['second', 1];
  return new Intl.NumberFormat(LOCALE, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(seconds / length);
}

export const ageOf = text => age((Date.now() - new Date(text)) / 1000);

/** "1 text", "2 texts". */
export const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
