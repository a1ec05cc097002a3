// Every page that any of the demonstration's people can reach by links, in both languages, wide and narrow: no error in
// the console, nothing fetched from elsewhere, no violation of WCAG 2.2 AA that axe can find.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client, crawl, kind } from './lib/client.mjs';
import { Demo } from './lib/demo.mjs';
import { openBrowser, Visitor } from './lib/visitor.mjs';

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

/** Kinds of pages that somebody else's turn has shown already. */
const examined = new Set();

async function look(who, person) {
  const client = new Client(demo.url);
  if (person) await client.signIn(demo, person);
  const pages = await crawl(client, ['/', '/demo', '/accessibility', '/privacy', '/help', '/nothing-here', '/register', '/sign-in', '/assistance', '/programmes']);
  const broken = pages.filter(({ answer }) => answer.status >= 500).map(({ target, answer }) => `${target} answered ${answer.status}`);
  // The demonstration's mailbox shows everybody's mails, with links that are not for everybody.
  const lost = pages.filter(({ target, answer, by }) => answer.status >= 400 && answer.status < 500 && target !== '/nothing-here' && !by.startsWith('/demo'))
    .map(({ target, answer, by }) => `${target} is linked by ${by} and answered ${answer.status}`);
  const papers = new Set();
  const fresh = pages.filter(({ target, answer }) => {
    const once = `${kind(target)} ${answer.status} ${person ? who : ''}`;
    const shared = `${kind(target)} ${(answer.html.match(/<h1\b[^>]*>([\s\S]*?)<\/h1>/) ?? [])[1]} ${(answer.html.match(/<(form|table|details|input|select)\b/g) ?? []).length}`;
    if (!(answer.headers['content-type'] ?? '').startsWith('text/html') || papers.has(once) || examined.has(shared)) return false;
    papers.add(once);
    examined.add(shared);
    return true;
  });
  const visitors = await Promise.all(['en', 'it'].map((language) => Visitor.arrive(browser, demo, { language, examine: false, name: who })));
  for (const visitor of visitors) {
    const cookies = [...client.jar].filter(([name]) => name !== 'language').map(([name, value]) => ({ name, value, url: demo.url }));
    await visitor.context.addCookies([...cookies, { name: 'language', value: visitor.language, url: demo.url }]);
  }
  const foreign = [];
  await Promise.all(visitors.map(async (visitor) => {
    for (const { target } of fresh) {
      await visitor.page.setViewportSize({ width: 1280, height: 800 });
      await visitor.page.goto(target, { waitUntil: 'load' });
      assert.equal(await visitor.page.locator('html').getAttribute('lang'), visitor.language, `${target} is in another language`);
      await examine(visitor, target, 'wide');
      await visitor.page.setViewportSize({ width: 390, height: 800 });
      await examine(visitor, target, 'narrow');
      const over = await visitor.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 1) visitor.faults.push(`${target} (${visitor.language}) is ${over} pixels too wide for a phone`);
      const keys = await visitor.page.evaluate(() => document.body.innerText.match(/\{ ?\$\w+ ?\}|⟨.*?⟩/g));
      if (keys) visitor.faults.push(`${target} (${visitor.language}) shows texts without values: ${keys}`);
    }
    await visitor.context.close();
  }));
  const faults = [...broken, ...lost, ...foreign, ...visitors.flatMap((visitor) => visitor.faults)];
  const said = [...new Set(faults)];
  assert.ok(said.length === 0, `${who}: ${pages.length} pages reached, ${fresh.length} examined, ${said.length} faults:\n${said.slice(0, 40).join('\n')}`);
  return { reached: pages.length, examined: fresh.length };
}

async function examine(visitor, target, width) {
  for (const fault of await visitor.examineHere()) visitor.faults.push(`${target} (${visitor.language}, ${width}): ${fault}`);
}

test('a stranger meets only pages without fault', async (t) => {
  const { reached, examined } = await look('stranger');
  t.diagnostic(`${reached} pages reached, ${examined} examined`);
});

test('each of the people of the demonstration meets only pages without fault', async (t) => {
  assert.ok(demo.people.length > 0, 'the demonstration has people');
  for (const person of demo.people) {
    await t.test(`${person.role}: ${person.name}`, async (t) => {
      const { reached, examined } = await look(`${person.role} ${person.name}`, person);
      t.diagnostic(`${reached} pages reached, ${examined} examined`);
    });
  }
});
