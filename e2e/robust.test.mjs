// What people do with a browser that forms do not expect: back, refresh, double click, two windows, a session that has
// ended. On every stage: no error, nothing twice, nothing of what was typed lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Demo, until } from './lib/demo.mjs';
import { asFile, pdf } from './lib/files.mjs';
import { programme } from './lib/guide.mjs';
import { begun, ready, registered } from './lib/shortcut.mjs';
import { openBrowser, Visitor } from './lib/visitor.mjs';
import { WORDS } from './lib/words.mjs';

const w = WORDS.en;
let demo;
let browser;
let client;
let person;
let chosen;
let home;
let v;

before(async () => {
  demo = await Demo.start();
  browser = await openBrowser();
  chosen = await programme(demo, (one) => one.firstLevel && !one.corporate && !one.required);
  ({ client, person } = await registered(demo));
  v = await Visitor.arrive(browser, demo, { examine: false, name: 'the impatient' });
  await enter(v);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function enter(visitor) {
  await visitor.context.addCookies([...client.jar].map(([name, value]) => ({ name, value, url: demo.url })));
}

/** Presses a button twice, as fast as a hand can. */
async function twice(visitor, name, about) {
  const arrived = visitor.page.waitForEvent('domcontentloaded');
  await (await visitor.control(name, about)).dblclick({ noWaitAfter: true });
  await arrived;
  await visitor.page.waitForLoadState('load');
}

/** The same, past the script that holds the second click back: two requests on their way at the same time. */
async function atOnce(page, button) {
  return page.evaluate(async (selector) => {
    const form = document.querySelector(selector).closest('form');
    const body = () => (form.enctype === 'multipart/form-data' ? new FormData(form) : new URLSearchParams(new FormData(form)));
    const send = () => fetch(form.getAttribute('action'), { method: 'POST', body: body(), redirect: 'manual' }).then((answer) => `${answer.type} ${answer.status}`);
    return Promise.all([send(), send(), send()]);
  }, button);
}

const rows = async (path, pattern) => [...(await client.get(path)).html.matchAll(pattern)].length;

test('Select pressed twice, and three times at once, begins one application', async () => {
  await v.go(`/applications/new?q=${chosen.number}`);
  await twice(v, w.select, chosen.label);
  await v.go(`/applications/new?q=${chosen.number}`);
  await atOnce(v.page, `form:has(input[value="${chosen.id}"]) button`);
  home = await begun(client, chosen);
  assert.equal(await rows('/applications', /<tr><td/g), 1);
});

test('personal data: back, refresh and double click on Save change nothing more than once', async () => {
  await v.go(`${home}/personal`);
  await v.press(w.edit);
  await v.press(w.manage, w.phones);
  await v.fill(w.residencePhone, '+390223991');
  await twice(v, w.save);
  assert.ok(!(await v.page.locator('.fault').count()));
  await v.page.goBack();
  await v.page.reload();
  assert.equal(await v.field(w.residencePhone).inputValue(), '+390223991', 'going back shows what is saved');
  await v.go('/profile');
  await v.see('+390223991');
});

test('personal data: two windows: the second is told, keeps what was typed, and may save', async () => {
  const other = v.in(await v.window());
  await v.go('/profile/phones');
  await other.go('/profile/phones');
  await v.fill(w.residencePhone, '+390211111');
  await other.fill(w.contactPhone, '+390222222');
  await v.press(w.save);
  await other.press(w.save);
  assert.match(await other.page.locator('main').innerText(), /another window|in the meantime/i, 'the second window is told');
  assert.equal(await other.field(w.contactPhone).inputValue(), '+390222222', 'what was typed is still there');
  await other.press(w.save);
  await v.go('/profile');
  await v.see('+390222222');
  await other.page.close();
});

test('qualification: what is typed survives a refresh, the back button and a second window', async () => {
  await v.go(`${home}/qualification`);
  await v.press(w.addTitle);
  await v.fill(w.universityName, 'politecnico');
  await v.press(w.searchUniversity);
  await v.page.getByRole('radio').first().check();
  await v.press(w.selectUniversity);
  await v.page.goBack();
  await v.page.goForward();
  await v.fill(w.courseName, 'ingegneria');
  await v.press(w.searchCourse);
  await v.page.getByRole('radio').first().check();
  await v.press(w.selectCourse);
  const title = v.page.url();
  await v.field(w.marks).pressSequentially('104/110');
  await until('the text to be saved', () => v.sees(/Saved at/));
  await v.page.reload();
  assert.equal(await v.field(w.marks).inputValue(), '104/110', 'a refresh keeps what was typed');
  await v.page.goBack();
  await v.go(title);
  assert.equal(await v.field(w.marks).inputValue(), '104/110', 'going away keeps what was typed');

  const other = v.in(await v.window());
  other.bears = (answer) => answer.status() === 409 || answer.status() === 422;
  v.bears = other.bears;
  await other.go(title);
  await v.tick(w.attained);
  await v.choose(w.academicYear, /2004\/2005/);
  await v.fill(w.graduatedOn, '20/07/2005');
  await v.press(w.save);
  await other.fill(w.marks, '110/110');
  await other.page.locator('form#details').evaluate((form) => form.requestSubmit());
  await other.page.waitForLoadState('load');
  await until('the second window to be answered', async () => !(await other.page.locator('form#details [aria-disabled]').count()));
  const typed = await other.field(w.marks).inputValue();
  const kept = await other.page.evaluate(() => JSON.stringify(sessionStorage));
  assert.ok(typed === '110/110' || kept.includes('110/110'), `what was typed in the second window is lost: ${typed}`);
  await other.page.close();
  assert.equal(await rows(`${home}/qualification`, /class="panel"><header><h2>/g) >= 1, true);
});

test('qualification: the session ends while somebody types; after signing in again the text is there', async () => {
  const title = (await client.get(`${home}/qualification`)).html.match(new RegExp(`${home}/qualification/[0-9a-f-]{36}`))[0];
  await v.go(title);
  v.bears = (answer) => [401, 403, 409, 422].includes(answer.status());
  const session = (await v.context.cookies()).find((cookie) => cookie.name === 'session');
  await v.context.clearCookies({ name: 'session' });
  await v.field(w.marks).fill('99/110');
  await v.page.locator('form#details').evaluate((form) => form.requestSubmit());
  await v.page.waitForURL(/sign-in/);
  await v.fill(w.personCode, person.code);
  await v.fill(w.password, person.password);
  await v.press(w.signIn);
  await v.go(title);
  if ((await v.field(w.marks).inputValue()) !== '99/110') {
    await v.page.getByRole('button', { name: /Recover the changes/ }).click();
    await until('the text to come back', async () => (await v.field(w.marks).inputValue()) === '99/110');
  }
  await v.context.addCookies([session]);
  v.bears = undefined;
});

test('upload: Add pressed twice, and three times at once, attaches one file', async () => {
  await v.go(`${home}/upload`);
  await v.choose(w.documentType, w.attachments[0]);
  await v.attach(w.file, asFile('once.pdf', pdf('Once')));
  await twice(v, w.addFile);
  await v.see('once.pdf');
  await v.page.reload();
  assert.equal(await v.page.locator('main a', { hasText: 'once.pdf' }).count(), 1);
  await v.choose(w.documentType, w.attachments[1]);
  await v.attach(w.file, asFile('thrice.pdf', pdf('Thrice')));
  await atOnce(v.page, 'button[name="action"][value="add"]');
  await v.go(`${home}/upload`);
  assert.equal(await v.page.locator('main a', { hasText: 'thrice.pdf' }).count(), 1);
});

test('upload: a faulty form keeps what was chosen and typed', async () => {
  await v.go(`${home}/upload`);
  await v.choose(w.documentType, w.attachments.at(-1));
  await v.fill(w.keywords, 'a letter of my teacher');
  await v.press(w.addFile);
  assert.ok(await v.page.locator('.fault').count(), 'a file is missing');
  assert.equal(await v.field(w.keywords).inputValue(), 'a letter of my teacher');
});

test('confirm: sent three times at once, and twice from a second window: one protocol number', async () => {
  ({ client, person } = await registered(demo));
  home = await begun(client, chosen);
  await ready(client, home, demo);
  await enter(v);
  const other = v.in(await v.window());
  await v.go(`${home}/confirm`);
  await other.go(`${home}/confirm`);
  await atOnce(v.page, 'form[action$="/submit"] button');
  await twice(other, w.submit);
  const received = async () => (await demo.mails()).filter((mail) => mail.to.includes(person.email) && /Application received/.test(mail.subject));
  await until('the mail', async () => (await received()).length);
  await v.go(home);
  assert.match(await v.page.locator('main .badge').first().innerText(), /SENT AND COMPLETE/i);
  assert.equal((await v.text()).match(/You submitted the application/g).length, 1, 'the application was submitted once');
  assert.equal((await received()).length, 1, 'one receipt was sent');
  for (const stage of ['personal', 'qualification', 'upload', 'confirm']) {
    await v.page.goto(`${home}/${stage}`);
    assert.equal(await v.page.locator('main form[method=post]:visible').count(), 0, `${stage} cannot be changed after sending`);
  }
  await other.page.close();
});

test('nothing went wrong on any page', () => v.content());
