// Decimal digits as bytes: seventeen digits are seven bytes. As crates/wire/printed/src/digits.rs; read there why.

const WIDTH = [0, 3, 5, 8, 10, 13, 15, 17];

/** The bytes, or null when no bytes are written so. */
export function decode(digits) {
  if (!/^[0-9]*$/.test(digits)) return null;
  const bytes = [];
  for (let at = 0; at < digits.length; at += 17) {
    const group = digits.slice(at, at + 17);
    const count = WIDTH.indexOf(group.length);
    if (count < 0) return null;
    let number = BigInt(group);
    if (number >> BigInt(8 * count)) return null;
    const these = [];
    for (let byte = 0; byte < count; byte += 1) {
      these.unshift(Number(number & 255n));
      number >>= 8n;
    }
    bytes.push(...these);
  }
  return Uint8Array.from(bytes);
}
