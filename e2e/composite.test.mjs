// A programme that asks for a composite title: the two titles that make up the requirement, each with its own papers.
// With one of them the application goes no further, and the check list says what is missing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Demo } from './lib/demo.mjs';
import { Guide, programme } from './lib/guide.mjs';
import { somebody } from './lib/person.mjs';
import { openBrowser } from './lib/visitor.mjs';

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

for (const language of ['en', 'it']) {
  test(`composite titles in ${language}: two titles, two proofs, one application`, async () => {
    const chosen = await programme(demo, (one) => one.composite && !one.corporate && !one.required);
    const guide = new Guide({ demo, browser, language, person: somebody(), programme: chosen });
    const v = await guide.arrive();
    const { w } = guide;
    await guide.register();
    await guide.choose();
    await guide.personalData();

    await guide.title({ university: 'Bologna', course: 'ingegneria', day: '18/07/2019' });
    await guide.paper(w.certificate, 'Certificate of the national register');
    await v.press(w.titlesDone);
    await v.press(w.proceed);
    await v.see(w.oneMoreTitle);
    assert.match(v.page.url(), /qualification/, 'with one title of two one cannot proceed');

    await guide.title({ university: 'Politecnico di Milano', course: 'ingegneria', day: '20/07/2005', marks: '105/110' });
    await guide.paper(w.selfCertification, 'Self-certification');
    await guide.titlesDone();
    await guide.upload({ all: false });
    await guide.submit();
    assert.equal((await v.text()).match(/INGEGNERIA/gi)?.length >= 1, true, 'the titles are shown');
    v.content();
  });
}
