// Somebody at a browser, who does what the guides say with the words of the guides: press, fill, choose, tick, attach.
// On every page that this somebody sees: no error in the console, nothing refused by the page's security policy, nothing
// fetched from elsewhere, no answer above 499, and no violation of WCAG 2.2 AA that axe can find.
import { readFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { PATIENCE } from './demo.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const pictures = process.env.SCREENSHOTS
  ? path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../../docs/screenshots')
  : null;

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A label as it stands in the guides; what is mandatory bears a star. */
const labelled = (label) => label instanceof RegExp ? label : new RegExp(`^\\s*${escape(label)}\\s*\\*?\\s*$`, 'i');
/** A button by its words, a step by its number and its words; what it is about may follow for those who hear the page. */
const named = (name, about) => new RegExp(`^\\s*(?:\\d\\s*)?${escape(name)}${about ? `\\b.*${escape(about)}` : '(\\s|$)'}`, 'i');

export class Visitor {
  /** Violations of axe seen so far by page, so that each kind of page is examined once. */
  examined = new Set();
  faults = [];

  static async arrive(browser, demo, { language = 'en', scripts = true, width = 1280, height = 800, examine = scripts, name = '' } = {}) {
    const visitor = new Visitor();
    Object.assign(visitor, { browser, demo, language, scripts, examine, name });
    visitor.context = await browser.newContext({
      baseURL: demo.url,
      javaScriptEnabled: scripts,
      viewport: { width, height },
      locale: language === 'it' ? 'it-IT' : 'en-GB',
      timezoneId: 'Europe/Rome',
      reducedMotion: 'reduce',
    });
    visitor.context.setDefaultTimeout(PATIENCE);
    visitor.context.setDefaultNavigationTimeout(PATIENCE);
    await visitor.context.route((url) => url.origin !== demo.url && /^https?:/.test(url.protocol), (route) => {
      visitor.faults.push(`asked elsewhere: ${route.request().url()}`);
      return route.abort();
    });
    visitor.page = await visitor.window();
    return visitor;
  }

  /** One more window of the same browser: the same session. */
  async window() {
    const page = await this.context.newPage();
    const here = () => new URL(page.url(), this.demo.url).pathname;
    page.on('pageerror', (error) => this.faults.push(`${here()}: script error: ${error.message}`));
    page.on('console', (message) => {
      // Refused answers are looked at below, with their status.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.faults.push(`${here()}: console: ${message.text()}`);
    });
    page.on('response', (answer) => {
      const document = answer.request().isNavigationRequest();
      if (answer.status() >= 500) this.faults.push(`${answer.request().method()} ${answer.url()} answered ${answer.status()}`);
      else if (answer.status() >= 400 && !document && !(answer.status() === 422 && answer.request().resourceType() === 'xhr') && !this.bears?.(answer)) this.faults.push(`${answer.request().method()} ${answer.url()} answered ${answer.status()}`);
    });
    page.on('crash', () => this.faults.push(`${here()}: the page crashed`));
    return page;
  }

  /** Does something in another window. */
  in(page) {
    return Object.assign(new Visitor(), this, { page });
  }

  async go(address) {
    await this.page.goto(address, { waitUntil: 'load' });
    await this.look();
  }

  /** Runs what leads to another page, or to the same with its faults. */
  async leads(act) {
    const page = this.page;
    const arrived = page.waitForEvent('domcontentloaded', { timeout: PATIENCE });
    arrived.catch(() => {});
    let exchanged = new Promise(() => {});
    if (this.scripts) {
      // A form with files that was not taken puts its faults in the place of the page, without another document.
      await page.evaluate(() => document.querySelectorAll('main *').forEach((element) => element.setAttribute('data-before', '')));
      exchanged = page.locator('#faults:not([data-before])').waitFor({ timeout: PATIENCE });
      exchanged.catch(() => {});
    }
    await act();
    await Promise.race([arrived, exchanged]);
    await page.waitForLoadState('load');
    await this.look();
  }

  /** Presses a button, or follows a link that looks like one. `about` tells it from its neighbours. */
  async press(name, about) {
    const control = await this.control(name, about);
    await this.leads(() => control.click());
  }

  /** What can be pressed under a name: first in the page's content, a button before a link; then in its frame. */
  async control(name, about, scopes = [this.page.locator('main'), this.page]) {
    const pattern = named(name, about);
    for (const scope of scopes) {
      for (const role of ['button', 'link']) {
        const found = scope.getByRole(role, { name: pattern }).locator('visible=true').first();
        if (await found.count()) return found;
      }
    }
    const offered = await this.page.locator('main a, main button').allInnerTexts();
    throw new Error(`nothing to press is called “${name}”${about ? ` about “${about}”` : ''} on ${this.page.url()}, but ${offered.map((text) => text.replace(/\s+/g, ' ').trim()).filter(Boolean).slice(0, 40).join(', ')}`);
  }

  async offers(name, about) {
    return this.control(name, about).then(() => true, () => false);
  }

  /** Presses within one panel or table row, found by words in it. */
  async pressIn(words, name) {
    const place = this.place(words);
    const control = await this.control(name, undefined, [place]);
    await this.leads(() => control.click());
  }

  /** The innermost row, panel or section with some words. */
  place(words) {
    return this.page.locator('tr, section, article, li, fieldset, .panel, .card').filter({ hasText: words }).last();
  }

  /** Opens what is folded. */
  async unfold(summary) {
    const place = this.page.locator('details').filter({ has: this.page.locator('summary', { hasText: summary }) }).first();
    if (!(await place.getAttribute('open').then((open) => open !== null))) await place.locator('summary').first().click();
  }

  field(label, scope = this.page) {
    return scope.getByLabel(labelled(label)).locator('visible=true').first();
  }

  async fill(label, value) {
    await this.field(label).fill(value);
  }

  /** Chooses from a list; a list on which others depend brings its page up to date. */
  async choose(label, option) {
    const list = this.field(label);
    const choices = await list.locator('option').evaluateAll((options) => options.map((o) => [o.value, o.textContent.trim()]));
    const fits = option instanceof RegExp ? (text) => option.test(text) : (text) => text.toLowerCase() === option.toLowerCase();
    const choice = choices.find(([, text]) => fits(text));
    if (!choice) throw new Error(`“${label}” offers no “${option}” but ${choices.slice(0, 12).map(([, text]) => text).join(', ')}`);
    if ((await list.inputValue()) === choice[0]) return;
    const depended = (await list.getAttribute('data-cascade')) !== null;
    if (!depended) await list.selectOption(choice[0]);
    else if (this.scripts) await this.leads(() => list.selectOption(choice[0]));
    else {
      await list.selectOption(choice[0]);
      const update = list.locator('xpath=..').locator('[data-refresh]');
      await this.leads(() => update.click());
    }
  }

  /** One of a few, in the group that bears a question. */
  async answer(question, choice) {
    await this.page.getByRole('radiogroup', { name: labelled(question) }).getByLabel(labelled(choice)).check();
  }

  async tick(label) {
    await this.field(label).check();
  }

  async untick(label) {
    await this.field(label).uncheck();
  }

  async attach(label, file) {
    await this.page.getByLabel(labelled(label)).first().setInputFiles(file);
  }

  /** Some words stand on the page. */
  async see(words) {
    await this.page.getByText(words).locator('visible=true').first().waitFor();
  }

  async sees(words) {
    return (await this.page.getByText(words).locator('visible=true').count()) > 0;
  }

  async text() {
    return this.page.locator('main').innerText();
  }

  /** Saves what a link or button gives, and returns its bytes. */
  async download(name, about) {
    const control = await this.control(name, about);
    const [file] = await Promise.all([this.page.waitForEvent('download'), control.click()]);
    return readFile(await file.path());
  }

  /** What axe says of the page, once for each kind of page. */
  async look() {
    if (!this.examine) return;
    const kind = await this.page.evaluate(() => [location.pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[\w-]{30,}|\d+/g, '…'),
      document.title, document.querySelectorAll('main form, main details, main .fault').length].join(' '));
    if (this.examined.has(kind)) return;
    this.examined.add(kind);
    this.faults.push(...(await this.examineHere()).map((fault) => `${kind}: ${fault}`));
  }

  async examineHere() {
    await this.page.evaluate(axe);
    return this.page.evaluate(async (tags) => {
      const said = await globalThis.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] });
      return said.violations.map((rule) => `axe ${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | ')}`);
    }, TAGS);
  }

  /** A picture of the stage, kept with SCREENSHOTS=1. */
  async picture(name) {
    if (!pictures) return;
    await mkdir(pictures, { recursive: true });
    await this.page.evaluate(() => scrollTo(0, 0));
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
  }

  /** Nothing of all that was wrong. */
  content() {
    if (this.faults.length) throw new Error(`${this.name || 'the visitor'} met ${this.faults.length} faults:\n${[...new Set(this.faults)].join('\n')}`);
  }
}
