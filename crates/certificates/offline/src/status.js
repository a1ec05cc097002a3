// The signed list of what was withdrawn: the newest of the one in the page and the one the network gives, if it gives one.
// The whole list is fetched, so nobody learns which document is looked at.

import { fromBase64Url, find, standing, verify } from './keys.js';
import { inflate } from './inflate.js';

const STATES = ['valid', 'withdrawn', 'suspended', 'superseded'];
const PATIENCE = 4000;

/** The list out of a token, or null when the university has not signed it. */
export async function open(token, known) {
  try {
    const [header, payload, signature, more] = token.trim().split('.');
    const fields = JSON.parse(new TextDecoder().decode(fromBase64Url(header)));
    if (more !== undefined || fields.alg !== 'ES256' || fields.typ !== 'statuslist+jwt') return null;
    const key = find(known.keys, fields.kid);
    const signed = new TextEncoder().encode(`${header}.${payload}`);
    if (!key || !(await verify(key, signed, fromBase64Url(signature)))) return null;
    const claims = JSON.parse(new TextDecoder().decode(fromBase64Url(payload)));
    if (claims.sub !== known.status.address || claims.status_list.bits !== 2) return null;
    if (standing(key, claims.iat) !== 'good') return null;
    const list = await inflate(fromBase64Url(claims.status_list.lst));
    return list && { made: claims.iat, expires: claims.exp, list };
  } catch {
    return null;
  }
}

/** The newest list that can be had; null when there is none. */
export async function newest(known) {
  const lists = [await open(known.status.token, known)];
  if (location.protocol.startsWith('http')) {
    try {
      const answer = await fetch(known.status.fetch, { signal: AbortSignal.timeout(PATIENCE), credentials: 'omit' });
      if (answer.ok) lists.push(await open(await answer.text(), known));
    } catch {
      // No network: the list in the page has its date, and the date is said.
    }
  }
  return lists.filter(Boolean).sort((left, right) => right.made - left.made)[0] ?? null;
}

/** The state at a place: one of STATES, or null when the list has no such place. */
export function state(list, index) {
  const byte = list.list[Math.floor(index / 4)];
  return byte === undefined ? null : STATES[(byte >> ((index % 4) * 2)) & 3];
}
