// A code's text, checked: what crates/wire/printed/src/check.rs does, in the browser.

import * as cbor from './cbor.js';
import { decode as decodeDigits } from './digits.js';
import { inflate } from './inflate.js';
import { find, standing, toBase64Url, verify } from './keys.js';

const KINDS = ['award', 'award-path', 'enrolment', 'enrolment-path', 'supplement', 'self-award', 'self-award-path',
  'self-enrolment', 'self-enrolment-path'];
const CLAIMS = 61;
const CLAIMS_DEFLATED = 11060;
const FACTS = -65537;

/** Answers { facts, kid, standing } or { refused: reason }. */
export async function check(text, known) {
  const cut = text.indexOf('#');
  if (cut < 0 || !known.addresses.includes(text.slice(0, cut))) return { refused: 'not-ours' };
  if (text[cut + 1] !== '1') return { refused: 'damaged' };
  const message = read(decodeDigits(text.slice(cut + 2)));
  if (!message) return { refused: 'damaged' };
  const key = find(known.keys, message.kid);
  if (!key) return { refused: 'unknown-key' };
  if (!(await verify(key, message.signed, message.signature))) return { refused: 'forged' };
  const plain = message.format === CLAIMS ? message.payload : await inflate(message.payload);
  const facts = plain && readFacts(plain);
  if (!facts) return { refused: 'damaged' };
  const stands = standing(key, facts.issued);
  if (stands !== 'good' && stands !== 'witness') return { refused: `key-${stands}` };
  return { facts, kid: message.kid, standing: stands };
}

function read(bytes) {
  if (!bytes) return null;
  try {
    const reader = new cbor.Reader(bytes);
    reader.exactly(0xd2);
    reader.exactly(0x84);
    const header = reader.byteString();
    reader.exactly(0xa0);
    const payload = reader.byteString();
    const signature = reader.byteString();
    reader.end();
    // Exactly the algorithm, the format and the key; nothing else is ours.
    const fields = cbor.decode(header);
    const [format, kid] = [fields.get(3), fields.get(4)];
    if (fields.size !== 3 || fields.get(1) !== -7 || kid?.length !== 8) return null;
    if (format !== CLAIMS && format !== CLAIMS_DEFLATED) return null;
    const name = new TextEncoder().encode('Signature1');
    const signed = Uint8Array.from(
      [0x84, 0x60 | name.length, ...name, ...cbor.byteString(header), 0x40, ...cbor.byteString(payload)]);
    return { format, kid: toBase64Url(kid), payload, signature, signed };
  } catch {
    return null;
  }
}

function readFacts(bytes) {
  try {
    const claims = cbor.decode(bytes);
    const known = claims.get(FACTS);
    const day = (number) => (number === undefined ? undefined : new Date(number * 86400_000).toISOString().slice(0, 10));
    const [page, pages] = known.get(15);
    return {
      issuer: claims.get(1),
      issued: claims.get(6),
      kind: KINDS[known.get(1) - 1],
      number: known.get(2),
      given: known.get(3),
      family: known.get(4),
      born: day(known.get(5)),
      programme: known.get(6),
      class: known.get(7),
      year: known.get(8),
      awarded: day(known.get(9)),
      mark: known.get(10),
      ects: known.get(11),
      exams: known.get(12) ?? [],
      digest: known.get(13),
      index: known.get(14),
      page,
      pages,
    };
  } catch {
    return null;
  }
}
