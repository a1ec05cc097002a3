// zlib's form, undone by the browser; what comes after the end of the stream is let be, as PDF puts line ends there.

const LARGEST = 20 * 1024 * 1024;

export async function inflate(bytes) {
  const stream = new DecompressionStream('deflate');
  const writer = stream.writable.getWriter();
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const parts = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > LARGEST) return null;
      parts.push(value);
    }
  } catch {
    if (!parts.length) return null;
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
