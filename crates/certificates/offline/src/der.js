// Just enough DER to read a signature of ours: one element after the other, definite lengths only.

export class Der {
  /** Reads the element at an offset. */
  constructor(bytes, start = 0) {
    this.bytes = bytes;
    this.start = start;
    this.tag = bytes[start];
    let length = bytes[start + 1];
    let body = start + 2;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) throw new Error('not DER');
      length = 0;
      for (let at = 0; at < count; at += 1) length = length * 256 + bytes[body + at];
      body += count;
    }
    this.body = body;
    this.end = body + length;
    if (!(this.end <= bytes.length)) throw new Error('not DER');
  }

  /** The content. */
  get content() {
    return this.bytes.subarray(this.body, this.end);
  }

  /** The element with its head. */
  get whole() {
    return this.bytes.subarray(this.start, this.end);
  }

  /** The elements inside. */
  get parts() {
    const parts = [];
    for (let at = this.body; at < this.end; at = parts[parts.length - 1].end) parts.push(new Der(this.bytes, at));
    return parts;
  }

  /** An object identifier in hexadecimal. */
  get oid() {
    return this.tag === 6 ? hex(this.content) : '';
  }
}

export function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
