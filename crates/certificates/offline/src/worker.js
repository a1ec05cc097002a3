// Keeps the verify page on the device: the newest the network gave, else the one kept. Nothing else passes through here,
// and what stands behind the # never does.

const SHELF = 'ateneo-verify-1';
const PATIENCE = 4000;

addEventListener('install', (event) => {
  event.waitUntil(keep().then(() => skipWaiting()));
});
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  const ours = event.request.mode === 'navigate' && pages().includes(pathname);
  if (ours) event.respondWith(newest());
});

/** The addresses of the page, told by whoever registers this script: `?page=/v&page=/verify/offline`. */
function pages() {
  return new URL(location.href).searchParams.getAll('page');
}

async function keep() {
  const shelf = await caches.open(SHELF);
  const answer = await fetch(pages()[0], { credentials: 'omit', signal: AbortSignal.timeout(PATIENCE) });
  if (answer.ok) await shelf.put(pages()[0], answer.clone());
  return answer;
}

async function newest() {
  try {
    const answer = await keep();
    if (answer.ok) return answer;
  } catch {
    // No network: what is kept will do.
  }
  const kept = await (await caches.open(SHELF)).match(pages()[0]);
  return kept ?? Response.error();
}
