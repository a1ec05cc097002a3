// The university's published keys, and ES256 with the browser's own cryptography.

const HALF = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

export function fromBase64Url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return null;
  const padded = text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (text.length % 4)) % 4);
  try {
    return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

export function toBase64Url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function find(keys, kid) {
  return keys.keys.find((key) => key.kid === kid);
}

/** Is the signature the key's? Of its two forms only the one with the smaller s is taken. */
export async function verify(key, message, signature) {
  if (signature.length !== 64) return false;
  let s = 0n;
  for (const byte of signature.subarray(32)) s = (s << 8n) | BigInt(byte);
  if (s > HALF) return false;
  const { kty, crv, x, y } = key;
  const name = { name: 'ECDSA', namedCurve: 'P-256' };
  const imported = await crypto.subtle.importKey('jwk', { kty, crv, x, y }, name, false, ['verify']);
  return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, imported, signature, message);
}

/** What the key says about something signed at an instant (seconds): as `Standing` in crates/wire/keys/src/published.rs. */
export function standing(key, at) {
  if (at < key.nbf) return 'early';
  if (at >= key.exp) return 'late';
  if (!key.revoked) return 'good';
  return at >= key.revoked.revoked_at ? 'compromised' : 'witness';
}
