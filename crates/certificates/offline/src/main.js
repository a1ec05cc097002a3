// The page: four ways to bring a code, one place where the answer is said. The answer is kept, so that changing the
// language says it again.

import * as pdf from './pdf.js';
import * as picture from './picture.js';
import { check } from './proof.js';
import * as seal from './seal.js';
import * as status from './status.js';
import { WORDS } from './words.js';

const known = JSON.parse(document.getElementById('known').textContent);
const at = (id) => document.getElementById(id);
let language = (navigator.language || '').startsWith('it') ? 'it' : 'en';
let answer = null;
let stopCamera = null;
let list = null;

const word = (key) => WORDS[language][key];
const dated = (seconds) =>
  new Date(seconds * 1000).toLocaleString(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', timeStyle: 'short' });
const day = (iso) =>
  iso && new Date(`${iso}T12:00:00Z`).toLocaleDateString(language === 'it' ? 'it-IT' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const credits = (hundredths) => (hundredths / 100).toLocaleString(language === 'it' ? 'it-IT' : 'en-GB');

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** All words of the page in the language that was chosen. */
function speak() {
  document.documentElement.lang = language;
  document.title = `${word('title')} – ${known.university[language]}`;
  for (const marked of document.querySelectorAll('[data-word]')) marked.textContent = word(marked.dataset.word);
  at('university').textContent = known.university[language];
  at('video').setAttribute('aria-label', word('video'));
  at('language').lang = language === 'it' ? 'en' : 'it';
  at('begins').textContent = known.addresses.map((address) => `${address}#1`).join(', ');
  at('made').textContent = dated(list?.made ?? known.made);
  at('camera').textContent = word(stopCamera ? 'stop' : 'camera');
  show(false);
}

/** Says the answer; on a new one the keyboard goes there. */
function show(isNew) {
  const place = at('answer');
  place.replaceChildren();
  if (!answer) return;
  for (const [number, one] of answer.entries()) place.append(tell(one, number));
  if (answer.length > 1) place.prepend(element('p', word('several').replace('{n}', answer.length)));
  if (isNew) place.querySelector('h2').focus();
}

function tell(one, number) {
  const verdict = judge(one);
  const section = element('section', undefined, { class: `verdict ${verdict.tone}`, 'aria-labelledby': `verdict-${number}` });
  section.append(element('h2', word(verdict.key), { id: `verdict-${number}`, tabindex: '-1' }));
  section.append(element('p', word(`${verdict.key}-why`)));
  if (!one.facts) return section;
  for (const line of verdict.status) section.append(element('p', line, { class: 'status' }));
  section.append(facts(one));
  if (one.facts.exams.length) section.append(exams(one.facts.exams));
  return section;
}

/** What the facts, the list and, of a PDF, the file's own seal together mean. */
function judge(one) {
  const verdict = one.facts ? weigh(one) : { key: one.refused, tone: 'bad', status: [] };
  if (!one.facts || !one.seal || verdict.tone === 'bad') return verdict;
  if (one.seal === 'altered') return { ...verdict, key: 'seal-altered', tone: 'bad' };
  const tone = one.seal === 'whole' ? verdict.tone : 'unsure';
  return { ...verdict, tone, status: [word(`seal-${one.seal}`), ...verdict.status] };
}

function weigh(one) {
  if (!list) return { key: one.standing === 'witness' ? 'witness' : 'good', tone: 'unsure', status: [word('status-none')] };
  const state = status.state(list, one.facts.index);
  if (state && state !== 'valid') return { key: state, tone: 'bad', status: [`${word('status-said')} ${dated(list.made)}.`] };
  if (one.standing === 'witness') return { key: 'witness', tone: 'unsure', status: [] };
  if (state === null || Date.now() / 1000 >= list.expires) {
    return { key: 'good', tone: 'unsure', status: [`${word('status-old')} ${dated(list.made)}.`, word('status-old-why')] };
  }
  return { key: 'good', tone: 'good', status: [`${word('status-fresh')} ${dated(list.made)}.`] };
}

function facts({ facts: said, kid }) {
  const mark = said.mark && `${said.mark[0]}/${said.mark[1]}${said.mark[2] ? ` ${word('honours')}` : ''}`;
  const lines = {
    issuer: said.issuer,
    kind: word(said.kind) ?? said.kind,
    person: `${said.given} ${said.family}`,
    born: day(said.born),
    programme: said.programme,
    class: said.class,
    year: said.year,
    awarded: day(said.awarded),
    mark,
    ects: said.ects === undefined ? undefined : credits(said.ects),
    number: said.number,
    issued: dated(said.issued),
    // A code that is the same on every page speaks for the whole document.
    page: said.pages ? `${said.page} ${word('of')} ${said.pages}` : undefined,
    digest: said.digest && [...said.digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    key: kid,
  };
  const found = element('dl');
  for (const [key, text] of Object.entries(lines)) {
    if (text === undefined) continue;
    const line = element('div');
    // Names may be written from right to left; each keeps to its own line.
    line.append(element('dt', word(key)), element('dd', text, { dir: 'auto' }));
    found.append(line);
  }
  return found;
}

function exams(rows) {
  const table = element('table');
  table.append(element('caption', word('exams')));
  const head = element('tr');
  for (const key of ['code', 'credits', 'result']) head.append(element('th', word(key), { scope: 'col' }));
  table.createTHead().append(head);
  const body = table.createTBody();
  for (const [code, ects, mark] of rows) {
    const row = element('tr');
    const result = mark === 0 ? word('passed') : mark === 31 ? `30 ${word('honours')}` : mark;
    row.append(element('th', code, { scope: 'row' }), element('td', credits(ects)), element('td', result));
    body.append(row);
  }
  return table;
}

async function decide(texts, file) {
  at('busy').textContent = word('reading');
  if (!globalThis.crypto?.subtle || !globalThis.DecompressionStream) answer = [{ refused: 'no-crypto' }];
  else {
    list = await status.newest(known);
    const sealed = file && (await seal.judge(file, known));
    answer = await Promise.all(texts.map(async (text) => ({ ...(await check(text.trim(), known)), seal: sealed })));
  }
  at('busy').textContent = '';
  at('made').textContent = dated(list?.made ?? known.made);
  show(true);
}

function refuse(reason) {
  at('busy').textContent = '';
  answer = [{ refused: reason }];
  show(true);
}

async function readFile(file) {
  at('busy').textContent = word('reading');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (pdf.isPdf(bytes)) {
    const texts = await pdf.codes(bytes);
    return texts.length ? decide(texts, bytes) : refuse('no-code-pdf');
  }
  let text;
  try {
    text = await picture.readFile(file);
  } catch {
    return refuse('unreadable');
  }
  return text ? decide([text]) : refuse('no-code');
}

async function camera() {
  const stop = stopCamera;
  stopCamera = null;
  if (stop) {
    stop();
  } else {
    at('video').hidden = false;
    at('busy').textContent = word('camera-on');
    const ended = () => {
      stopCamera = null;
      at('video').hidden = true;
      at('camera').textContent = word('camera');
    };
    const found = (text) => {
      ended();
      decide([text]);
    };
    const failed = () => {
      ended();
      at('busy').textContent = word('camera-failed');
    };
    stopCamera = () => {};
    const made = await picture.watch(at('video'), found, failed);
    if (stopCamera) stopCamera = made;
  }
  at('camera').textContent = word(stopCamera ? 'stop' : 'camera');
  at('video').hidden = !stopCamera;
  if (stop) at('busy').textContent = '';
}

/** A code that a phone's camera opened: read, and taken out of the address and the history. */
function fromAddress() {
  const fragment = location.hash;
  if (!fragment.startsWith('#1')) return;
  try {
    history.replaceState(null, '', location.pathname + location.search);
  } catch {
    // A page on the disk may not change its address.
  }
  decide([known.addresses[0] + fragment]);
}

at('camera').addEventListener('click', camera);
at('file').addEventListener('change', ({ target }) => target.files.length && readFile(target.files[0]));
at('typed').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = at('text').value.trim();
  if (text) decide([text]);
  else refuse('empty');
});
at('language').addEventListener('click', () => {
  language = language === 'it' ? 'en' : 'it';
  speak();
});
addEventListener('hashchange', fromAddress);
at('ways').hidden = false;
speak();
fromAddress();
if ('serviceWorker' in navigator && location.protocol.startsWith('http')) {
  navigator.serviceWorker.register(known.worker.script, { scope: known.worker.scope }).catch(() => {});
}
