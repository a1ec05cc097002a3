// The whole guide, from the registration to the student number: applicant, secretary and university.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Demo } from './demo.mjs';
import { asFile, pdf } from './files.mjs';
import { Guide, programme } from './guide.mjs';
import { Office } from './office.mjs';
import { somebody } from './person.mjs';
import { openBrowser } from './visitor.mjs';

/** Tells the guide as one test with a part for each stage; a stage that fails ends the tale. */
export function tell(language, { scripts = true, person = {}, programme: fits, titles, papers, permit = false }) {
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

  test(`the guide in ${language}${scripts ? '' : ', without JavaScript'}, from the registration to the student number`, async (t) => {
    const chosen = await programme(demo, fits);
    const guide = new Guide({ demo, browser, language, scripts, person: somebody(person), programme: chosen, chapter: 'applicant' });
    const office = new Office({ demo, browser, language, scripts, chapter: 'secretary' });
    // The Italian page comes first to whoever asks for Italian, and English is one press away.
    await guide.arrive({ language: scripts && language === 'en' ? 'it' : language });
    let broken = false;
    const stage = async (name, live) => {
      if (broken) return t.test(name, { skip: 'an earlier stage failed' }, () => {});
      broken = true;
      await t.test(name, async () => {
        try {
          await live();
        } catch (error) {
          const where = [];
          for (const { v } of [guide, office]) if (v) where.push(`${v.name} was at ${v.page.url()}: ${(await v.text().catch(() => '')).replace(/\n+/g, ' | ').slice(0, 1500)}`);
          error.stack = `${error.stack}\n${where.join('\n')}`;
          throw error;
        }
        broken = false;
      });
    };

    await stage('stage 0: registration, activation, identity document, person code', () => guide.register());
    await stage('stage 0: Exit, then sign in with person code and password', async () => {
      await guide.exit();
      await guide.signIn();
    });
    await stage('stage 1: New application, search by title and ID, Select', () => guide.choose());
    await stage('stage 2: personal data, tax code, new address', () => guide.personalData({ moves: true }));
    await stage('stage 3: academic qualifications and their papers', async () => {
      await titles(guide);
      await papers(guide);
      await guide.titlesDone();
    });
    await stage('stage 4: upload, privacy flag, confirm and submit', async () => {
      if (permit && (await guide.v.page.getByLabel(guide.w.permit, { exact: false }).count())) await guide.paper(guide.w.permit, 'Residence permit');
      await guide.upload();
      await guide.submit();
    });
    await stage('the secretary finds the application, looks at its papers, asks for corrections', async () => {
      await office.arrive();
      await office.open(guide);
      await office.look();
      await office.askCorrections();
    });
    await stage('stage 5: the applicant corrects what was asked for', async () => {
      await demo.mail(guide.person.email, (mail) => /changes or additions|modifiche o integrazioni/i.test(mail.subject));
      await guide.expectStatus(guide.w.statuses.draft);
      await guide.v.see(guide.w.askedFor);
      await guide.picture('5-corrections');
      await guide.v.go(`${guide.home}/upload`);
      await guide.v.choose(guide.w.documentType2 ?? guide.w.documentType, guide.w.attachments[0]);
      await guide.v.attach(guide.w.file, asFile('better.pdf', pdf('A better copy')));
      await guide.v.press(guide.w.addFile);
      await guide.v.go(guide.home);
      await guide.v.press(guide.w.resubmit);
      await guide.expectStatus(guide.w.statuses.sent);
    });
    await stage('the secretary accepts the data and enrols under condition', async () => {
      await office.accept();
      await office.conditional();
      await guide.expectStatus(guide.w.statuses.conditional);
      await guide.picture('5-conditional');
    });
    await stage('the university confirms the title; fee and duty are asked for', async () => {
      await office.verify();
      await office.askPayment();
      await demo.mail(guide.person.email, (mail) => /WAITING FOR PAYMENT|IN ATTESA DI PAGAMENTO/i.test(mail.subject));
    });
    await stage('stage 6: billing data, payment, enrolment confirmed, student number', async () => {
      await guide.pay();
      assert.match(guide.matricola, /^\w{4,}$/);
      t.diagnostic(`student number ${guide.matricola}`);
    });
    await t.test('nothing went wrong on any page on the way', () => {
      guide.v.content();
      office.v?.content();
    });
  });
}
