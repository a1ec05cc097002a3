// The way to a stage without a browser, for stories that begin later: the same forms, sent by HTTP.
import assert from 'node:assert/strict';
import { Client, filled, forms, links, plain } from './client.mjs';
import { asFile, pdf, png } from './files.mjs';
import { somebody } from './person.mjs';

const follow = async (client, answer) => {
  if (answer.status === 303) return client.get(answer.headers.location);
  const faults = [...answer.html.matchAll(/class="fault"[^>]*>([\s\S]*?)<\/p>/g)].map(([, text]) => plain(text.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').trim());
  throw new Error(`${answer.path} answered ${answer.status}: ${faults.join('; ') || plain(answer.html.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ').slice(0, 600)}`);
};

/** Somebody who is registered, with an identity document and the scan of the tax code, and is signed in. */
export async function registered(demo, change = {}, language = 'en') {
  const person = somebody(change);
  const client = new Client(demo.url, language);
  const home = { country: 'IT', province: 'MI', street: 'Piazza Leonardo da Vinci', number: '32', from: demo.day() };
  let values = {
    surname: person.surname, name: person.name, gender: 'F', birth_day: person.birthDay, birth_country: 'IT', birth_place: 'Milano',
    citizenship: 'IT', fiscal_code: person.fiscal, ...home, coincides: 'yes', mobile: person.mobile, email: person.email, email_again: person.email,
  };
  // Each choice brings the lists that follow from it.
  let page = await client.submit('/register', /register$/, { ...values, refresh: 'country' });
  page = await client.submit(page, /register$/, { ...values, refresh: 'province' });
  const town = option(page, 'town', /^Milano/i);
  page = await client.submit(page, /register$/, { ...values, town, refresh: 'town' });
  values = { ...values, town, postcode: option(page, 'postcode', /20133/) };
  page = await client.submit(page, /register$/, { ...values, refresh: undefined });
  assert.equal(page.status, 200, `the first page of the registration: ${page.status} ${faultsOf(page)}`);
  await follow(client, await client.submit(page, /register\/password/, { password: person.password, password_again: person.password, refresh: undefined }));
  const mail = await demo.mail(person.email, (one) => one.links.some((link) => /activate/.test(link)));
  const activation = new URL(mail.links.find((link) => /activate/.test(link))).pathname;
  await follow(client, await client.submit(activation, /activate/, {}));
  const told = await demo.mail(person.email, (one) => /\b\d{8}\b/.test(one.text));
  person.code = told.text.match(/\b\d{8}\b/)[0];
  if (!client.jar.has('session')) await client.signIn(demo, { login: person.code, password: person.password });
  await follow(client, await client.submit('/registration/document', /registration\/document/, {
    document_type: option(await client.get('/registration/document'), 'document_type', /ID CARD|CARTA/), issuer: 'Comune di Milano',
    document_number: 'CA12345XY', issued_on: demo.day(-400), expires_on: demo.day(3000),
  }, { files: [{ field: fileField(await client.get('/registration/document')), ...asFile('card.png', png()) }] }));
  const scan = await client.get('/profile/tax-code');
  await follow(client, await client.submit(scan, /tax-code/, {}, { files: [{ field: fileField(scan), ...asFile('code.png', png(200, 120)) }] }));
  return { person, client };
}

const faultsOf = (page) => [...page.html.matchAll(/class="fault"[^>]*>([\s\S]*?)<\/p>/g)].map(([, text]) => text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim()).join('; ');
const fileField = (page) => forms(page.html).flatMap((form) => form.fields).find((field) => field.type === 'file').name;
export function option(page, name, words) {
  const list = page.html.match(new RegExp(`<select[^>]*name="${name}"[\\s\\S]*?</select>`))?.[0] ?? '';
  const found = [...list.matchAll(/<option value="([^"]*)"[^>]*>([^<]*)/g)].find(([, value, text]) => value && words.test(plain(text).trim()));
  assert.ok(found, `the list ${name} offers ${words}: ${list.slice(0, 300)}`);
  return plain(found[1]);
}

/** An application begun for a programme; its address. */
export async function begun(client, programme) {
  const page = await follow(client, await client.submit(`/applications/new?q=${programme.number}`, /applications$/, { programme: programme.id }));
  return page.path.split('?')[0].split('/').slice(0, 3).join('/');
}

/** Personal data confirmed, one title of before the register with its paper, the policy read: ready to be sent. */
export async function ready(client, home, demo) {
  await follow(client, await client.submit(`${home}/personal`, /personal/, {}));
  const page = await client.get(`${home}/qualification`);
  const add = links(page.html).find((href) => /university/.test(href));
  const found = await client.get(`${add}?country=IT&name=politecnico&search=yes`);
  const course = await follow(client, await client.submit(found, /university$/, radio(found)));
  const courses = await client.get(`${course.path.split('?')[0]}?name=ingegneria&level=&search=yes`);
  const details = await follow(client, await client.submit(courses, /course$/, radio(courses)));
  const year = option(details, 'academic_year', /2004\/2005/);
  const saved = await follow(client, await client.submit(details, /qualification\/[^/]+$/, { attained: 'yes', academic_year: year, graduated_on: '20/07/2005', mark: '105/110' }));
  const slot = forms(saved.html).find((form) => /papers$/.test(form.action));
  await follow(client, await client.post(slot.action, filled(slot), { multipart: true, files: [{ field: slot.fields.find((field) => field.type === 'file').name, ...asFile('signed.pdf', pdf('Self-certification')) }] }));
  await follow(client, await client.submit(`${home}/qualification`, /qualification$/, {}));
  const upload = await client.get(`${home}/upload`);
  await follow(client, await client.submit(upload, /upload\/add$/, { kind: option(upload, 'kind', /^Curriculum/), action: 'add' }, { files: [{ field: 'file', ...asFile('curriculum.pdf', pdf('Curriculum')) }] }));
  await follow(client, await client.submit(`${home}/upload`, /upload$/, { policy: 'yes' }));
}

/** The first of the radio buttons of a page's results. */
function radio(page) {
  const field = forms(page.html).filter((form) => form.method === 'post').flatMap((form) => form.fields).find((one) => one.type === 'radio');
  assert.ok(field, `${page.path} offers something to choose`);
  return { [field.name]: field.value };
}
