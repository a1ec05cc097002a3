// The guide of certificates, stage by stage, as somebody lives it who has studied here; and whoever gets the paper.
import assert from 'node:assert/strict';
import { CERTIFICATES } from './certificate-words.mjs';
import { until } from './demo.mjs';
import { asFile } from './files.mjs';
import * as paper from './paper.mjs';
import { Visitor } from './visitor.mjs';
import { WORDS } from './words.mjs';

export class Certificates {
  constructor({ demo, browser, language, scripts = true, surname, chapter = '' }) {
    const person = demo.people.find((one) => one.name.endsWith(` ${surname}`));
    assert.ok(person, `the demonstration has ${surname}`);
    Object.assign(this, { demo, browser, language, scripts, person, chapter, w: WORDS[language], c: CERTIFICATES[language] });
  }

  picture(name) {
    return this.chapter ? this.v.picture(`${this.language}-${this.chapter}-${name}`) : undefined;
  }

  /** Person code and password; then “certificate and self certification request”. */
  async arrive() {
    const { w, person } = this;
    this.v = await Visitor.arrive(this.browser, this.demo, { language: this.language, scripts: this.scripts, name: `${this.language} ${person.name}` });
    await this.v.go('/sign-in');
    await this.v.fill(w.personCode, person.login);
    await this.v.fill(w.password, person.password);
    await this.v.press(w.signIn);
    if ((await this.v.page.locator('html').getAttribute('lang')) !== this.language) await this.v.press(w.switch);
    return this.v;
  }

  async open() {
    const { v, c } = this;
    await v.go('/');
    await v.press(c.service);
    for (const step of c.steps) await v.see(step);
  }

  /** “No. of requests: 1 No. of documents: 1”. */
  async counts(requests, documents) {
    await this.v.see(this.c.counts(requests, documents));
  }

  /** “Select your … Career Identification Number”, then the document. */
  async select(matricola, document) {
    const { v, c } = this;
    await v.see(c.selectCareer);
    if (await v.offers(c.select, matricola)) await v.press(c.select, matricola);
    const row = v.page.locator('tbody tr').filter({ hasText: matricola });
    assert.match(await row.first().innerText(), new RegExp(c.status));
    await this.picture('1-documents');
    await v.press(document);
    await v.see(c.parameters);
    await v.see(c.additionalNotes);
  }

  /** “Parameter definition”, as the guide's picture has it unless told otherwise. */
  async define({ recipient = this.c.privately, use = this.c.stamped, language = this.c.ownTongue, permit = this.c.none, destination = this.c.italy, copies = '1', footnote = '', note = '' } = {}) {
    const { v, c } = this;
    if (recipient) await v.answer(c.recipient, recipient);
    await v.answer(c.use, use);
    await v.choose(c.language, language);
    if (permit) await v.choose(c.permit, permit);
    await v.answer(c.destination, destination);
    if (copies) await v.choose(c.copies, copies);
    if (footnote) await v.fill(c.footnote, footnote);
    if (note) await v.fill(c.note, note);
  }

  /** The preview opens beside the page; its bytes. */
  async preview() {
    const { v, c } = this;
    let bytes;
    // The browser shows the file by itself: what it was given is read on the way.
    await v.context.route(/\/certificates\/[^/]+\/[\w-]+$/, async (route) => {
      if (route.request().method() !== 'POST') return route.fallback();
      const response = await route.fetch();
      bytes = await response.body();
      return route.fulfill({ response, body: bytes });
    });
    const control = await v.control(c.preview);
    const [page] = await Promise.all([v.context.waitForEvent('page'), control.click()]);
    await until('the preview', () => bytes);
    await page.close();
    await v.context.unrouteAll({ behavior: 'wait' });
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-', `the preview is a PDF, not ${bytes.subarray(0, 400)}`);
    return bytes;
  }

  async reserve() {
    await this.v.press(this.c.reserve);
    await this.v.see(this.c.reserved);
  }

  async cart() {
    const { v, c } = this;
    await v.press(c.cart);
    await v.see(c.cartInfo);
    for (const words of [c.requestDetails, c.composition, c.notYetPaid, c.initial]) await v.see(words);
  }

  /** The panel of a request in the cart, by its career. */
  panel(matricola) {
    return this.v.page.locator('.card, section, .panel').filter({ hasText: matricola }).filter({ has: this.v.page.getByRole('button', { name: this.c.selDelivery }) }).last();
  }

  /** “Save Communications”. */
  async communicate(matricola, words) {
    const { v, c } = this;
    const panel = this.panel(matricola);
    await panel.getByLabel(c.communications).fill(words);
    await this.pressIn(panel, c.save);
    await v.see(c.saved);
  }

  async pressIn(place, name, about) {
    const control = await this.v.control(name, about, [place]);
    await this.v.leads(() => control.click());
  }

  /** “Sel. Delivery Type”: the three ways. */
  async delivery(matricola, way) {
    const { v, c } = this;
    await this.pressIn(this.panel(matricola), c.selDelivery);
    await v.see(c.selection);
    for (const one of [c.post, c.office]) await v.see(one);
    await this.picture('3-delivery');
    await v.answer(c.delivery, way);
    await v.press(c.confirm);
  }

  /** A new address, for this letter only. */
  async newAddress() {
    const { v, w, c } = this;
    await v.answer(c.address, c.addresses[2]);
    await v.unfold(c.newAddress);
    await v.choose(w.country, /^ital/i);
    await v.choose(w.province, /mil/i);
    await v.choose(w.town, /^Milano/i);
    await v.choose(w.postcode, '20133');
    await v.page.locator('[name=street]').fill('Via Celoria');
    await v.fill(w.number, '20');
    await this.picture('3-post');
    await v.press(c.confirm);
  }

  /** The counter, its hours, the first free appointment and who comes. */
  async counter({ delegate, document }) {
    const { v, c } = this;
    await v.see(c.hours);
    await v.see(/09:30-12:00/);
    await v.choose(c.day, /\d\d\/\d\d\/\d{4}/);
    await v.choose(c.time, /\d\d:\d\d/);
    await v.fill(c.delegate, delegate);
    await v.fill(c.delegateDocument, document);
    await this.picture('3-counter');
    await v.press(c.confirm);
  }

  /** “Check the request summary and select start payment”: then the platform, and its result. */
  async pay({ total, documents }) {
    const { v, w, c } = this;
    await v.see(c.slip);
    const slip = await v.text();
    for (const words of [c.total, total, ...documents]) assert.ok(slip.includes(words), `${words} in ${slip}`);
    await this.picture('4-slip');
    await v.press(c.start);
    await this.picture('4-payment');
    await v.press(c.payDuty);
    await v.press(w.sandboxPay);
    await this.seeReloading(c.positive);
    await this.picture('4-result');
  }

  async seeReloading(words) {
    const { v } = this;
    if (this.scripts) return v.see(words);
    for (let turn = 0; turn < 100 && !(await v.sees(words)); turn += 1) await v.page.reload();
    return v.see(words);
  }

  /** From “Submitted requests” to the newest that has some words in its row. */
  async submitted(words) {
    const { v, c } = this;
    await this.open();
    await v.press(c.submitted);
    const row = v.page.locator('tbody tr').filter({ hasText: words }).first();
    await this.pressIn(row, c.request);
    this.request = new URL(v.page.url()).pathname;
  }

  /** The sealed document, twice the same. */
  async download(document, state = this.c.signed) {
    const { v, c } = this;
    await this.seeReloading(state);
    await v.see(c.ready);
    await this.picture('5-ready');
    const bytes = await v.download(c.downloadFile, document);
    assert.ok(bytes.equals(await v.download(c.downloadFile, document)), 'the same bytes each time');
    return bytes;
  }
}

/** Whoever was given the paper or the file: no account, nothing but the public pages. */
export class Recipient {
  constructor({ demo, browser, language, scripts = true }) {
    Object.assign(this, { demo, browser, language, scripts, c: CERTIFICATES[language] });
  }

  async arrive() {
    this.v = await Visitor.arrive(this.browser, this.demo, { language: this.language, scripts: this.scripts, name: `${this.language} recipient` });
    await this.v.go('/verify');
    if ((await this.v.page.locator('html').getAttribute('lang')) !== this.language) await this.v.press(WORDS[this.language].switch);
    return this.v;
  }

  async says(verdict, facts) {
    await this.v.see(verdict);
    const said = await this.v.text();
    for (const fact of facts) assert.ok(said.includes(fact), `${fact} in ${said}`);
  }

  /** Drops the PDF. */
  async byFile(bytes, verdict, facts = []) {
    const { v, c } = this;
    await v.go('/verify');
    await v.attach(c.verify.file, asFile('certificate.pdf', bytes));
    await v.press(c.verify.checkFile);
    await this.says(verdict, facts);
  }

  /** Types the code. */
  async byCode(code, verdict, facts = []) {
    const { v, c } = this;
    await v.go('/verify');
    await v.fill(c.verify.code, code);
    await v.press(c.verify.checkCode);
    await this.says(verdict, facts);
  }

  /** Pastes what a scanner read. */
  async byText(text, verdict, facts = []) {
    const { v, c } = this;
    await v.go('/verify');
    await v.fill(c.verify.text, text);
    await v.press(c.verify.checkText);
    await this.says(verdict, facts);
  }

  /** The page that works in airplane mode: opened once, then the network is cut. */
  async offline(bytes, code, facts) {
    const { c } = this;
    const context = await this.browser.newContext({ baseURL: this.demo.url, locale: this.language === 'it' ? 'it-IT' : 'en-GB' });
    const page = await context.newPage();
    const faults = [];
    const asked = [];
    page.on('pageerror', (error) => faults.push(error.message));
    // It asks for a newer list of withdrawn documents, in vain.
    page.on('console', (message) => { if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text()); });
    await page.goto('/verify/offline');
    await page.waitForFunction(() => navigator.serviceWorker.ready);
    await page.goto(`/v`);
    await page.waitForFunction(() => navigator.serviceWorker.controller);
    await context.setOffline(true);
    page.on('request', (request) => asked.push(request.url()));
    // The printed code is an address of this page; what it says stays in the browser.
    await page.goto('about:blank');
    await page.goto(code);
    const answer = page.locator('#answer');
    await answer.getByText(c.offline.good).first().waitFor();
    for (const fact of facts) assert.ok((await answer.innerText()).includes(fact), `${fact} in ${await answer.innerText()}`);
    assert.ok(asked.every((url) => !url.includes(code.slice(code.indexOf('#') + 1, code.indexOf('#') + 40))), 'no request carries the code');
    // A photograph of the paper, and the file itself.
    for (const [name, mimeType, buffer, more] of [
      ['page.png', 'image/png', await paper.print(bytes), []],
      ['certificate.pdf', 'application/pdf', bytes, [c.offline.whole]],
    ]) {
      await page.reload();
      await page.getByLabel(c.offline.file).setInputFiles({ name, mimeType, buffer });
      await answer.getByText(c.offline.good).first().waitFor();
      for (const fact of [...facts, ...more]) assert.ok((await answer.innerText()).includes(fact), `${name}: ${fact} in ${await answer.innerText()}`);
    }
    assert.deepEqual(faults, []);
    await context.close();
  }
}
