// A demonstration of its own for a story: the real program on a free port, with a data folder that ends with it.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const program = path.resolve(process.env.PROGRAM || 'target/debug/ateneo');

/** How long anything may take on a busy machine before a story gives up. */
export const PATIENCE = Number(process.env.PATIENCE || 60) * 1000;

/** Asks again and again until the answer is there. */
export async function until(what, ask, patience = PATIENCE) {
  const end = Date.now() + patience;
  let why = '';
  do {
    try {
      const answer = await ask();
      if (answer) return answer;
    } catch (error) {
      why = `: ${error.message}`;
    }
    await pause(100);
  } while (Date.now() < end);
  throw new Error(`waited ${patience / 1000} s for ${what}${why}`);
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export class Demo {
  /** Starts one; `STORY_URL` names one that runs already (to look at a story while writing it). */
  static async start() {
    const demo = new Demo();
    if (process.env.STORY_URL) {
      demo.url = process.env.STORY_URL;
    } else {
      const port = await freePort();
      demo.url = `http://127.0.0.1:${port}`;
      demo.folder = await mkdtemp(path.join(tmpdir(), 'ateneo-story-'));
      demo.#run(port);
    }
    try {
      await demo.#meet();
    } catch (error) {
      // Left running, it would keep the story's process from ending.
      demo.child?.kill('SIGKILL');
      throw error;
    }
    return demo;
  }

  log = '';
  offset = 0;

  #run(port) {
    const others = Object.entries(process.env).filter(([name]) => !name.startsWith('ATENEO_') && name !== 'RESET');
    const env = { ...Object.fromEntries(others), PORT: String(port), ATENEO_DATA: this.folder, NO_COLOR: '1' };
    this.child = spawn(program, ['demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => { this.log = (this.log + chunk).slice(-2_000_000); };
    this.child.stdout.on('data', keep);
    this.child.stderr.on('data', keep);
    this.child.on('error', (error) => { this.ended = error.message; });
    this.child.on('exit', (code, signal) => { this.ended = code ?? signal; });
  }

  async #meet() {
    const said = await until('the people of the demonstration', async () => {
      if (this.ended !== undefined) throw new Error(`it ended with ${this.ended}\n${this.log}`);
      const answer = await fetch(`${this.url}/demo/people.json`);
      const { people } = answer.ok ? await answer.json() : {};
      return people?.length ? people : null;
    }, 2 * PATIENCE);
    this.people = said.map((person) => ({ ...person, role: person.roles[0] ?? 'applicant', totp: person.totp_secret }));
    await this.#readClock();
  }

  async #readClock() {
    const page = await (await fetch(`${this.url}/demo`)).text();
    const instant = page.match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z/);
    if (instant) this.offset = Date.parse(instant[0]) - Date.now();
  }

  /** The demonstration's now. */
  now() {
    return new Date(Date.now() + this.offset);
  }

  /** A day of the demonstration as people write it: dd/mm/yyyy, so many days from today. */
  day(days = 0) {
    const words = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Rome', day: '2-digit', month: '2-digit', year: 'numeric' });
    return words.format(new Date(this.now().getTime() + days * 86_400_000));
  }

  /** Moves the clock forward by an ISO 8601 duration; what became due happens. */
  async pass(advance) {
    const answer = await fetch(`${this.url}/demo/clock`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ advance }),
    });
    if (!answer.ok) throw new Error(`the clock answered ${answer.status}: ${await answer.text()}`);
    this.offset = Date.parse((await answer.json()).now) - Date.now();
  }

  async mails() {
    return (await fetch(`${this.url}/demo/mail.json`)).json();
  }

  /** The newest mail to somebody that fits, once it is there. */
  mail(to, fits = () => true) {
    return until(`a mail to ${to}`, async () => (await this.mails()).find((mail) => mail.to.includes(to) && fits(mail)));
  }

  /** The six digits that an authenticator app shows (RFC 6238, SHA-1, 30 seconds). */
  totp(secret, step = 0) {
    const bits = [...secret.toUpperCase().replace(/[^A-Z2-7]/g, '')]
      .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from((bits.match(/.{8}/g) || []).map((byte) => parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(this.now().getTime() / 30_000) + step));
    const digest = createHmac('sha1', key).update(counter).digest();
    const at = digest[19] & 15;
    return String((digest.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }

  /** What the program complained about: errors and panics. A story ends with none. */
  complaints() {
    return this.log.split('\n').filter((line) => /\bERROR\b|panicked|"level":"ERROR"/.test(line));
  }

  async stop() {
    if (!this.child) return;
    if (this.ended === undefined) {
      this.child.kill('SIGTERM');
      await until('the demonstration to end', () => this.ended !== undefined, 30_000).catch(() => this.child.kill('SIGKILL'));
    }
    await rm(this.folder, { recursive: true, force: true });
    const complaints = this.complaints();
    if (complaints.length) throw new Error(`the program complained:\n${complaints.slice(0, 20).join('\n')}`);
    if (this.ended !== 0) throw new Error(`the program ended with ${this.ended}\n${this.log.slice(-2000)}`);
  }
}
