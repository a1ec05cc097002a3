// A session that ends while somebody types, with and without JavaScript: after signing in again the form is there with
// what was typed, and one more press of the button sends it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Demo } from './lib/demo.mjs';
import { registered } from './lib/shortcut.mjs';
import { openBrowser, Visitor } from './lib/visitor.mjs';
import { WORDS } from './lib/words.mjs';

const w = WORDS.en;
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

for (const scripts of [false, true]) {
  test(`the session ends while somebody types, ${scripts ? 'with' : 'without'} JavaScript`, async () => {
    const { client, person } = await registered(demo);
    const v = await Visitor.arrive(browser, demo, { language: 'en', scripts, name: 'the slow' });
    await v.context.addCookies([...client.jar].map(([name, value]) => ({ name, value, url: demo.url })));
    await v.go('/profile/phones?back=/applications');
    await v.fill(w.residencePhone, '+39 02 7654321');
    await demo.pass('PT2H');
    await v.press(w.save);
    await v.see(/What you were typing is kept/);
    assert.ok(!v.page.url().includes('7654321'), 'nothing typed is in the address');
    await v.fill(w.personCode, person.code);
    await v.fill(w.password, person.password);
    await v.press(w.signIn);
    await v.see(/Your session had ended before this was sent/);
    assert.equal(await v.field(w.residencePhone).inputValue(), '+39 02 7654321');
    await v.press(w.save);
    await v.go('/profile/phones');
    assert.equal((await v.field(w.residencePhone).inputValue()).replace(/\s/g, ''), '+39027654321');
    v.content();
    await v.context.close();
  });
}
