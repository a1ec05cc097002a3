// Somebody who speaks HTTP without a browser: cookies, forms as they stand in the page, files, and whatever else one can
// send. Comes from a loopback address of its own, since guessing is limited by address.
import { Agent, request } from 'node:http';

let last = 1;

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", '#34': '"', '#38': '&', '#60': '<', '#62': '>', '#x27': "'" };
export const plain = (html) => html.replace(/&(#x?[\da-f]+|[a-z]+);/gi, (whole, name) => {
  const known = ENTITIES[name.toLowerCase()];
  if (known) return known;
  if (/^#x/i.test(name)) return String.fromCodePoint(parseInt(name.slice(2), 16));
  return name.startsWith('#') ? String.fromCodePoint(Number(name.slice(1))) : whole;
});

function attributes(tag) {
  const found = {};
  for (const [, name, , value] of tag.matchAll(/\s([\w-]+)(=(?:"([^"]*)"))?/g)) found[name] = value === undefined ? '' : plain(value);
  return found;
}

/** The forms of a page, with what their fields hold. */
export function forms(html) {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head, body]) => {
    const form = { method: 'get', action: '', enctype: 'application/x-www-form-urlencoded', fields: [], ...attributes(` ${head}`) };
    for (const [, tag, rest] of body.matchAll(/<(input|button|textarea|select)\b([^>]*)>/g)) {
      const field = { tag, ...attributes(` ${rest}`) };
      if (!field.name || field.disabled !== undefined) continue;
      if (tag === 'textarea') field.value = plain(body.slice(body.indexOf(rest)).match(/>\r?\n?([\s\S]*?)<\/textarea>/)?.[1] ?? '');
      if (tag === 'select') {
        const inside = body.slice(body.indexOf(`<select${rest}`)).split('</select>')[0];
        field.options = [...inside.matchAll(/<option\b([^>]*)>/g)].map(([, option]) => attributes(` ${option}`));
        field.value = (field.options.find((option) => option.selected !== undefined) ?? field.options[0])?.value ?? '';
      }
      field.type ??= tag === 'button' ? 'submit' : tag === 'input' ? 'text' : tag;
      field.value ??= field.type === 'checkbox' ? 'on' : '';
      form.fields.push(field);
    }
    return form;
  });
}

/** What a browser would send if the form were sent as it stands. */
export function filled(form, button) {
  const pairs = [];
  for (const field of form.fields) {
    if (field.type === 'submit' ? field !== button : field.type === 'file' || field.type === 'button') continue;
    if ((field.type === 'checkbox' || field.type === 'radio') && field.checked === undefined) continue;
    pairs.push([field.name, field.value]);
  }
  return pairs;
}

export const links = (html) => [...html.matchAll(/<a\b([^>]*)>/g)].map(([, rest]) => attributes(` ${rest}`).href).filter(Boolean);

export class Client {
  jar = new Map();

  constructor(url, language = 'en') {
    this.url = url;
    this.jar.set('language', language);
    this.agent = new Agent({ keepAlive: true, maxSockets: 4 });
    last = (last % 250) + 1;
    this.address = `127.0.0.${last}`;
  }

  /** One request; the answer with its text. Nothing is followed. */
  send(method, target, { body, headers = {} } = {}) {
    const url = new URL(target, this.url);
    return new Promise((resolve, reject) => {
      const asked = request(url, {
        method,
        agent: this.agent,
        localAddress: this.address,
        headers: {
          cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join('; '),
          accept: 'text/html',
          ...(method === 'POST' ? { origin: this.url, 'sec-fetch-site': 'same-origin' } : {}),
          ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
          ...headers,
        },
      }, (answer) => {
        for (const cookie of answer.headers['set-cookie'] ?? []) {
          const [name, value] = cookie.split(';')[0].split(/=(.*)/s);
          if (/max-age=0/i.test(cookie) || value === '') this.jar.delete(name);
          else this.jar.set(name, value);
        }
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(parts);
          resolve({ status: answer.statusCode, headers: answer.headers, bytes, html: bytes.toString('utf8'), path: url.pathname + url.search });
        });
      });
      asked.on('error', reject);
      asked.setTimeout(60_000, () => asked.destroy(new Error(`${method} ${url.pathname}: no answer within a minute`)));
      asked.end(body);
    });
  }

  /** Looks at a page, following redirections. */
  async get(target, hops = 8) {
    const answer = await this.send('GET', target);
    return answer.headers.location && hops ? this.get(answer.headers.location, hops - 1) : answer;
  }

  /** Sends pairs (and files) as a form does. */
  post(action, pairs, { multipart = false, files = [] } = {}) {
    if (!multipart) {
      const body = new URLSearchParams(pairs).toString();
      return this.send('POST', action, { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    }
    const boundary = '----story7f3a91';
    const quoted = (text) => text.replace(/"/g, '%22').replace(/[\r\n]/g, '_');
    const parts = pairs.map(([name, value]) => Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`));
    for (const { field, name, buffer, mimeType } of files) {
      parts.push(Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${quoted(field)}"; filename="${quoted(name)}"\r\ncontent-type: ${mimeType}\r\n\r\n`), buffer, Buffer.from('\r\n'));
    }
    parts.push(Buffer.from(`--${boundary}--\r\n`));
    return this.send('POST', action, { body: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } });
  }

  /** Fills the form whose action ends so, on a page, and sends it. */
  async submit(page, action, values, options = {}) {
    const answer = typeof page === 'string' ? await this.get(page) : page;
    const form = forms(answer.html).find((one) => one.method === 'post' && action.test(one.action || answer.path));
    if (!form) throw new Error(`${answer.path} (${answer.status}) has no form ${action}`);
    const pairs = filled(form).filter(([name]) => !(name in values));
    for (const [name, value] of Object.entries(values)) if (value !== undefined) pairs.push([name, value]);
    return this.post(form.action || answer.path, pairs, { multipart: form.enctype.startsWith('multipart'), ...options });
  }

  /** Signs in as one of the demonstration's people. */
  async signIn(demo, person) {
    let answer = await this.submit('/sign-in', /sign-in/, { login: person.login, password: person.password });
    if (/second-factor/.test(answer.headers.location ?? '')) {
      // A code serves once: the next of the half minutes around now serves whoever signs in again at once.
      for (const step of [0, 1, 0, 1, 0, 1]) {
        if (answer.status !== 303) await new Promise((resolve) => setTimeout(resolve, 16_000));
        answer = await this.submit('/sign-in/second-factor', /second-factor/, { code: demo.totp(person.totp, step) });
        if (answer.status === 303) break;
      }
    }
    if (answer.status !== 303) throw new Error(`${person.login} could not sign in: ${answer.status} ${(answer.html.match(/class="fault"[\s\S]{0,300}/) ?? [''])[0]}`);
    return this;
  }
}

/** A path with identifiers taken out: one for each kind of page. */
export function kind(target) {
  const url = new URL(target, 'http://x');
  const pathname = url.pathname.split('/').map((part) => (/^[0-9a-f]{8}-[0-9a-f-]{27}$|^\d+$|^[\w-]{40,}$/i.test(part) ? '…' : part)).join('/');
  return `${pathname}?${[...new Set(url.searchParams.keys())].sort().join('&')}`;
}

/** Every kind of page that one can reach by links, with at most `each` of a kind. */
export async function crawl(client, from = ['/'], { each = 2, most = 400 } = {}) {
  const seen = new Map();
  const pages = [];
  const waiting = from.map((target) => [target, '']);
  const known = new Set(from);
  while (waiting.length && pages.length < most) {
    const [target, by] = waiting.shift();
    const number = (seen.get(kind(target)) ?? 0) + 1;
    if (number > each) continue;
    seen.set(kind(target), number);
    const answer = await client.send('GET', target);
    pages.push({ target, answer, by });
    const next = answer.headers.location ? [answer.headers.location]
      : (answer.headers['content-type'] ?? '').startsWith('text/html') ? links(answer.html) : [];
    for (const href of next) {
      const url = new URL(href, new URL(target, client.url));
      const to = url.pathname + url.search;
      if (url.origin !== client.url || known.has(to) || /^\/(language|sign-out|assets)\b/.test(url.pathname)) continue;
      known.add(to);
      waiting.push([to, target]);
    }
  }
  return pages;
}
