// The welcome letter: the contact person opens the admission by person code, the person selects the stamp duty among the
// certificates, confirms, books and pays; only then is the enrolment valid and the student number there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Demo } from './lib/demo.mjs';
import { Office } from './lib/office.mjs';
import { openBrowser, Visitor } from './lib/visitor.mjs';
import { WORDS } from './lib/words.mjs';

const SAID = {
  en: {
    admissions: 'Admissions', open: 'Open an admission', code: 'Person code', programme: 'Programme', find: 'Find the person',
    documents: /The qualification documents were received/, tick: 'Tick this when', on: 'Received on', what: 'What was received', confirm: 'Open the admission',
    waiting: 'WAITING FOR STAMP DUTY', notValid: 'The enrolment is not valid yet', go: 'Go and select it',
    book: 'Confirm and book it', delivery: 'Sel. Delivery Type', start: 'Start Payment', download: /download/i,
    item: /ENROLMENT STAMP DUTY PAYMENT APPLICATION/, valid: 'your enrolment is valid', confirmed: 'ENROLMENT CONFIRMED',
  },
  it: {
    admissions: 'Ammissioni', open: "Apri un'ammissione", code: 'Codice persona', programme: 'Corso', find: 'Cerca la persona',
    documents: /I documenti del titolo di studio sono arrivati/, tick: 'Spunta quando', on: 'Arrivati il', what: 'Che cosa è arrivato', confirm: "Apri l'ammissione",
    waiting: 'IN ATTESA DEL BOLLO', notValid: "L'immatricolazione non è ancora valida", go: 'Vai a selezionarla',
    book: 'Conferma e prenota', delivery: 'Sel. Tipo consegna', start: 'Avvia pagamento', download: /scaric/i,
    item: /PAGAMENTO DEL BOLLO DI ISCRIZIONE/, valid: 'la tua immatricolazione è valida', confirmed: 'IMMATRICOLAZIONE CONFERMATA',
  },
};

let demo;
let browser;
before(async () => {
  demo = await Demo.start();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** The story of one person, by language. */
function tell(language, surname, scripts = true) {
  test(`the enrolment stamp duty in ${language}${scripts ? '' : ', without JavaScript'}`, async () => {
    const w = WORDS[language];
    const s = SAID[language];
    const somebody = demo.people.find((one) => one.name.endsWith(surname));
    assert.ok(somebody, `${surname} is one of the demonstration`);
    const office = new Office({ demo, browser, language, scripts });
    const contact = await office.arrive('programme-secretary');

    // The contact person: who and to what, the name, what was received.
    await contact.go('/office/admissions');
    await contact.press(s.open);
    await contact.fill(s.code, somebody.login);
    const editions = contact.field(s.programme);
    await editions.selectOption({ index: 1 });
    await contact.press(s.find);
    await contact.see(surname);
    await contact.press(s.confirm);
    await contact.see(s.tick);
    await contact.tick(s.documents);
    await contact.fill(s.on, demo.day());
    await contact.fill(s.what, 'Degree certificate, CIMEA certificate of comparability');
    await contact.press(s.confirm);
    await contact.see(s.notValid);
    const admission = new URL(contact.page.url()).pathname;

    // The person: the mail, the page, the list of documents.
    const mail = await demo.mail(somebody.email, (one) => one.links.some((link) => /\/admissions\//.test(link)));
    const person = await Visitor.arrive(browser, demo, { language, scripts, name: `${language} ${surname}` });
    await person.go('/sign-in');
    await person.fill(w.personCode, somebody.login);
    await person.fill(w.password, somebody.password);
    await person.press(w.signIn);
    if ((await person.page.locator('html').getAttribute('lang')) !== language) await person.press(w.switch);
    await person.go(mail.links.find((link) => /\/admissions\//.test(link)));
    await person.see(s.waiting);
    const page = new URL(person.page.url()).pathname;
    await person.press(s.go);
    assert.match(await person.text(), s.item);
    await person.go(await person.page.locator('main a[href^="/certificates/duty/"]').first().getAttribute('href'));
    await person.press(s.book);
    await person.press(s.delivery);
    await person.page.getByRole('radio', { name: s.download }).first().check();
    await person.press(w.proceed);
    await person.go('/certificates/payment');
    await person.press(s.start);
    await person.page.waitForURL(/\/payments\//);
    if (await person.page.locator('form[action$="/pay"]').count()) await person.page.locator('form[action$="/pay"] button').first().click();
    await person.press(w.sandboxPay);

    // Only now is the enrolment valid.
    await demo.mail(somebody.email, (one) => one.subject === SAID.en.confirmed || one.subject === SAID.it.confirmed);
    await person.go(page);
    await person.see(s.valid);
    const matricola = (await person.text()).match(/\b(\d{6,7})\b/)?.[1];
    assert.ok(matricola, 'the student number is shown');
    const told = await demo.mail('segreteria.corso@', (one) => one.subject.includes(surname) && one.text.includes(matricola));
    assert.ok(told.links.some((link) => link.endsWith(admission)));
    await contact.go(admission);
    await contact.see(s.confirmed);
    await contact.see(matricola);
    await person.go('/careers');
    await person.see(matricola);
    person.content();
    contact.content();
  });
}

tell('en', 'Laurent');
tell('it', 'Ferraris');
tell('en', 'Weber', false);
