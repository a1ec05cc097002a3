// What a PDF says, as other people's programs read it: poppler's.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Does something with the file in a folder that is gone afterwards. */
async function inFolder(bytes, act) {
  const folder = await mkdtemp(path.join(tmpdir(), 'ateneo-paper-'));
  try {
    const file = path.join(folder, 'paper.pdf');
    await writeFile(file, bytes);
    return await act(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Its text, in one line. */
export const words = (bytes) => inFolder(bytes, async (file) => {
  const { stdout } = await run('pdftotext', ['-layout', file, '-']);
  return stdout.replace(/\s+/g, ' ').trim();
});

/** The first page as it comes out of a printer, as a PNG. */
export const print = (bytes, { dpi = 150 } = {}) => inFolder(bytes, async (file, folder) => {
  await run('pdftoppm', ['-png', '-r', String(dpi), '-f', '1', '-l', '1', '-singlefile', file, path.join(folder, 'page')]);
  return readFile(path.join(folder, 'page.png'));
});

/** What poppler finds of its signatures: how many, whether they fit. */
export const signature = (bytes) => inFolder(bytes, async (file) => {
  const { stdout } = await run('pdfsig', ['-nocert', file]).catch((error) => error);
  return { count: (stdout.match(/^Signature #/gm) ?? []).length, valid: /Signature is Valid/.test(stdout), said: stdout };
});

/** A file it carries. */
export const attachment = (bytes, name) => inFolder(bytes, async (file, folder) => {
  const out = path.join(folder, 'attached');
  await run('pdfdetach', ['-savefile', name, '-o', out, file]);
  return readFile(out);
});

/** The code that people type from paper: four groups of four. */
export function printedCode(text) {
  const found = text.match(/\b([2-9A-HJKMNP-TV-Y]{4}-){3}[2-9A-HJKMNP-TV-Y]{4}\b/);
  if (!found) throw new Error(`no code is printed: ${text.slice(0, 800)}`);
  return found[0];
}
