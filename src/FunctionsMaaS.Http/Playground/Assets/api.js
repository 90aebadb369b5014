// The one place that speaks to the service.

const KEY = 'functionsmaas-key';

/** The key that is sent along, kept for as long as this tab lives. */
export const key = {
  get value() { return sessionStorage.getItem(KEY) ?? ''; },
  set value(text) { text ? sessionStorage.setItem(KEY, text) : sessionStorage.removeItem(KEY); },
};

/** A failure in the words of the service (RFC 9457), or of this page where the service said nothing. Status 0: not reached. */
export class Problem extends Error {
  constructor(status, title, detail, retryAfter) {
    super(detail || title);
    Object.assign(this, { status, title, detail, retryAfter });
  }

  /** The service has no such route, or keeps it closed. */
  get isAbsent() { return this.status === 403 || this.status === 404 || this.status === 405 || this.status === 501; }

  get needsKey() { return this.status === 401; }
}

/** Asks the service and returns its JSON. */
export async function ask(path, { body, signal } = {}) {
  const response = await send(path, body, signal);
  const json = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response, json);
  if (json === null) throw new Problem(response.status, 'The answer cannot be read', 'The service answered with something that is not JSON.');
  return json;
}

async function send(path, body, signal) {
  const headers = { accept: 'application/json, application/problem+json' };
  if (key.value) headers['x-functions-key'] = key.value;
  if (body) headers['content-type'] = 'application/json';
  try {
    return await fetch(path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body), signal, cache: 'no-store' });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Problem(0, 'The service cannot be reached', 'It is stopped, or the network is down.');
  }
}

function problemOf(response, json) {
  const title = json?.title ?? (response.status === 401 ? 'A key is required' : `The service answered ${response.status}`);
  return new Problem(response.status, title, json?.detail ?? '', Number(response.headers.get('retry-after')) || null);
}

const part = encodeURIComponent;

export const classify = request => ask('/api/classify', { body: request });
export const sendCorrection = correction => ask('/api/feedback', { body: correction });
export const listModels = signal => ask('/api/models', { signal });
export const showModel = (name, signal, offset = 0) => ask(`/api/models/${part(name)}?limit=100&offset=${offset}`, { signal });
export const showVersion = (name, version, signal) => ask(`/api/models/${part(name)}/versions/${version}`, { signal });
export const cardAddress = (name, version) => key.value ? null : `/api/models/${part(name)}/versions/${version}/card?format=html`;
export const showStats = (name, signal) => ask(`/api/models/${part(name)}/stats`, { signal });
export const showLedger = (name, signal) => ask(`/api/models/${part(name)}/ledger`, { signal });

/** The model that answers when none is named; null while there is none. */
export async function defaultModel(signal) {
  try {
    return (await ask('/api/health/ready', { signal })).model ?? null;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

/** What a part of the service answers, or null where the service does not have that part. */
export async function ifPresent(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Problem && error.isAbsent) return null;
    throw error;
  }
}
