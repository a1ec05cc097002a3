// The PDF's own signature (PAdES): does it cover the file to the last byte, and is it one of the university's seals? The
// seals are known by the SHA-256 of their certificate, so no chain has to be built here. Time stamps and revocation data
// are for the archive's verifiers; here the list of what was withdrawn says whether the document still stands.

import { Der, hex } from './der.js';

const MESSAGE_DIGEST = '2a864886f70d010904';
const CONTENT_TYPE = '2a864886f70d010903';
const RSA = ['2a864886f70d01010b', '2a864886f70d010101'];
const ECDSA = '2a8648ce3d040302';
const EC_KEY = '2a8648ce3d0201';

const sha256 = async (bytes) => hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));

/**
 * 'whole': unaltered since the university sealed it. 'added': sealed, and something was added afterwards. 'altered': the
 * seal does not fit. 'foreign': sealed by somebody else. 'none': without a seal.
 */
export async function judge(bytes, known) {
  const text = new TextDecoder('latin1').decode(bytes);
  const ranges = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)];
  if (!ranges.length) return 'none';
  const verdicts = [];
  for (const [, ...numbers] of ranges) {
    const [from, length, after, rest] = numbers.map(Number);
    try {
      verdicts.push({ end: after + rest, verdict: await one(bytes, text, from, length, after, rest, known) });
    } catch {
      verdicts.push({ end: after + rest, verdict: 'altered' });
    }
  }
  if (verdicts.some(({ verdict }) => verdict === 'altered')) return 'altered';
  const ours = verdicts.filter(({ verdict }) => verdict === 'ours');
  if (!ours.length) return 'foreign';
  return ours.some(({ end }) => onlyEvidence(text, end)) ? 'whole' : 'added';
}

async function one(bytes, text, from, length, after, rest, known) {
  // From the first byte, and everything but the signature itself between < and >.
  const hole = text.slice(length, after);
  if (from !== 0 || after + rest > bytes.length || !/^<[0-9A-Fa-f]+>$/.test(hole)) return 'altered';
  const raw = Uint8Array.from(hole.slice(1, -1).match(/../g), (pair) => parseInt(pair, 16));
  const signed = new Uint8Array(length + rest);
  signed.set(bytes.subarray(0, length));
  signed.set(bytes.subarray(after, after + rest), length);

  const data = new Der(raw).parts[1].parts[0].parts;
  const certificates = data.find(({ tag }) => tag === 0xa0).parts;
  const [signer] = data[data.length - 1].parts;
  const [, issuer, , attributes, algorithm, value] = signer.parts;
  if (attributes.tag !== 0xa0) return 'altered';
  const attribute = (name) => attributes.parts.find((entry) => entry.parts[0].oid === name)?.parts[1].parts[0];
  if (!attribute(CONTENT_TYPE)) return 'altered';
  if (hex(attribute(MESSAGE_DIGEST).content) !== await sha256(signed)) return 'altered';

  const certificate = certificates.find((one) => names(one, issuer));
  if (!certificate) return 'altered';
  // What is signed is the set of attributes, with the tag of a set.
  const set = attributes.whole.slice();
  set[0] = 0x31;
  if (!(await fits(publicKey(certificate), algorithm.parts[0].oid, value.content, set))) return 'altered';
  return known.seals.includes(await sha256(certificate.whole)) ? 'ours' : 'foreign';
}

/**
 * Is there nothing behind the seal but evidence for the archive? PAdES B-LT adds certificates and revocation data in an
 * update of its own: new objects, which only the catalog's /DSS names, and a catalog that is otherwise the same.
 */
function onlyEvidence(text, end) {
  const [before, added] = [text.slice(0, end), text.slice(end)];
  if (!added.trim()) return true;
  // Ways to change an object without saying its number in plain sight.
  if (/\/(ObjStm|XRef|Encrypt|XRefStm)\b/.test(added)) return false;
  const trailer = before.slice(before.lastIndexOf('trailer'));
  const size = Number(/\/Size\s+(\d+)/.exec(trailer)?.[1]);
  const root = Number(/\/Root\s+(\d+)\s+0\s+R/.exec(trailer)?.[1]);
  if (!size || !root) return false;
  const may = (number) => number === root || number >= size;
  const objects = [...added.matchAll(/(\d+)\s+(\d+)\s+obj\b/g)];
  const roots = [...added.matchAll(/\/Root\s+(\d+)\s+(\d+)\s+R/g)];
  if (!objects.every(([, number, turn]) => turn === '0' && may(Number(number)))) return false;
  if (!roots.length || !roots.every(([, number, turn]) => turn === '0' && Number(number) === root)) return false;
  const places = [...added.matchAll(/(?:^|[\r\n])xref\s+([0-9\sfn]+?)trailer/g)];
  if (places.length !== added.split('startxref').length - 1) return false;
  if (!places.every(([, table]) => onlyThese(table, may, text))) return false;
  const catalogs = objects.filter(([, number]) => Number(number) === root);
  return catalogs.every(({ index }) => plain(added, index) === plain(before, lastObject(before, root)));
}

/** Does a cross-reference table name only objects that may be there, each where its own number stands? */
function onlyThese(table, may, text) {
  const words = table.trim().split(/\s+/);
  for (let at = 0; at < words.length;) {
    const [first, count] = [Number(words[at]), Number(words[at + 1])];
    if (!(count >= 0)) return false;
    for (let number = first; number < first + count; number += 1) {
      const [offset, , kind] = words.slice(at + 2 + 3 * (number - first));
      if (kind === 'f' && number === 0) continue;
      if (kind !== 'n' || !may(number) || !text.startsWith(`${number} 0 obj`, Number(offset))) return false;
    }
    at += 2 + 3 * count;
  }
  return true;
}

function lastObject(text, number) {
  return Math.max(...[...text.matchAll(new RegExp(`(?<![0-9])${number} 0 obj\\b`, 'g'))].map(({ index }) => index));
}

/** A catalog without what evidence adds to it, and without its line ends. */
function plain(text, from) {
  return text.slice(text.indexOf('obj', from) + 3, text.indexOf('endobj', from))
    .replace(/\/DSS\s+\d+\s+0\s+R/, '')
    .replace(/\/Extensions\s*<<(?:[^<>]|<<[^<>]*>>)*>>/, '')
    .replace(/\s+/g, '');
}

/** The fields of a certificate; the version before them may be missing. */
function fields(certificate) {
  const all = certificate.parts[0].parts;
  return all[0].tag === 0xa0 ? all.slice(1) : all;
}

/** Is the certificate the one with this issuer and serial number? */
function names(certificate, wanted) {
  const [serial, , issuer] = fields(certificate);
  const [name, number] = wanted.parts;
  return hex(serial.whole) === hex(number.whole) && hex(issuer.whole) === hex(name.whole);
}

function publicKey(certificate) {
  return fields(certificate)[5];
}

async function fits(key, algorithm, value, message) {
  const isEc = key.parts[0].parts[0].oid === EC_KEY;
  if (isEc && algorithm === ECDSA) {
    const name = { name: 'ECDSA', namedCurve: 'P-256' };
    const imported = await crypto.subtle.importKey('spki', key.whole, name, false, ['verify']);
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, flat(value), message);
  }
  if (!isEc && RSA.includes(algorithm)) {
    const name = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const imported = await crypto.subtle.importKey('spki', key.whole, name, false, ['verify']);
    return crypto.subtle.verify(name, imported, value, message);
  }
  return false;
}

/** r and s side by side, as the browser wants them. */
function flat(der) {
  const both = new Uint8Array(64);
  for (const [place, number] of new Der(der).parts.entries()) {
    const digits = number.content[0] === 0 ? number.content.subarray(1) : number.content;
    both.set(digits, 32 * (place + 1) - digits.length);
  }
  return both;
}
