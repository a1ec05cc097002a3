// What people and programs send that they should not: each field of each form with nothing, too much, the wrong kind,
// control characters, right-to-left marks and rare letters; files that are not what they say; identifiers of others.
// Always an answer below 500, with the fault beside the field and what was typed still there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client, crawl, filled, forms, kind, plain } from './lib/client.mjs';
import { Demo } from './lib/demo.mjs';
import { asFile, pdf, png } from './lib/files.mjs';

let demo;
before(async () => {
  demo = await Demo.start();
});
after(() => demo?.stop());

const STARTS = ['/', '/register', '/sign-in', '/assistance', '/programmes', '/profile', '/applications', '/security', '/demo'];

const BAD = {
  'nothing': '',
  'ten thousand letters': 'x'.repeat(10_000),
  'control characters': 'a\u0001b\u0007c\u001b[2J',
  'a null': 'a\u0000b',
  'a right-to-left mark': 'safe\u202Egpj.exe',
  'letters beyond the first plane': '𝒜𝓂𝑒𝓁𝒾𝒶 👩🏽‍🎓',
  'markup': '"><script>alert(1)</script>\' or 1=1 --',
  'a number out of range': '99999999999999999999',
  'a day that does not exist': '31/02/2026',
};
/** Kinds of content that no field may take in: too long to be meant, or not text. */
const NEVER = new Set(['ten thousand letters', 'control characters', 'a null', 'a right-to-left mark']);
/** Actions that end what the others need. */
const SPARED = /sign-out|\/demo\/clock|sessions\/close/;
/** Says the same whatever is written, so that a stranger learns of nobody; what is written is not kept. */
const SILENT = /\/assistance\/recovery\//;
/** Codes that serve once are not shown again. */
const ONCE = (field) => field.autocomplete === 'one-time-code' || /second-factor|recovery-codes/.test(field.action ?? '');
/** Kinds of forms that somebody's turn has tried already. */
const tried = new Set();

function none(faults) {
  assert.ok(faults.length === 0, `${faults.length} faults:\n${faults.slice(0, 40).join('\n')}`);
}

function show(answer, value) {
  // A newline or NUL is stored as what stands for it.
  const typed = value.replace(/\u0000/g, '\ufffd');
  return plain(answer.html).includes(typed) || plain(answer.html).includes(typed.slice(0, 200));
}

async function tryForms(client, pages, report) {
  let count = 0;
  for (const { target, answer } of pages) {
    for (const form of forms(answer.html)) {
      if (form.method !== 'post') continue;
      const action = form.action || target;
      const signature = `${kind(action)} ${form.fields.map((field) => field.name).join(',')}`;
      if (SPARED.test(action) || tried.has(signature)) continue;
      tried.add(signature);
      count += 1;
      await tryForm(client, target, form, action, report);
    }
  }
  return count;
}

async function tryForm(client, target, form, action, report) {
  const button = form.fields.find((field) => field.type === 'submit' && !/refresh/.test(field.name));
  const written = form.fields.filter((field) => field.name !== 'form_key' && !['submit', 'file', 'button', 'checkbox'].includes(field.type));
  const multipart = form.enctype.startsWith('multipart');
  for (const field of written) {
    for (const [what, value] of Object.entries(BAD)) {
      // A key of a form that went through would repeat its answer: each attempt takes the page anew.
      const page = await client.send('GET', target);
      const fresh = forms(page.html).find((one) => (one.action || target) === action && one.fields.some((other) => other.name === field.name));
      if (!fresh) return;
      const pairs = filled(fresh, button && fresh.fields.find((one) => one.type === 'submit' && one.name === button.name && one.value === button.value))
        .filter(([name]) => name !== field.name);
      pairs.push([field.name, value]);
      const answer = await client.post(action, pairs, { multipart });
      const where = `${target} → ${kind(action)} ${field.name} with ${what}`;
      report.sent += 1;
      if (answer.status >= 500) report.faults.push(`${where}: ${answer.status}`);
      else if (answer.status >= 400) {
        if (!/class="fault|class="faults|role="alert|<h1/.test(answer.html)) report.faults.push(`${where}: ${answer.status} without a message`);
        const keeps = ['text', 'email', 'tel', 'search', 'textarea'].includes(field.type) && answer.status === 422 && !ONCE({ ...field, action });
        if (keeps && value && !show(answer, value)) report.faults.push(`${where}: ${answer.status}, but what was typed is gone`);
      } else if (NEVER.has(what) && !SILENT.test(action) && ['text', 'email', 'tel', 'textarea'].includes(field.type)) report.faults.push(`${where}: taken in (${answer.status} → ${answer.headers.location ?? ''})`);
    }
  }
  for (const field of form.fields.filter((one) => one.type === 'file')) {
    for (const [what, file] of Object.entries(badFiles())) {
      const page = await client.send('GET', target);
      const fresh = forms(page.html).find((one) => (one.action || target) === action && one.fields.some((other) => other.name === field.name));
      if (!fresh) return;
      const where = `${target} → ${kind(action)} file ${field.name}: ${what}`;
      report.sent += 1;
      const answer = await client.post(action, filled(fresh, button), { multipart: true, files: [{ field: field.name, ...file }] })
        .catch((error) => ({ status: 0, html: '', why: error.message }));
      if (answer.status >= 500 || answer.status === 0) report.faults.push(`${where}: ${answer.status} ${answer.why ?? ''}`);
      else if (answer.status < 400) report.faults.push(`${where}: taken in (${answer.status} → ${answer.headers.location ?? ''})`);
      // Whoever brings a file to be checked gets a verdict on it, not a fault of the form.
      else if (answer.status === 422 && action !== '/verify/file' && !/class="fault"/.test(answer.html)) report.faults.push(`${where}: refused without a message at a field`);
    }
  }
}

function badFiles() {
  const zip = Buffer.from([0x50, 0x4b, 5, 6, ...Array(18).fill(0)]);
  return {
    'a text that says it is a PDF': asFile('certificate.pdf', Buffer.from('Just words.')),
    'an empty PDF': asFile('empty.pdf', Buffer.alloc(0)),
    'a PDF cut short': asFile('short.pdf', pdf('A page').subarray(0, 300)),
    'a PDF that is an archive too': asFile('both.pdf', Buffer.concat([pdf('A page'), zip])),
    'a picture that is a page too': asFile('both.png', Buffer.concat([png().subarray(0, 8), Buffer.from('%PDF-1.4'), png().subarray(8)])),
    'a PDF with a script': asFile('script.pdf', Buffer.from(pdf('A page').toString('latin1').replace('/Type /Catalog', '/Type /Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>'), 'latin1')),
    'a page of HTML': asFile('page.html', Buffer.from('<html><script>alert(1)</script></html>')),
    'a program': asFile('program.exe', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(2000, 7)])),
    'a drawing with a script': asFile('drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')),
    'more than is accepted': asFile('large.pdf', Buffer.concat([pdf('A page'), Buffer.alloc(11 * 1024 * 1024, 32)])),
  };
}

async function attempt(person) {
  const client = new Client(demo.url);
  if (person) await client.signIn(demo, person);
  // Links of mails lead strangers to pages of their own: activation, the answer of a university.
  const mails = person ? [] : (await demo.mails()).flatMap((mail) => mail.links).map((link) => new URL(link).pathname);
  const pages = await crawl(client, [...STARTS, ...mails], { each: 1 });
  const report = { sent: 0, faults: [] };
  const count = await tryForms(client, pages.filter(({ answer }) => answer.status === 200), report);
  return { ...report, forms: count };
}

/** One of each role, the first. */
const eachRole = () => [...new Map([...demo.people].reverse().map((person) => [person.role, person])).values()];
const isStaff = (person) => person.role !== 'applicant';

test('forms that anybody sees answer bad input with a message', async (t) => {
  const report = await attempt(null);
  t.diagnostic(`${report.forms} forms, ${report.sent} requests`);
  none(report.faults);
  assert.ok(report.forms >= 3, `${report.forms} forms found`);
});

test('forms that people and staff see answer bad input with a message', async (t) => {
  for (const person of demo.people) {
    await t.test(`${person.role}: ${person.name}`, async (t) => {
      const report = await attempt(person);
      t.diagnostic(`${report.forms} forms, ${report.sent} requests`);
      none(report.faults);
    });
  }
});

test('what belongs to others is not there', async (t) => {
  const people = eachRole();
  assert.ok(people.length > 1, 'the demonstration has people');
  const clients = await Promise.all(people.map(async (person) => ({ person, client: await new Client(demo.url).signIn(demo, person) })));
  const worlds = await Promise.all(clients.map(async ({ person, client }) => ({ person, client, pages: await crawl(client, STARTS, { each: 1 }) })));
  const stranger = new Client(demo.url);
  const open = new Set((await crawl(stranger, STARTS, { each: 3 })).filter(({ answer }) => answer.status === 200).map(({ target }) => kind(target)));
  const faults = [];
  let tried = 0;
  for (const { person, pages } of worlds) {
    const own = pages.filter(({ target, answer }) => answer.status === 200 && !open.has(kind(target)) && /\/[0-9a-f]{8}-[0-9a-f-]{27}|\/\d+/.test(target));
    for (const { target, answer } of own) {
      for (const other of [{ client: stranger }, ...worlds.filter((world) => world.person !== person)]) {
        // Two of the staff may both see it; a person sees only what is theirs.
        if (other.person && other.pages.some((page) => page.target === target && page.answer.status === 200)) continue;
        if (other.person && isStaff(other.person) && isStaff(person)) continue;
        if (other.person && isStaff(other.person)) continue;
        const seen = await other.client.send('GET', target);
        tried += 1;
        if (![303, 302, 401, 403, 404].includes(seen.status)) faults.push(`${target} of ${person.role} answered ${seen.status} to ${other.person?.role ?? 'a stranger'}`);
        for (const form of forms(answer.html).filter((one) => one.method === 'post' && !SPARED.test(one.action))) {
          const action = form.action || target;
          if (!/\/[0-9a-f]{8}-[0-9a-f-]{27}|\/\d+/.test(action)) continue;
          const key = forms((await other.client.get('/')).html).flatMap((one) => one.fields).find((field) => field.name === 'form_key')?.value ?? '';
          const pairs = filled(form).map(([name, value]) => (name === 'form_key' ? [name, key] : [name, value]));
          const done = await other.client.post(action, pairs, { multipart: form.enctype.startsWith('multipart') });
          tried += 1;
          const toSignIn = done.status === 303 && /^\/sign-in/.test(done.headers.location ?? '');
          if (!toSignIn && ![401, 403, 404].includes(done.status)) faults.push(`POST ${action} of ${person.role} answered ${done.status} ${done.headers.location ?? ''} to ${other.person?.role ?? 'a stranger'}`);
        }
      }
    }
  }
  t.diagnostic(`${tried} requests for what is somebody else's`);
  none(faults);
  assert.ok(tried > 10, `${tried} requests`);
});

test('identifiers that nobody has are not there', async () => {
  const faults = [];
  for (const person of eachRole()) {
    const client = await new Client(demo.url).signIn(demo, person);
    const pages = await crawl(client, STARTS, { each: 1 });
    for (const { target } of pages) {
      if (!/\/[0-9a-f]{8}-[0-9a-f-]{27}/.test(target)) continue;
      for (const forged of ['00000000-0000-7000-8000-000000000000', "'; drop table person; --", '../../etc/passwd', '%00', 'x'.repeat(2000), '%F0%9F%98%80', '-1']) {
        const to = target.replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/, `/${forged.includes('%') ? forged : encodeURIComponent(forged)}`);
        const answer = await client.send('GET', to);
        if (answer.status >= 500 || answer.status < 300) faults.push(`${person.role}: ${to.slice(0, 120)} answered ${answer.status}`);
      }
    }
  }
  none(faults);
});

test('queries that make no sense are read as if they were not there', async () => {
  const client = new Client(demo.url);
  const faults = [];
  for (const target of ['/programmes', '/', '/sign-in', '/assistance', '/demo/mail']) {
    for (const query of ['q=%00', 'q=%ff%fe', `q=${'x'.repeat(6000)}`, 'page=-1', 'page=99999999999999999999', 'page=x&page=y', 'q[]=1', 'back=//elsewhere.example/', 'back=javascript:alert(1)', 'done=<script>', '%', '&&==&']) {
      const answer = await client.send('GET', `${target}?${query}`);
      if (answer.status >= 500) faults.push(`${target}?${query.slice(0, 60)} answered ${answer.status}`);
      if (/elsewhere\.example|javascript:alert/.test(answer.headers.location ?? '') || /href="(javascript:|\/\/elsewhere)/.test(answer.html)) faults.push(`${target}?${query} leads elsewhere`);
      if (answer.html.includes('<script>alert') || answer.html.includes('done=<script>')) faults.push(`${target}?${query} is not escaped`);
    }
  }
  none(faults);
});
