// The secretary's side of the guide, and the university that is asked to confirm a title.
import assert from 'node:assert/strict';
import { Visitor } from './visitor.mjs';
import { WORDS } from './words.mjs';

export class Office {
  constructor({ demo, browser, language, scripts = true, chapter = '' }) {
    Object.assign(this, { demo, browser, language, scripts, chapter, w: WORDS[language] });
  }

  picture(name) {
    return this.chapter ? this.v.picture(`${this.language}-${this.chapter}-${name}`) : undefined;
  }

  /** Signs in with the second factor, as one of the staff. */
  async arrive(role = 'central-secretariat') {
    const { w, demo } = this;
    const officer = demo.people.find((person) => person.role === role);
    assert.ok(officer, `the demonstration has somebody with the role ${role}`);
    this.v = await Visitor.arrive(this.browser, demo, { language: this.language, scripts: this.scripts, name: `${this.language} ${role}` });
    await this.v.go('/sign-in');
    await this.v.fill(w.personCode, officer.login);
    await this.v.fill(w.password, officer.password);
    await this.v.press(w.signIn);
    for (const step of [0, 1, -1]) {
      // A code serves once; another story may have used this one.
      await this.v.fill(w.code, demo.totp(officer.totp, step));
      await this.v.press(w.signIn);
      if (!(await this.v.page.locator('.fault').count())) break;
    }
    // An account has a language of its own; the switch is at the top right of every page.
    if ((await this.v.page.locator('html').getAttribute('lang')) !== this.language) await this.v.press(w.switch);
    await this.v.see(officer.name.split(' ').at(-1));
    return this.v;
  }

  /** From the queue to the application of somebody. */
  async open(guide) {
    const { v, w } = this;
    await v.go('/office/applications');
    await v.fill(w.office.query, guide.person.code);
    await v.choose(w.office.status, w.office.all);
    await v.press(w.search);
    await this.picture('5-queue');
    const row = v.page.locator('tbody tr').filter({ hasText: guide.person.surname }).first();
    const link = row.getByRole('link').first();
    await v.go(await link.getAttribute('href'));
    this.case = new URL(v.page.url()).pathname;
  }

  /** Looks at each paper in the page, takes charge, leaves a note for colleagues. */
  async look() {
    const { v, w } = this;
    const papers = v.page.locator('section, .panel').filter({ hasText: /./ }).locator('a[href*="paper="]');
    for (const href of [...new Set(await papers.evaluateAll((links) => links.map((link) => link.getAttribute('href'))))].slice(0, 6)) {
      await v.go(href);
      const picture = v.page.locator('#viewer img').first();
      if (await picture.count()) assert.ok(await picture.evaluate((img) => img.decode().then(() => img.naturalWidth > 0)), `${href} is shown`);
    }
    await this.picture('5-application');
    await v.press(w.office.take);
    await v.fill(w.office.note, 'Called on the telephone.');
    await v.press(w.office.addNote);
    await v.see('Called on the telephone.');
  }

  async askCorrections() {
    const { v, w } = this;
    await v.press(w.office.corrections);
    await v.tick(w.office.attachments);
    await v.fill(w.office.wrong, 'The curriculum is not legible.');
    await v.fill(w.office.message, 'Please add a better copy.');
    await v.fill(w.office.due, this.demo.day(10));
    await this.picture('5-corrections');
    await v.press(w.office.corrections);
    await v.see(this.demo.day(10));
  }

  async accept() {
    await this.v.go(this.case);
    await this.v.press(this.w.office.accept);
  }

  async conditional() {
    await this.v.press(this.w.office.conditional);
  }

  /** Asks the university that issued the title; it answers by its link; the secretary decides. */
  async verify() {
    const { v, w, demo } = this;
    const address = `registry${Math.floor(Math.random() * 1e9)}@university.example`;
    await v.press(w.office.ask);
    await v.fill(w.office.universityEmail, address);
    await v.press(w.office.ask);
    const mail = await demo.mail(address);
    const university = await Visitor.arrive(this.browser, demo, { language: this.language, scripts: this.scripts, name: 'the university' });
    await university.go(mail.links.find((link) => /qualification-check/.test(link)));
    await university.answer(w.answering.answer, w.answering.confirmed);
    await university.fill(w.answering.who, 'Registry office');
    await university.press(w.answering.send);
    await university.see(w.answering.thanks);
    university.content();
    await university.context.close();
    await v.go(this.case);
    await v.press(w.office.decide);
    await v.answer(w.office.decision, w.office.confirm);
    await v.fill(w.office.reason, 'As the university answered.');
    await v.press(w.proceed);
  }

  async askPayment() {
    await this.v.press(this.w.office.payment);
  }
}
