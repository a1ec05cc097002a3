// The codes inside a PDF of ours: it carries them as text in an attached file, a line for each page. Only embedded files
// are looked at, and only a line that is a code is taken; whether it is genuine is found afterwards.

import { inflate } from './inflate.js';

const CODE = /^https?:\/\/[^\s#]+#1[0-9]+$/gm;

/** Is it a PDF? */
export function isPdf(bytes) {
  return latin(bytes.subarray(0, 1024)).includes('%PDF-');
}

/** The texts of all codes, each once, in their order. */
export async function codes(bytes) {
  const text = latin(bytes);
  const found = new Set();
  for (const { index } of text.matchAll(/\/EmbeddedFile\b/g)) {
    const start = text.lastIndexOf(' obj', index);
    const stream = text.indexOf('stream', index);
    if (start < 0 || stream < 0) continue;
    const head = text.slice(start, stream);
    const from = stream + (text.startsWith('\r\n', stream + 6) ? 8 : 7);
    const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(head);
    const to = length ? from + Number(length[1]) : text.indexOf('endstream', from);
    const raw = bytes.subarray(from, to);
    const content = head.includes('/FlateDecode') ? await inflate(raw) : raw;
    for (const [code] of (content ? latin(content) : '').matchAll(CODE)) found.add(code);
  }
  return [...found];
}

function latin(bytes) {
  return new TextDecoder('latin1').decode(bytes);
}
