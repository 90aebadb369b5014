// How places that overlap (a word, the pairs it is in) become stretches of text that do not, so that each can have one colour.

const INK = /[\p{L}\p{N}]/u;

/**
 * Cuts a text at every edge of a token. What a token contributed is shared equally by the stretches of it that have a letter or digit, so
 * the values of all stretches add up to the contributions of all tokens.
 * @param tokens places: {start, length, [measure]}, in UTF-16 units
 * @returns {text, value}[] in the order of the text; value is null where no token is
 */
export function segmentsOf(text, tokens, measure) {
  const cuts = new Set([0, text.length]);
  for (const { start, length } of tokens) cuts.add(start).add(start + length);
  const edges = [...cuts].sort((a, b) => a - b);
  const indexOf = new Map(edges.map((edge, index) => [edge, index]));
  const segments = edges.slice(1).map((end, index) => ({ text: text.slice(edges[index], end), value: null }));
  const inked = segments.map(segment => INK.test(segment.text));
  for (const token of tokens) {
    const covered = range(indexOf.get(token.start), indexOf.get(token.start + token.length));
    const carrying = covered.some(i => inked[i]) ? covered.filter(i => inked[i]) : covered;
    for (const i of carrying) segments[i].value += token[measure] / carrying.length;
  }
  return segments;
}

/** The tokens with the same letters taken together, strongest first: {word, value, places}[]. */
export function wordsOf(tokens, measure) {
  const words = new Map();
  for (const token of tokens) {
    const word = token.text.replace(/\s+/gu, ' ').trim();
    const key = word.toLowerCase();
    const known = words.get(key) ?? { key, word, value: 0, places: [] };
    known.value += token[measure];
    known.places.push(token);
    words.set(key, known);
  }
  return [...words.values()].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

const range = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
