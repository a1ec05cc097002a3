// The guide, stage by stage, as somebody lives it who has nothing else in their hands.
import assert from 'node:assert/strict';
import { Client, forms } from './client.mjs';
import { asFile, jpeg, pdf } from './files.mjs';
import { Visitor } from './visitor.mjs';
import { WORDS } from './words.mjs';

/** Facts of a programme as its public page tells them. */
export async function programmes(demo) {
  const client = new Client(demo.url);
  const found = [];
  for (let page = 1; page <= 10; page += 1) {
    const { html } = await client.get(`/programmes?size=100&page=${page}`);
    const rows = [...html.matchAll(/<span class="mono">([^<]+)<\/span>[\s\S]*?<a href="\/programmes\/([^"]+)">([^<]+)<\/a>/g)];
    for (const [, label, id, title] of rows) if (!found.some((one) => one.id === id)) found.push({ id, label, number: label.split(' ')[0], title });
    if (rows.length < 100) break;
  }
  assert.ok(found.length >= 68, `${found.length} programmes take applications`);
  return found;
}

/** The first programme that fits; what its page says is asked for. */
export async function programme(demo, fits) {
  const client = new Client(demo.url);
  for (const one of await programmes(demo)) {
    const { html } = await client.get(`/programmes/${one.id}`);
    const says = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    one.firstLevel = says.includes('3-year Laurea');
    one.secondLevel = says.includes('Laurea Magistrale degree');
    one.composite = says.includes('Composite titles');
    one.corporate = says.includes('Corporate programme');
    one.distance = says.includes('Distance learning');
    // More than the curriculum.
    one.required = /(Portfolio of works|FOREIGN QUALIFICATIONS|Dual Enrolment|Other) \(required\)/.test(says);
    if (fits(one)) return one;
  }
  throw new Error('no programme of the demonstration fits');
}

export class Guide {
  constructor({ demo, browser, language, scripts = true, person, programme: chosen, chapter = '' }) {
    Object.assign(this, { demo, browser, language, scripts, person, chosen, chapter, w: WORDS[language] });
  }

  async arrive(options = {}) {
    this.v = await Visitor.arrive(this.browser, this.demo, { language: this.language, scripts: this.scripts, name: `${this.language} ${this.person.name}`, ...options });
    return this.v;
  }

  picture(name) {
    return this.chapter ? this.v.picture(`${this.language}-${this.chapter}-${name}`) : undefined;
  }

  async scan(...lines) {
    return jpeg(this.browser, lines);
  }

  /** Stage 0: the university identity. */
  async register() {
    const { v, w, person } = this;
    await v.go('/');
    // The guide: “To change the language click EN at the top right of the pages.”
    if ((await v.page.locator('html').getAttribute('lang')) !== this.language) await v.press(w.switch);
    assert.equal(await v.page.locator('html').getAttribute('lang'), this.language);
    await v.go('/sign-in');
    await this.picture('0-sign-in');
    await v.press(w.register);
    await v.fill(w.surname, person.surname);
    await v.fill(w.name, person.name);
    await v.answer(w.gender, person.gender === 'F' ? w.female : w.male);
    await v.fill(w.birthDay, person.birthDay);
    await v.choose(w.birthCountry, person.birthCountry);
    await v.fill(w.birthPlace, person.birthPlace);
    await v.choose(w.citizenship, person.citizenship);
    if (person.fiscal) await v.fill(w.fiscalCode, person.fiscal);
    else await v.tick(w.noFiscalCode);
    await this.address(person.home);
    await v.answer(w.coincidesNow, w.yesHome);
    await v.fill(w.mobile, person.mobile);
    await v.fill(w.email, person.email);
    await v.fill(w.emailAgain, person.email);
    await this.picture('0-registration');
    await v.press(w.proceed);
    await v.fill(w.newPassword, person.password);
    await v.fill(w.newPasswordAgain, person.password);
    await v.press(w.register);
    const mail = await this.demo.mail(person.email, (one) => one.links.some((link) => /activate/.test(link)));
    await v.go(mail.links.find((link) => /activate/.test(link)));
    await v.press(w.activate);
    if (await v.page.getByLabel(w.password, { exact: true }).count()) await this.signInHere(await this.codeFromMail());
    person.code = (await v.text()).match(w.yourCode)?.[1] ?? (await this.codeFromMail());
    assert.match(person.code, /^\d{8}$/, 'the person code has eight digits');
    await this.document();
    await this.picture('0-identity-document');
    await v.press(w.complete);
    await v.see(person.surname);
  }

  async codeFromMail() {
    const mail = await this.demo.mail(this.person.email, (one) => /\b\d{8}\b/.test(one.text));
    return mail.text.match(/\b\d{8}\b/)[0];
  }

  async signInHere(login) {
    const { v, w, person } = this;
    await v.fill(w.personCode, login);
    await v.fill(w.password, person.password);
    await v.press(w.signIn);
  }

  /** Country first, then what follows from it. */
  async address(home = { country: /^ital/i, province: /mil/i, town: /^Milano/i, postcode: '20133', street: 'Piazza Leonardo da Vinci', number: '32' }) {
    const { v, w } = this;
    await v.choose(w.country, home.country);
    if (home.postcode && home.town instanceof RegExp) {
      await v.choose(w.province, home.province);
      await v.choose(w.town, home.town);
      await v.choose(w.postcode, home.postcode);
    } else {
      if (home.province) await v.fill(w.province, home.province);
      await v.fill(w.town, home.town);
      await v.fill(w.postcode, home.postcode);
    }
    await v.fill(w.address, home.street);
    await v.fill(w.number, home.number);
    if (home.careOf) await v.fill(w.careOf, home.careOf);
    // The guide: “please enter the date of the day you are registering your address”.
    await v.fill(w.from, this.demo.day());
  }

  async document() {
    const { v, w, demo, person } = this;
    await v.choose(w.documentType, person.fiscal ? w.idCard : w.passport);
    await v.fill(w.issuer, 'Comune di Milano');
    await v.fill(w.documentNumber, 'CA12345XY');
    await v.fill(w.issuedOn, demo.day(-400));
    await v.fill(w.expiresOn, demo.day(3000));
    await v.attach(w.scan, asFile('document.jpg', await this.scan('IDENTITY CARD', `${person.surname} ${person.name}`, 'CA12345XY')));
  }

  async exit() {
    await this.v.press(this.w.exit);
  }

  /** With person code and password, from the page that everybody sees first. */
  async signIn() {
    const { v, w } = this;
    await v.go('/');
    await v.press(w.signIn);
    await this.signInHere(this.person.code);
    await v.see(this.person.surname);
  }

  /** Stage 1: New application, search by title and by ID, Select. */
  async choose() {
    const { v, w, chosen } = this;
    await v.go('/');
    await v.press(w.service);
    await v.press(w.newApplication);
    await this.picture('1-programmes');
    await v.see(/pag\. 1\/\d+ \(\w+:\d+\)/);
    const words = chosen.title.split(' ').filter((word) => word.length > 3).slice(0, 3).join(' ').toLowerCase();
    await v.fill(w.query, words.normalize('NFD').replace(/\p{M}/gu, ''));
    await v.press(w.search);
    await v.see(chosen.label);
    await v.fill(w.query, chosen.number);
    await v.press(w.search);
    await v.press(w.select, chosen.label);
    await v.see(w.chosen);
    this.home = new URL(v.page.url()).pathname.split('/').slice(0, 3).join('/');
  }

  /** Stage 2: personal data; what is missing is told and keeps one here. */
  async personalData({ moves = false } = {}) {
    const { v, w, person } = this;
    await this.picture('2-personal-data');
    for (const stage of w.stages) await v.see(stage);
    if (person.fiscal) {
      await v.press(w.proceed);
      await v.see(w.taxCode);
      assert.match(v.page.url(), /personal/, 'without the scan of the tax code one cannot proceed');
      await v.press(w.edit);
      await v.press(w.manage, w.taxCode);
      await v.page.locator('input[type=file]').first().setInputFiles(asFile('tax-code.jpg', await this.scan('TESSERA SANITARIA', person.fiscal)));
      await v.press(w.save);
    } else await v.press(w.edit);
    if (moves) {
      await v.press(w.manage, w.residence);
      await v.press(w.newAddress);
      await v.answer(w.coincides, w.no);
      await this.address({ country: /^ital/i, province: /ber/i, town: /^Bergamo/i, postcode: '24121', street: 'Via Tasso', number: '8', careOf: 'Rossi' });
      await this.picture('2-address');
      await v.press(w.save);
      // The answer was No: the address to which letters go is asked for.
      await this.address();
      await v.press(w.save);
    }
    // “Back to previous one”, from the block to the summary and from there to the application.
    for (let turn = 0; turn < 3 && new URL(v.page.url()).pathname !== `${this.home}/personal`; turn += 1) await v.press(w.back);
    await v.press(w.proceed);
    assert.match(v.page.url(), /qualification|titles/, 'the next section is Qualification');
  }

  /** Stage 3: one title. */
  async title({ state = /^ital/i, university, course, level, day, marks = '110/110', free }) {
    const { v, w } = this;
    await v.press(w.addTitle);
    if (free) {
      await v.press(w.universityFree);
      await v.choose(w.state, state);
      await v.fill(w.universityName, university);
      for (const label of [w.municipality, w.universityAddress]) if (await v.field(label).count()) await v.fill(label, 'Riverside');
      await v.press(w.proceed);
      if (await v.offers(w.courseFree)) await v.press(w.courseFree);
      await v.choose(w.level, level);
      await v.fill(new RegExp(`^(${w.courseName}|${w.course})`), course);
      await v.press(w.proceed);
    } else {
      await v.choose(w.state, state);
      await v.fill(w.universityName, university);
      await v.press(w.searchUniversity);
      await this.picture('3-university');
      await v.page.getByRole('radio', { name: university instanceof RegExp ? university : new RegExp(university, 'i') }).first().check();
      await v.press(w.selectUniversity);
      await v.fill(w.courseName, course);
      await v.press(w.searchCourse);
      await v.page.getByRole('radio', { name: new RegExp(course, 'i') }).first().check();
      await v.press(w.selectCourse);
    }
    await v.tick(w.attained);
    const year = Number(day.slice(6));
    await v.choose(w.academicYear, new RegExp(`${year - 1}/${year}`));
    await v.fill(w.graduatedOn, day);
    await v.fill(w.marks, marks);
    await this.picture('3-qualification');
    await v.press(w.save);
    await v.see(w.supporting);
  }

  /** A paper of the title that is shown. */
  async paper(label, words) {
    const { v, w } = this;
    await v.attach(label, asFile('paper.pdf', pdf(words)));
    await v.press(w.upload, label);
    await v.see('paper.pdf');
  }

  async titlesDone() {
    await this.picture('3-papers');
    await this.v.press(this.w.titlesDone);
    await this.v.press(this.w.proceed);
    assert.match(this.v.page.url(), /upload/, 'the next section is Upload');
  }

  /** Stage 4: every type of document, the privacy flag, the review, and the sending. */
  async upload({ all = true } = {}) {
    const { v, w } = this;
    const kinds = all ? w.attachments : w.attachments.slice(0, 1);
    for (const kind of kinds) {
      await v.choose(w.documentType2 ?? w.documentType, kind);
      await v.attach(w.file, asFile('attached.pdf', pdf(kind)));
      if (kind === w.attachments.at(-1) && kinds.length > 1) {
        // “In the Other category, you must enter keywords to describe the uploaded file.”
        await v.press(w.addFile);
        assert.ok(await v.page.locator('.fault').count(), 'a document of the category Other needs keywords');
        await v.choose(w.documentType2 ?? w.documentType, kind);
        await v.fill(w.keywords, 'language certificate');
        await v.attach(w.file, asFile('attached.pdf', pdf(kind)));
      }
      await v.press(w.addFile);
    }
    assert.equal(await v.page.locator('main a', { hasText: 'attached.pdf' }).count(), kinds.length, 'each document is in the list');
    await this.picture('4-upload');
    await v.press(w.proceed);
    assert.ok(await v.page.locator('.fault').count(), 'without the privacy flag one cannot proceed');
    await v.tick(w.policy);
    await v.press(w.proceed);
    assert.match(v.page.url(), /confirm/, 'the next section is Confirm');
  }

  async submit() {
    const { v, w } = this;
    await v.see(w.warning);
    await this.picture('4-confirm');
    await v.press(w.submit);
    await v.see(w.protocol);
    await this.picture('4-receipt');
    const receipt = await v.download(w.receipt);
    assert.equal(receipt.subarray(0, 5).toString(), '%PDF-');
    await this.demo.mail(this.person.email, (mail) => /received|ricevuta/i.test(mail.subject));
    await this.expectStatus(w.statuses.sent);
  }

  /** Stage 5: the status, in the list and on the page, with its legend. */
  async expectStatus(status) {
    const { v, w } = this;
    await v.go('/applications');
    const row = v.page.locator('tbody tr').filter({ hasText: this.chosen.label });
    assert.match(await row.first().innerText(), new RegExp(status, 'i'));
    await v.see(w.legend);
    await v.go(this.home);
    assert.match(await v.page.locator('main .badge').first().innerText(), new RegExp(status, 'i'));
  }

  /** Stage 6: billing data, the payment platform, the result. */
  async pay() {
    const { v, w, person } = this;
    await this.expectStatus(w.statuses.waiting);
    await v.go('/applications');
    await v.press(w.pay, this.chosen.label);
    await v.answer(w.holder, w.holderStudent);
    if (person.fiscal) await v.fill(w.billingCode, person.fiscal);
    else await v.tick(w.noBillingCode);
    await v.fill(w.address, 'Piazza Leonardo da Vinci, 32');
    await v.fill(w.city, 'Milano (MI)');
    await v.fill(w.zip, '20133');
    await v.fill(w.billingEmail, person.email);
    await v.fill(w.billingPhone, person.mobile);
    await this.picture('6-billing');
    await v.press(w.proceed);
    await this.picture('6-payment');
    await v.press(this.payButton ?? w.payFeeAndDuty);
    await this.picture('6-platform');
    await v.press(w.sandboxFail);
    await v.see(w.negative);
    await v.press(this.payButton ?? w.payFeeAndDuty);
    await v.press(w.sandboxPay);
    await this.seeReloading(w.positive);
    await this.picture('6-result');
    await this.demo.mail(person.email, (mail) => /Enrolment confirmed|Immatricolazione confermata/i.test(mail.subject));
    await this.expectStatus(w.statuses.confirmed);
    const text = await v.text();
    const found = text.match(new RegExp(`\\b${w.matricola}\\s*:?\\s*(\\d{4,})`, "i"));
    assert.ok(found, 'the student number is shown');
    this.matricola = found[1];
    await this.picture('7-confirmed');
  }

  /** Some words that come by themselves with scripts, and with the next look at the page without. */
  async seeReloading(words) {
    const { v } = this;
    if (this.scripts) return v.see(words);
    for (let turn = 0; turn < 100 && !(await v.sees(words)); turn += 1) await v.page.reload();
    return v.see(words);
  }
}

export { forms };
