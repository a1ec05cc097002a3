// Deterministic CBOR, as crates/wire/keys/src/cbor.rs: one way to write a thing, any other is refused. Maps become Map,
// byte strings Uint8Array.

const DEPTH = 8;

export class NotCbor extends Error {}

export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  take(count) {
    if (count > this.bytes.length - this.at) throw new NotCbor();
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  exactly(byte) {
    if (this.take(1)[0] !== byte) throw new NotCbor();
  }

  end() {
    if (this.at !== this.bytes.length) throw new NotCbor();
  }

  head() {
    const [first] = this.take(1);
    const info = first & 31;
    if (info < 24) return [first >> 5, info];
    if (info > 27) throw new NotCbor();
    const width = 1 << (info - 24);
    let argument = 0n;
    for (const byte of this.take(width)) argument = (argument << 8n) | BigInt(byte);
    const least = [24n, 1n << 8n, 1n << 16n, 1n << 32n][info - 24];
    if (argument < least || argument > BigInt(Number.MAX_SAFE_INTEGER)) throw new NotCbor();
    return [first >> 5, Number(argument)];
  }

  byteString() {
    const [major, length] = this.head();
    if (major !== 2) throw new NotCbor();
    return this.take(length);
  }

  value(depth = DEPTH) {
    if (depth === 0) throw new NotCbor();
    const [major, argument] = this.head();
    if (major === 0) return argument;
    if (major === 1) return -1 - argument;
    if (major === 2) return this.take(argument);
    if (major === 3) return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(argument));
    if (major === 4) {
      const items = [];
      for (let count = 0; count < argument; count += 1) items.push(this.value(depth - 1));
      return items;
    }
    if (major === 5) return this.map(argument, depth - 1);
    throw new NotCbor();
  }

  map(count, depth) {
    const entries = new Map();
    let before = null;
    for (let number = 0; number < count; number += 1) {
      const start = this.at;
      const key = this.value(depth);
      const written = this.bytes.subarray(start, this.at);
      if (before && compare(before, written) >= 0) throw new NotCbor();
      before = written;
      entries.set(key, this.value(depth));
    }
    return entries;
  }
}

export function decode(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value();
  reader.end();
  return value;
}

function compare(left, right) {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    if (left[at] !== right[at]) return left[at] - right[at];
  }
  return left.length - right.length;
}

/** The head of a byte string, and the bytes. */
export function byteString(bytes) {
  const length = bytes.length;
  const head = length < 24 ? [0x40 | length] : length < 256 ? [0x58, length] : [0x59, length >> 8, length & 255];
  return Uint8Array.from([...head, ...bytes]);
}
