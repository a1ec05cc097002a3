// A part of the page that follows the server: `<div id="…" data-live="/address" data-every="5">`. The answer is a page
// with an element of the same identity, which takes its place; one without data-live says that it is settled.
(() => {
  'use strict';
  const due = new Map();

  function read(address) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('GET', address);
      request.responseType = 'document';
      request.timeout = 20000;
      request.addEventListener('load', () => (request.status === 200 && request.responseXML ? resolve(request.responseXML) : reject()));
      request.addEventListener('error', reject);
      request.addEventListener('timeout', reject);
      request.send();
    });
  }

  async function refresh(part) {
    const answer = await read(part.dataset.live);
    const fresh = answer.getElementById(part.id);
    if (!fresh) throw new Error('gone');
    if (!fresh.hasAttribute('data-live')) part.removeAttribute('data-live');
    const next = document.importNode(fresh, true);
    const present = [...part.childNodes];
    const same = present.length === next.childNodes.length && present.every((node, index) => node.isEqualNode(next.childNodes[index]));
    if (same) return;
    const focused = part.contains(document.activeElement) ? document.activeElement.id : '';
    part.replaceChildren(...next.childNodes);
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
  }

  function look() {
    if (document.visibilityState !== 'visible') return;
    const now = Date.now();
    for (const part of document.querySelectorAll('[data-live][id]')) {
      const every = Math.max(2, Number(part.dataset.every) || 5) * 1000;
      const plan = due.get(part) || { at: now + every, misses: 0, busy: false };
      due.set(part, plan);
      if (plan.busy || now < plan.at) continue;
      plan.busy = true;
      refresh(part)
        .then(() => (plan.misses = 0), () => (plan.misses += 1))
        .finally(() => {
          plan.busy = false;
          // Each miss doubles the wait, up to five minutes.
          plan.at = Date.now() + Math.min(every * 2 ** plan.misses, 300000);
        });
    }
  }

  setInterval(look, 1000);
  document.addEventListener('visibilitychange', look);
})();
