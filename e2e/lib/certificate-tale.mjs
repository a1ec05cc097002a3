// The guide of certificates: asked for, paid, signed, in the person's hands, and proven by whoever gets them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Certificates, Recipient } from './certificates.mjs';
import { Demo } from './demo.mjs';
import * as paper from './paper.mjs';
import { openBrowser } from './visitor.mjs';

/** A demonstration and a browser for the stories of a file. */
export function stage() {
  const here = {};
  before(async () => {
    here.demo = await Demo.start();
    here.browser = await openBrowser();
  });
  after(async () => {
    await here.browser?.close();
    await here.demo?.stop();
  });
  return here;
}

/** The same signed facts in another's name: one letter or digit of the file changed. */
function changed(bytes) {
  const other = Buffer.from(bytes);
  const at = other.indexOf('stream') + 60;
  other[at] ^= 1;
  return other;
}

/** The guide word by word with all three deliveries, and what the recipient of the file and of the paper can find out. */
export function tell(language) {
  const here = stage();

  test(`the guide of certificates in ${language}, with the download, the post and the counter`, async (t) => {
    const { demo, browser } = here;
    const story = new Certificates({ demo, browser, language, surname: 'Serra', chapter: 'certificates' });
    const recipient = new Recipient({ demo, browser, language });
    const { c } = story;
    const facts = ['Nicola Serra', '25/11/2022', '108/110'];
    let broken = false;
    const part = async (name, live) => {
      if (broken) return t.test(name, { skip: 'an earlier part failed' }, () => {});
      broken = true;
      await t.test(name, async () => {
        try {
          await live();
        } catch (error) {
          for (const { v } of [story, recipient]) if (v) error.stack += `\n${v.name} was at ${v.page.url()}: ${(await v.text().catch(() => '')).replace(/\n+/g, ' | ').slice(0, 1800)}`;
          throw error;
        }
        broken = false;
      });
    };
    let sealed;
    let text;

    await part('Search documents: the career, the document, its parameters', async () => {
      await story.arrive();
      await story.open();
      await story.counts(0, 0);
      await story.select('827640', c.masterAward);
      await story.v.see(c.noMultiCopy);
      await story.define();
      await story.picture('2-parameters');
    });
    await part('the preview is what will be issued, marked as preview, without number and code', async () => {
      const bytes = await story.preview();
      const preview = await paper.words(bytes);
      assert.match(preview, new RegExp(c.previewMark, 'i'));
      assert.match(preview, /Nicola Serra/i);
      assert.throws(() => paper.printedCode(preview));
      assert.equal((await paper.signature(bytes)).count, 0);
    });
    await part('Reserve document, Access the cart, delete, reserve again', async () => {
      await story.reserve();
      await story.counts(1, 1);
      await story.cart();
      await story.picture('2-cart');
      await story.pressIn(story.v.page.locator('tbody tr').filter({ hasText: c.masterAward }).first(), c.delete);
      await story.v.see(c.deleted);
      await story.open();
      await story.counts(0, 0);
      await story.select('827640', c.masterAward);
      await story.define();
      await story.reserve();
    });
    await part('Save Communications, Sel. Delivery Type: download digitally signed documents', async () => {
      await story.cart();
      await story.v.see(c.family);
      // What was saved is there again, also on another device; without it no operator has anything to read.
      await story.communicate('827640', 'For a competition.');
      assert.equal(await story.panel('827640').getByLabel(c.communications).inputValue(), 'For a competition.');
      await story.communicate('827640', '');
      await story.delivery('827640', c.download);
    });
    await part('Payment: payment slip, Start Payment, POSITIVE', async () => {
      await story.pay({ total: c.money(16), documents: [c.masterAward, '827640'] });
    });
    await part('the sealed document can be downloaded from Submitted requests, and a mail says so', async () => {
      await story.submitted('827640');
      sealed = await story.download(c.masterAward);
      // In the language of the account, whichever the pages were read in.
      await demo.mail(story.person.email, (mail) => c.readyMails.includes(mail.subject));
      text = await paper.words(sealed);
      assert.match(text, /Nicola Serra/);
      assert.match(text, /1 (of|di) 1/);
      const { count, valid, said } = await paper.signature(sealed);
      assert.ok(count === 1 && valid, said);
    });
    await part('the recipient of the file reads that it is unaltered; after a change, that it is not', async () => {
      await recipient.arrive();
      await recipient.byFile(sealed, c.verify.whole, facts);
      await recipient.v.picture(`${language}-certificates-6-verify`);
      await recipient.byFile(changed(sealed), c.verify.altered);
    });
    await part('the recipient of the paper types its code, or pastes what a scanner read', async () => {
      const code = paper.printedCode(text);
      await recipient.byCode(code.toLowerCase().replaceAll('-', ' '), c.verify.valid, facts);
      const other = code.slice(0, -1) + (code.endsWith('2') ? '3' : '2');
      await recipient.byCode(other, c.verify.unknown);
      const printed = (await paper.attachment(sealed, 'codes.txt')).toString().trim();
      await recipient.byText(printed, c.verify.valid, facts);
    });
    await part('in airplane mode the printed code, a photograph of the paper and the PDF are read', async () => {
      const printed = (await paper.attachment(sealed, 'codes.txt')).toString().trim();
      await recipient.offline(sealed, printed.split('\n')[0], ['Nicola Serra', '108']);
    });
    await part('two careers in one cart: one by post to a new address, one at the counter for a delegate', async () => {
      await story.open();
      await story.select('765432', c.path);
      await story.define({ language: c.both, copies: '2' });
      await story.reserve();
      await story.v.go('/certificates');
      await story.select('827640', c.masterPath);
      await story.define({ destination: c.abroad });
      await story.reserve();
      await story.counts(2, 2);
      await story.cart();
      await story.communicate('765432', 'Please do not fold the sheets.');
      await story.delivery('765432', c.post);
      await story.newAddress();
      await story.v.press(c.cart);
      await story.delivery('827640', c.office);
      await story.counter({ delegate: 'Lucia Serra', document: 'CA99887HH' });
      await story.pay({ total: c.money(48), documents: [c.path, c.masterPath, 'Lucia Serra', 'Via Celoria'] });
      await story.submitted('765432');
      await story.seeReloading(c.sent);
      await story.v.see(c.officeTurn);
      await story.v.see('Please do not fold the sheets.');
      await story.picture('5-by-post');
      await story.submitted('827640');
      await story.picture('5-by-office');
    });
    for (const { v } of [story, recipient]) v?.content();
  });

  test(`a public office wants a certificate, in ${language}: it is led to the self-certification, free, at once`, async () => {
    const { demo, browser } = here;
    const story = new Certificates({ demo, browser, language, surname: 'Marchetti', chapter: 'self' });
    const recipient = new Recipient({ demo, browser, language });
    const { c } = story;
    await story.arrive();
    await story.open();
    await story.select('801234', c.award);
    await story.define({ recipient: c.publicBody });
    await story.v.press(c.reserve);
    await story.v.see(c.led);
    await story.picture('1-led');
    await story.v.see(c.oneCopy);
    await story.v.see(c.footnoteWarning);
    assert.ok(!(await story.v.page.getByLabel(c.copies).count()), 'of a self-certification there is one copy');
    await story.v.press(c.atOnce);
    const sealed = await story.download(c.selfAward, c.toSign);
    const text = await paper.words(sealed);
    assert.match(text, /Beatrice Marchetti/);
    assert.match(text, /445\/2000/);
    assert.ok((await paper.signature(sealed)).valid);
    await story.open();
    await story.counts(0, 0);
    await recipient.arrive();
    await recipient.byFile(sealed, c.verify.whole, ['Beatrice Marchetti', '21/04/2022']);
    story.v.content();
    recipient.v.content();
  });
}

/** The same without JavaScript, shorter: one certificate to download, and its check. */
export function tellWithoutScripts(language) {
  const here = stage();

  test(`a certificate without JavaScript, in ${language}, from the career to its check`, async () => {
    const { demo, browser } = here;
    const story = new Certificates({ demo, browser, language, scripts: false, surname: 'Larsen' });
    const recipient = new Recipient({ demo, browser, language, scripts: false });
    const { c } = story;
    await story.arrive();
    await story.open();
    await story.select('838215', c.specialistAward);
    await story.define();
    assert.match(await paper.words(await story.preview()), new RegExp(c.previewMark, 'i'));
    await story.reserve();
    await story.cart();
    await story.delivery('838215', c.office);
    // Another way after all.
    await story.v.press(c.cart);
    await story.delivery('838215', c.download);
    await story.pay({ total: c.money(16), documents: [c.specialistAward] });
    await story.submitted('838215');
    const sealed = await story.download(c.specialistAward);
    await recipient.arrive();
    await recipient.byFile(sealed, c.verify.whole, ['Ingrid Larsen', '20/09/2024']);
    await recipient.byCode(paper.printedCode(await paper.words(sealed)), c.verify.valid, ['Ingrid Larsen']);
    story.v.content();
    recipient.v.content();
  });
}
