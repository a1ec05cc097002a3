// Saves a form while a person writes it: `<form data-autosave>` (or `data-autosave="/address"`) with the macro
// autosave(version) inside. The server answers {"version": 8, "saved_at": "2026-11-23T10:20:30Z"}; with 409 it answers
// {"message": …, "link": …}. What could not be sent stays in this window and is offered again.
(() => {
  'use strict';
  const PAUSE = 800;
  const AGAIN = 10000;
  const states = new WeakMap();

  function state(form) {
    if (!states.has(form)) states.set(form, { timer: 0, dirty: false, sending: null, stopped: false, submitted: false });
    return states.get(form);
  }

  function statusOf(form) {
    return form.querySelector('[data-autosave-status]');
  }

  function say(form, text, { danger = false, href = '', label = '', action = null } = {}) {
    const line = statusOf(form);
    if (!line) return;
    line.classList.toggle('danger', danger);
    line.replaceChildren(document.createTextNode(text));
    if (!label) return;
    const more = document.createElement(href ? 'a' : 'button');
    if (href) more.href = href;
    else {
      more.type = 'button';
      more.className = 'btn btn-outline-primary btn-sm';
      more.addEventListener('click', action);
    }
    more.textContent = label;
    line.append(' ', more);
  }

  /** What is kept and sent: all but files, secrets and buttons. */
  function entries(form) {
    const secret = new Set([...form.querySelectorAll('input[type=password]')].map((input) => input.name));
    return [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !secret.has(name));
  }

  function typed(form) {
    return JSON.stringify(entries(form).filter(([name]) => name !== 'form_key' && name !== 'version'));
  }

  function shelf(form) {
    return `autosave:${location.pathname}:${form.getAttribute('id') || form.getAttribute('action')}`;
  }

  function keep(form, submitted = false) {
    const version = form.elements.version ? form.elements.version.value : '';
    try {
      sessionStorage.setItem(shelf(form), JSON.stringify({ version, submitted, typed: typed(form) }));
    } catch {
      // Full or forbidden: the page still saves to the server.
    }
  }

  function forget(form) {
    try {
      sessionStorage.removeItem(shelf(form));
    } catch {
      // There was nothing.
    }
  }

  function clock(instant) {
    const when = new Date(instant || Date.now());
    return [when.getHours(), when.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
  }

  async function save(form) {
    const now = state(form);
    clearTimeout(now.timer);
    if (now.stopped || !now.dirty) return now.sending;
    if (now.sending) return now.sending.then(() => save(form));
    now.dirty = false;
    now.sending = send(form, now);
    await now.sending;
    now.sending = null;
    if (now.dirty && !now.stopped && !now.submitted) later(form, now.failed ? AGAIN : PAUSE);
    return null;
  }

  async function send(form, now) {
    const body = new URLSearchParams(entries(form));
    const line = statusOf(form);
    if (!now.failed) say(form, line.dataset.saving);
    try {
      const answer = await fetch(form.dataset.autosave || form.getAttribute('action') || location.href, {
        method: 'POST',
        body,
        headers: { 'X-Autosave': '1', Accept: 'application/json' },
        keepalive: String(body).length < 60000,
        redirect: 'manual',
        credentials: 'same-origin',
      });
      now.failed = false;
      await told(form, now, answer);
    } catch {
      now.failed = true;
      now.dirty = true;
      say(form, line.dataset.failed, { danger: true });
    }
  }

  async function told(form, now, answer) {
    const line = statusOf(form);
    const json = (answer.headers.get('content-type') || '').includes('json');
    const said = json ? await answer.json().catch(() => ({})) : {};
    if (answer.ok || answer.type === 'opaqueredirect') {
      if (said.version !== undefined && form.elements.version) form.elements.version.value = said.version;
      if (!now.dirty) forget(form);
      say(form, `${line.dataset.saved} ${clock(said.saved_at)}`);
    } else if (answer.status === 409) {
      now.stopped = true;
      const link = typeof said.link === 'string' && said.link.startsWith('/') ? said.link : location.href;
      say(form, said.message || line.dataset.conflict, { danger: true, href: link, label: line.dataset.reload });
    } else if (answer.status >= 500 || answer.status === 429) {
      throw new Error('later');
    } else {
      // Refused as it stands: kept here, and told in full when the form is sent.
      say(form, said.message || line.dataset.failed, { danger: true });
    }
  }

  function later(form, pause = PAUSE) {
    const now = state(form);
    clearTimeout(now.timer);
    now.timer = setTimeout(() => save(form), pause);
  }

  function changed(event) {
    const form = event.target.form;
    if (!form || !form.matches('form[data-autosave]') || event.target.type === 'file' || event.target.type === 'password') return;
    const now = state(form);
    now.dirty = true;
    keep(form);
    if (!now.failed) later(form);
  }

  function restore(form, pairs) {
    const groups = new Map();
    for (const [name, value] of pairs) groups.set(name, [...(groups.get(name) || []), value]);
    for (const control of form.elements) {
      if (!control.name || control.name === 'form_key' || control.name === 'version' || control.type === 'password') continue;
      if (control.type === 'checkbox' || control.type === 'radio') {
        control.checked = (groups.get(control.name) || []).includes(control.value);
      } else if (control.type !== 'file' && control.type !== 'submit' && control.type !== 'button' && groups.has(control.name)) {
        control.value = groups.get(control.name).shift() ?? control.value;
      }
    }
    state(form).dirty = true;
    save(form);
  }

  function offer(form) {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(shelf(form)));
    } catch {
      return;
    }
    const version = form.elements.version ? form.elements.version.value : '';
    // Sent and taken: the version moved on, or the answer says what was done.
    const done = new URLSearchParams(location.search).has('done');
    const arrived = kept && kept.submitted && (done || kept.version !== version);
    if (!kept || arrived || kept.typed === typed(form)) return forget(form);
    const line = statusOf(form);
    say(form, line.dataset.kept, {
      label: line.dataset.restore,
      action: () => restore(form, JSON.parse(kept.typed)),
    });
  }

  document.addEventListener('input', changed);
  document.addEventListener('change', changed);
  addEventListener('online', () => document.querySelectorAll('form[data-autosave]').forEach((form) => save(form)));
  addEventListener('pagehide', () => {
    for (const form of document.querySelectorAll('form[data-autosave]')) {
      if (state(form).dirty && !state(form).submitted && !state(form).sending) save(form);
    }
  });

  // A form that is sent while a save is under way waits for its version, or it would collide with itself.
  addEventListener(
    'submit',
    (event) => {
      const form = event.target;
      if (!form.matches('form[data-autosave]')) return;
      const now = state(form);
      clearTimeout(now.timer);
      if (now.sending) {
        event.preventDefault();
        event.stopImmediatePropagation();
        const again = event.submitter;
        now.dirty = false;
        now.sending.then(() => form.requestSubmit(again));
        return;
      }
      now.submitted = true;
      if (event.submitter && event.submitter.matches('[data-refresh]')) forget(form);
      else keep(form, true);
    },
    true,
  );
  addEventListener('pageshow', () => document.querySelectorAll('form[data-autosave]').forEach((form) => {
    state(form).submitted = false;
    if (statusOf(form)) offer(form);
  }));
})();
