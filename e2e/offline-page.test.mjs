// The page that checks printed codes, with the network cut: opened from the device's cache and from the disk; with text,
// photograph, PDF and camera. The codes are those that the program's own tests keep.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..');
const built = (name) => readFile(path.join(root, 'crates/certificates/offline/built', name), 'utf8');
const golden = JSON.parse(await readFile(path.join(root, 'crates/wire/printed/tests/golden/codes.json'), 'utf8'));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const policy = await built('policy.txt');
const template = await built('page.html');
const worker = await built('worker.js');
const { award, transcript, withdrawn, superseded, late, stranger } = golden.codes;
const render = (known) => template.replace('__KNOWN__', () => JSON.stringify(known).replaceAll('<', '\\u003c'));

let folder, browser, server, address, status, asked;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ateneo-offline-'));
  server = createServer((request, answer) => {
    asked.push(request.url);
    const [place] = request.url.split('?');
    if (place === '/v') {
      answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy });
      answer.end(render(golden.known));
    } else if (place === '/verify/worker.js') {
      answer.writeHead(200, { 'content-type': 'text/javascript', 'service-worker-allowed': '/v' });
      answer.end(worker);
    } else if (place === golden.known.status.fetch && status) {
      answer.writeHead(200, { 'content-type': 'application/statuslist+jwt' });
      answer.end(status);
    } else {
      answer.writeHead(404);
      answer.end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

function launch(more = []) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', ...more],
  });
}

/** A page of its own browser profile; faults of script or policy fail the test. */
async function open(t, target, { locale = 'en-GB', from = browser, permissions = [] } = {}) {
  status = null;
  asked = [];
  const context = await from.newContext({ locale, permissions, timezoneId: 'Europe/Rome', reducedMotion: 'reduce' });
  t.after(() => context.close());
  const page = await context.newPage();
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (line) => {
    // What the network refuses is what these tests are about.
    if (line.type() === 'error' && !/Failed to load resource|ERR_/.test(line.text())) page.faults.push(line.text());
  });
  await page.goto(target);
  return page;
}

async function onDisk(t, known = golden.known, options = {}) {
  const file = path.join(folder, `saved-${Math.random()}.html`);
  await writeFile(file, render(known));
  const page = await open(t, pathToFileURL(file).href, options);
  await page.context().setOffline(true);
  return page;
}

async function type(page, text, button = 'Check') {
  await page.getByLabel(/paste the text|incolla il testo/).fill(text);
  await page.getByRole('button', { name: button, exact: true }).click();
}

async function says(page, words) {
  await page.locator('#answer h2', { hasText: words }).first().waitFor({ timeout: 30_000 });
  assert.deepEqual(page.faults, []);
}

/** The code on a sheet, askew and blurred. */
async function photograph(svg, { degrees = 2, blur = 0.6, type = 'png', width = 900, height = 900, side = 560 } = {}) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(`<body style="margin:0;background:#ddd"><div style="width:${side}px;margin:${(height - side) / 2}px auto;
    transform:rotate(${degrees}deg);filter:blur(${blur}px) contrast(.8)">${svg}</div>`);
  const picture = await page.screenshot({ type, ...(type === 'jpeg' ? { quality: 80 } : {}) });
  await page.close();
  return picture;
}

test('a pasted code is read from a page saved to the disk, with the network cut', async (t) => {
  const page = await onDisk(t);
  await type(page, award.text);
  await says(page, 'The document is genuine');
  const said = await page.locator('#answer').innerText();
  for (const words of ['Maria Chiara D\'Alessandro Rossi', '28 February 1998', '110/110 with honours', '2026/0012345', 'LM-18',
    'Università degli Studi di Vallombrosa', 'Certificate of degree award', '15 July 2026', '120', '1 of 1', 'Not withdrawn, by the list of']) {
    assert.ok(said.includes(words), `${words} in ${said}`);
  }
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2');
});

test('a transcript shows its forty exams, in Italian too', async (t) => {
  const page = await onDisk(t, golden.known, { locale: 'it-IT' });
  await type(page, transcript.text, 'Verifica');
  await says(page, 'Il documento è autentico');
  assert.equal(await page.locator('#answer tbody tr').count(), 40);
  assert.match(await page.locator('#answer').innerText(), /30 e lode/);
  await page.getByRole('button', { name: 'English' }).click();
  await says(page, 'The document is genuine');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
});

test('what was withdrawn, replaced, signed too late or by a stranger is said to be so', async (t) => {
  const page = await onDisk(t);
  const cases = [
    [withdrawn.text, 'The document was withdrawn'],
    [superseded.text, 'The document was replaced'],
    [late.text, 'The signature is not valid for the document’s date'],
    [stranger.text, 'The signature is not of a known key'],
    ['https://certificates.example.com/v#1234', 'This is not a code of this university'],
    ['', 'Type or paste the text of the code'],
  ];
  for (const [text, words] of cases) {
    await type(page, text);
    await says(page, words);
  }
});

test('of a thousand changed codes none is genuine', async (t) => {
  const page = await onDisk(t);
  // Through the page's own door: the form.
  const verdicts = await page.evaluate(async ({ text }) => {
    const [field, form] = [document.getElementById('text'), document.getElementById('typed')];
    const settled = () => new Promise((done) => {
      new MutationObserver((_, watcher) => {
        if (!document.querySelector('#answer h2')) return;
        watcher.disconnect();
        done(document.querySelector('#answer h2').textContent);
      }).observe(document.getElementById('answer'), { childList: true });
    });
    const counts = {};
    const start = text.indexOf('#') + 2;
    for (let turn = 0; turn < 1000; turn += 1) {
      const at = start + ((turn * 7919) % (text.length - start));
      const digit = (Number(text[at]) + 1 + (turn % 9)) % 10;
      field.value = text.slice(0, at) + digit + text.slice(at + 1);
      const answer = settled();
      form.requestSubmit();
      const said = field.value === text ? 'same' : await answer;
      counts[said] = (counts[said] ?? 0) + 1;
    }
    return counts;
  }, { text: award.text });
  assert.equal(verdicts['The document is genuine'], undefined);
  assert.ok(verdicts['The signature does not fit: the document is false or altered'] > 500, JSON.stringify(verdicts));
  assert.equal(Object.values(verdicts).reduce((sum, count) => sum + count), 1000);
});

test('photographs of both codes are read with the network cut', async (t) => {
  const page = await onDisk(t);
  for (const { svg } of [award, transcript]) {
    await page.reload();
    const buffer = await photograph(svg);
    await page.getByLabel('Choose a photograph of the code or the PDF').setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer });
    await says(page, 'The document is genuine');
  }
  const buffer = await photograph('<p>Nothing here</p>');
  await page.getByLabel('Choose a photograph of the code or the PDF').setInputFiles({ name: 'page.png', mimeType: 'image/png', buffer });
  await says(page, 'There is no code in the file that can be read');
});

/** A small PDF with an attached text, deflated as the program's documents have it, and room for a signature. */
function pdf(text, { room = 0 } = {}) {
  const attached = deflateSync(text);
  const objects = [
    '<</Type/Catalog/Names<</EmbeddedFiles<</Names[(proof.txt) 2 0 R]>>>>/Pages 5 0 R>>',
    '<</Type/Filespec/F(proof.txt)/EF<</F 3 0 R>>>>',
    Buffer.concat([Buffer.from(`<<\n/Length ${attached.length}\n/Type /EmbeddedFile\n/Subtype /text#2Fplain\n/Filter /FlateDecode\n>>\nstream\n`),
      attached, Buffer.from('\nendstream')]),
    ...(room ? [`<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 ########## ########## ##########]/Contents<${'0'.repeat(room)}>>>`] : ['null']),
    '<</Type/Pages/Kids[]/Count 0>>',
  ];
  let file = Buffer.from('%PDF-1.7\n');
  const offsets = [];
  objects.forEach((object, at) => {
    offsets.push(file.length);
    file = Buffer.concat([file, Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  return Buffer.concat([file, Buffer.from(`xref\n0 6\n0000000000 65535 f \n${table}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`)]);
}

/** A certificate that signs itself, and its digest as the university publishes it. */
async function certificate(name, kind) {
  const [key, cert] = ['key', 'pem'].map((end) => path.join(folder, `${name}.${end}`));
  await run('openssl', ['req', '-x509', '-nodes', '-newkey', ...kind, '-keyout', key, '-out', cert, '-days', '30', '-subj', `/CN=${name}`]);
  const der = Buffer.from((await readFile(cert, 'utf8')).replace(/-----[^-]+-----|\s/g, ''), 'base64');
  return { key, cert, digest: createHash('sha256').update(der).digest('hex') };
}

/** Signs as PAdES does, with openssl for the signature. */
async function sign(file, { key, cert }) {
  const text = file.toString('latin1');
  const start = text.indexOf('/Contents<') + '/Contents'.length;
  const end = text.indexOf('>', start) + 1;
  const numbers = [start, end, file.length - end];
  for (const number of numbers) {
    file.write(String(number).padEnd(10, ' '), file.indexOf('##########'), 'latin1');
  }
  const [data, signature] = ['data', 'cms'].map((name) => path.join(folder, `sign.${name}`));
  await writeFile(data, Buffer.concat([file.subarray(0, start), file.subarray(end)]));
  await run('openssl', ['cms', '-sign', '-binary', '-cades', '-md', 'sha256', '-in', data, '-signer', cert, '-inkey', key, '-outform', 'DER', '-out', signature]);
  file.write((await readFile(signature)).toString('hex'), start + 1, 'latin1');
  return file;
}

/** What B-LT adds: a new object, and the catalog that names it. */
function evidence(file, { catalog = '<</Type/Catalog/Names<</EmbeddedFiles<</Names[(proof.txt) 2 0 R]>>>>/Pages 5 0 R/DSS 6 0 R>>', number = 6 } = {}) {
  const first = `${number} 0 obj\n<</Type/DSS/Certs[]>>\nendobj\n`;
  const second = `1 0 obj\n${catalog}\nendobj\n`;
  const at = (offset) => `${String(file.length + offset).padStart(10, '0')} 00000 n \n`;
  const table = `xref\n1 1\n${at(first.length)}${number} 1\n${at(0)}trailer\n<</Size 7/Root 1 0 R/Prev 9>>\n`;
  return Buffer.concat([file, Buffer.from(`${first}${second}${table}startxref\n${file.length + first.length + second.length}\n%%EOF\n`)]);
}

const give = (page, buffer) => page.getByLabel('Choose a photograph of the code or the PDF')
  .setInputFiles({ name: 'certificate.pdf', mimeType: 'application/pdf', buffer });

test('a PDF is read by the codes that it carries', async (t) => {
  const page = await onDisk(t);
  await give(page, pdf(`${award.text}\n`));
  await says(page, 'The document is genuine');
  assert.match(await page.locator('#answer').innerText(), /does not have the university’s seal/);
  await give(page, pdf(`${transcript.text}\n${withdrawn.text}\n`));
  await says(page, 'The document was withdrawn');
  assert.match(await page.locator('#answer').innerText(), /The file carries 2 codes/);
  await give(page, pdf('nothing'));
  await says(page, 'The PDF does not carry a code of this university');
});

for (const [name, kind] of [['RSA', ['rsa:2048']], ['P-256', ['ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']]]) {
  test(`a PDF sealed with ${name} is unaltered only as it was sealed`, async (t) => {
    const ours = await certificate(`ours-${name}`, kind);
    const theirs = await certificate(`theirs-${name}`, kind);
    const page = await onDisk(t, { ...golden.known, seals: [ours.digest] });
    const sealed = () => sign(pdf(`${award.text}\n`, { room: 6000 }), ours);
    const whole = await sealed();
    const changed = Buffer.from(whole);
    changed[changed.indexOf('/Count 0') + 7] = 0x31;
    const bent = Buffer.from(whole);
    // The last digit of the signature's value, before the room that was left.
    const last = /[1-9a-f]0*>/.exec(bent.toString('latin1', bent.indexOf('/Contents<'))).index + bent.indexOf('/Contents<');
    bent.write(bent[last] === 0x31 ? '2' : '1', last, 'latin1');
    const cases = [
      [whole, 'The file is unaltered', '.good'],
      [evidence(whole), 'The file is unaltered', '.good'],
      [evidence(evidence(whole), { number: 7 }), 'The file is unaltered', '.good'],
      [evidence(whole, { number: 5 }), 'Something was added to the file', '.unsure'],
      [evidence(whole, { catalog: '<</Type/Catalog/Pages 6 0 R>>' }), 'Something was added to the file', '.unsure'],
      [Buffer.concat([whole, Buffer.from('5 0 obj\n<</Type/Pages/Count 9>>\nendobj\n')]), 'Something was added to the file', '.unsure'],
      [await sign(pdf(`${award.text}\n`, { room: 6000 }), theirs), 'The file is signed by somebody else', '.unsure'],
      [changed, 'The file was altered: its seal does not fit', '.bad'],
      [bent, 'The file was altered: its seal does not fit', '.bad'],
    ];
    for (const [file, words, tone] of cases) {
      await page.locator('#answer').evaluate((place) => place.replaceChildren());
      await give(page, file);
      await page.locator(`#answer ${tone}`, { hasText: words }).waitFor();
    }
    assert.deepEqual(page.faults, []);
  });
}

test('the camera reads a code with the network cut', async (t) => {
  const frame = await photograph(award.svg, { type: 'jpeg', width: 1280, height: 720, side: 600, degrees: 3 });
  const film = path.join(folder, 'film.mjpeg');
  await writeFile(film, frame);
  const filmed = await launch(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${film}`]);
  t.after(() => filmed.close());
  const page = await onDisk(t, golden.known, { from: filmed });
  await page.getByRole('button', { name: 'Scan the code with the camera' }).click();
  await says(page, 'The document is genuine');
  assert.ok(await page.locator('video').isHidden());
});

test('a phone that has opened the page once reads codes in airplane mode, and no server sees them', async (t) => {
  const page = await open(t, `${address}/v`);
  await page.evaluate(() => navigator.serviceWorker.ready.then((ready) => ready.active.state));
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  const fragment = award.text.slice(award.text.indexOf('#'));
  // Online: the code in the address is read and taken out of it.
  await page.goto('about:blank');
  await page.goto(`${address}/v${fragment}`);
  await says(page, 'The document is genuine');
  assert.equal(await page.evaluate(() => location.hash), '');
  assert.ok(asked.every((url) => !url.includes('#') && !url.includes(fragment.slice(2, 40))));
  // Airplane mode.
  await page.context().setOffline(true);
  const before = asked.length;
  await page.goto('about:blank');
  await page.goto(`${address}/v${fragment}`);
  await says(page, 'The document is genuine');
  await type(page, withdrawn.text);
  await says(page, 'The document was withdrawn');
  assert.equal(asked.length, before);
});

test('a newer list from the network counts, an older or a changed one does not', async (t) => {
  const page = await open(t, `${address}/v`);
  await type(page, award.text);
  await says(page, 'The document is genuine');
  for (const other of [golden.old, golden.later.replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A')), 'nonsense']) {
    status = other;
    await page.locator('#answer').evaluate((place) => place.replaceChildren());
    await type(page, award.text);
    await says(page, 'The document is genuine');
  }
  status = golden.later;
  await type(page, award.text);
  await says(page, 'The document was withdrawn');
});

test('an old list is said to be old, and a missing one to be missing', async (t) => {
  let page = await onDisk(t, { ...golden.known, status: { ...golden.known.status, token: golden.old } });
  await type(page, award.text);
  await says(page, 'The document is genuine');
  assert.match(await page.locator('#answer').innerText(), /the list of withdrawn documents is old, of 1 November 2026/);
  page = await onDisk(t, { ...golden.known, status: { ...golden.known.status, token: 'x.y.z' } });
  await type(page, award.text);
  await says(page, 'The document is genuine');
  assert.match(await page.locator('#answer').innerText(), /is not known: the list cannot be read/);
  assert.equal(await page.locator('.unsure').count(), 1);
});

test('the page has no fault that axe can find, by keyboard too', async (t) => {
  const page = await open(t, `${address}/v`);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
  for (const text of [null, transcript.text, withdrawn.text, stranger.text]) {
    if (text) await type(page, text);
    if (text) await page.locator('#answer h2').first().waitFor();
    const found = await page.context().newCDPSession(page)
      .then(async (session) => {
        // Past the page's own policy, which lets no other script in.
        await session.send('Page.setBypassCSP', { enabled: true });
        return session.send('Runtime.evaluate', {
          expression: `${axe};axe.run({ runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa'] }).then((r) => JSON.stringify(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' '))))`,
          awaitPromise: true, returnByValue: true,
        });
      });
    assert.deepEqual(JSON.parse(found.result.value), [], text ?? 'empty');
  }
  assert.deepEqual(page.faults, []);
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 700 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width}`);
  }
});
