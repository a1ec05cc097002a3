// A code in a picture: by the browser's own reader where there is one, else by the one that comes with the page.

import decodeQR from 'qr/decode.js';

const SIDES = [1600, 2400, 1000];

let reader;

async function ownReader() {
  if (reader === undefined) {
    reader = null;
    if ('BarcodeDetector' in globalThis) {
      const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
      if (formats.includes('qr_code')) reader = new BarcodeDetector({ formats: ['qr_code'] });
    }
  }
  return reader;
}

/** The text of the code in a video, a picture or a canvas; null when there is none that can be read. */
export async function readCode(source, width, height, sides = SIDES) {
  const own = await ownReader();
  if (own) {
    const found = await own.detect(source).catch(() => []);
    if (found.length) return found[0].rawValue;
  }
  const tried = new Set();
  for (const side of sides) {
    const scale = Math.min(1, side / Math.max(width, height));
    if (tried.has(scale)) continue;
    tried.add(scale);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    pen.drawImage(source, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(pen.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      // Not at this size.
    }
  }
  return null;
}

/** The text of the code in a picture's file. */
export async function readFile(file) {
  const picture = await createImageBitmap(file);
  try {
    return await readCode(picture, picture.width, picture.height);
  } finally {
    picture.close();
  }
}

/** Looks through the camera until a code is read or `stop` is called. */
export async function watch(video, found, failed) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1920 } } });
  } catch {
    failed();
    return () => {};
  }
  let going = true;
  const stop = () => {
    going = false;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  video.srcObject = stream;
  await video.play().catch(() => {});
  (async () => {
    while (going) {
      const text = video.videoWidth && (await readCode(video, video.videoWidth, video.videoHeight, [1280]));
      if (going && text) {
        stop();
        found(text);
      }
      await new Promise((next) => setTimeout(next, 150));
    }
  })();
  return stop;
}
