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

// A choice that changes the rest of the form presses the "Update" button beside it. With the keyboard one walks
// through a closed list choice by choice, so there it waits until the list is left (WCAG 3.2.2).
(() => {
  'use strict';
  let walking = null;

  function update(select) {
    const button = select.closest('.form-group').querySelector('[data-refresh]');
    if (!button) return;
    try {
      sessionStorage.setItem('place', JSON.stringify([location.pathname, select.id]));
    } catch {
      // Without storage the page starts at its top.
    }
    select.form.requestSubmit(button);
  }

  document.addEventListener('keydown', (event) => {
    if (!event.target.matches('select[data-cascade]')) return;
    if (event.key === 'Enter' && walking === event.target) {
      event.preventDefault();
      walking = null;
      update(event.target);
    } else if (event.key !== 'Tab') event.target.dataset.keyed = 'yes';
  });
  document.addEventListener('pointerdown', (event) => {
    if (event.target.matches('select[data-cascade]')) delete event.target.dataset.keyed;
  });
  document.addEventListener('change', (event) => {
    if (!event.target.matches('select[data-cascade]')) return;
    if (event.target.dataset.keyed) walking = event.target;
    else update(event.target);
  });
  document.addEventListener('focusout', (event) => {
    if (walking !== event.target) return;
    walking = null;
    update(event.target);
  });
})();

// Suggestions while typing (ARIA combobox with a list, WAI-ARIA 1.2): `<div data-combo="/address">` around an input, as
// the macro combo draws it. `/address?q=…` answers [{"value", "label", "detail"}]; without it the text alone is sent.
(() => {
  'use strict';
  const PAUSE = 200;
  const boxes = new WeakMap();

  class Box {
    constructor(frame) {
      this.frame = frame;
      this.input = frame.querySelector('input:not([type=hidden])');
      this.value = frame.querySelector('[data-combo-value]');
      this.status = frame.querySelector('[role=status]');
      this.at = -1;
      this.found = [];
      this.list = document.createElement('ul');
      this.list.id = `${this.input.id}-list`;
      this.list.setAttribute('role', 'listbox');
      this.list.setAttribute('aria-label', this.input.labels[0] ? this.input.labels[0].textContent : this.input.name);
      this.list.hidden = true;
      frame.append(this.list);
      this.input.setAttribute('role', 'combobox');
      this.input.setAttribute('aria-autocomplete', 'list');
      this.input.setAttribute('aria-expanded', 'false');
      this.input.setAttribute('aria-controls', this.list.id);
      this.input.autocomplete = 'off';
      this.input.addEventListener('input', () => this.typed());
      this.input.addEventListener('keydown', (event) => this.key(event));
      this.input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
      this.list.addEventListener('mousedown', (event) => event.preventDefault());
      this.list.addEventListener('click', (event) => {
        const option = event.target.closest('[role=option]');
        if (option) this.choose([...this.list.children].indexOf(option));
      });
    }

    typed() {
      if (this.value) this.value.value = '';
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    }

    async ask() {
      if (this.request) this.request.abort();
      const text = this.input.value.trim();
      if (text.length < 2) return this.close();
      this.request = new AbortController();
      const address = new URL(this.frame.dataset.combo, location.href);
      address.searchParams.set('q', text);
      try {
        const answer = await fetch(address, { signal: this.request.signal, headers: { Accept: 'application/json' } });
        this.show(answer.ok ? await answer.json() : []);
      } catch {
        // Overtaken by the next letter, or no network: typing goes on.
      }
    }

    show(found) {
      this.found = found.slice(0, 50);
      this.at = -1;
      this.input.removeAttribute('aria-activedescendant');
      this.list.replaceChildren(...this.found.map((item, index) => {
        const option = document.createElement('li');
        option.id = `${this.list.id}-${index}`;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.textContent = item.label;
        if (item.detail) {
          const detail = document.createElement('small');
          detail.textContent = item.detail;
          option.append(detail);
        }
        return option;
      }));
      const open = this.found.length > 0 && document.activeElement === this.input;
      this.list.hidden = !open;
      this.input.setAttribute('aria-expanded', String(open));
      this.status.textContent = this.found.length ? `${this.found.length}. ${this.frame.dataset.some}` : this.frame.dataset.none;
    }

    close() {
      this.list.hidden = true;
      this.at = -1;
      this.input.setAttribute('aria-expanded', 'false');
      this.input.removeAttribute('aria-activedescendant');
      this.status.textContent = '';
    }

    move(step) {
      if (this.list.hidden) {
        if (this.found.length) this.show(this.found);
        else this.ask();
        return;
      }
      const count = this.found.length;
      this.at = (this.at + step + count + (this.at < 0 && step < 0 ? 1 : 0)) % count;
      [...this.list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === this.at)));
      const option = this.list.children[this.at];
      this.input.setAttribute('aria-activedescendant', option.id);
      option.scrollIntoView({ block: 'nearest' });
    }

    choose(index) {
      const item = this.found[index];
      if (!item) return;
      this.input.value = item.label;
      if (this.value) this.value.value = item.value;
      this.close();
      this.input.dispatchEvent(new Event('change', { bubbles: true }));
    }

    key(event) {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        this.move(event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.key === 'Enter' && !this.list.hidden && this.at >= 0) {
        event.preventDefault();
        this.choose(this.at);
      } else if (event.key === 'Escape' && !this.list.hidden) {
        event.preventDefault();
        this.close();
      }
    }
  }

  function ready(frame) {
    if (!boxes.has(frame)) boxes.set(frame, new Box(frame));
  }

  document.querySelectorAll('[data-combo]').forEach(ready);
  document.addEventListener('focusin', (event) => {
    const frame = event.target.closest('[data-combo]');
    if (frame) ready(frame);
  });
})();

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

// What every page has: the menu that closes again, the summary of faults that is read first, passwords that can be
// shown, the place that is kept when a choice reloads the form. Nothing here is needed to use a page.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');

  function remembered(key, value) {
    try {
      if (value === undefined) return sessionStorage.getItem(key);
      if (value === null) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, value);
    } catch {
      // A browser without storage keeps nothing.
    }
    return null;
  }

  const faults = document.querySelector('[data-focus]');
  const place = remembered('place');
  if (faults) faults.focus();
  else if (place) {
    const [path, id] = JSON.parse(place);
    const control = path === location.pathname && document.getElementById(id);
    if (control) {
      control.focus();
      control.scrollIntoView({ block: 'center' });
    }
  }
  remembered('place', null);

  document.addEventListener('click', (event) => {
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const toggle = event.target.closest('[data-password] button');
    if (!toggle) return;
    const input = document.getElementById(toggle.getAttribute('aria-controls'));
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    toggle.setAttribute('aria-pressed', String(!shown));
    toggle.textContent = shown ? toggle.dataset.show : toggle.dataset.hide;
  });

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  });

  // A link of the summary leads into the control, not only to it.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('.faults a[href^="#"]');
    const target = link && document.getElementById(link.hash.slice(1));
    if (!target) return;
    event.preventDefault();
    const control = target.matches('fieldset') ? target.querySelector('input') || target : target;
    const closed = control.closest('details:not([open])');
    if (closed) closed.open = true;
    control.focus();
    target.scrollIntoView({ block: 'center' });
  });

  // A password is hidden again before it is sent, and nothing stays in the window after signing out.
  document.addEventListener('submit', (event) => {
    for (const input of event.target.querySelectorAll('[data-password] input')) input.type = 'password';
    if (event.target.getAttribute('action') === '/sign-out') {
      try {
        sessionStorage.clear();
      } catch {
        // Nothing was kept.
      }
    }
  });
})();

// A form that was sent is not sent again by a second click. The server recognises a repetition by the form's key; this
// is for the eye, and lets go after ten seconds, or when the page comes back.
(() => {
  'use strict';
  const sent = new Map();

  function release(form) {
    clearTimeout(sent.get(form));
    sent.delete(form);
    for (const button of form.querySelectorAll('[type=submit][aria-disabled]')) button.removeAttribute('aria-disabled');
  }

  // On the window, so that whatever else holds a form back has spoken first.
  addEventListener('submit', (event) => {
    const form = event.target;
    if ((form.getAttribute('method') || '').toLowerCase() !== 'post' || event.defaultPrevented) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.set(form, setTimeout(() => release(form), 10000));
    for (const button of form.querySelectorAll('[type=submit]')) button.setAttribute('aria-disabled', 'true');
  });
  addEventListener('pageshow', () => [...sent.keys()].forEach(release));
})();

// Files: told before sending when they are too big or of another kind, and a bar while they travel
// (`<form data-upload>` with the macro upload_progress inside). Without it the same form is posted as it is.
(() => {
  'use strict';

  function complain(input, text) {
    const group = input.closest('.form-group');
    let line = group.querySelector('[data-file-fault]');
    if (!line) {
      line = document.createElement('p');
      line.className = 'fault';
      line.setAttribute('role', 'alert');
      line.dataset.fileFault = '';
      line.id = `${input.id}-file-fault`;
      group.append(line);
    }
    line.textContent = text;
    line.hidden = !text;
    input.classList.toggle('is-invalid', Boolean(text));
    const others = (input.getAttribute('aria-describedby') || '').split(' ').filter((id) => id && id !== line.id);
    if (text) {
      input.setAttribute('aria-invalid', 'true');
      others.push(line.id);
    } else input.removeAttribute('aria-invalid');
    if (others.length) input.setAttribute('aria-describedby', others.join(' '));
    else input.removeAttribute('aria-describedby');
  }

  function size(bytes) {
    return bytes >= 1e6 ? `${Math.floor(bytes / 1e5) / 10} MB` : `${Math.max(1, Math.floor(bytes / 1000))} kB`;
  }

  function fits(file, accept) {
    const kinds = accept.split(',').map((kind) => kind.trim().toLowerCase());
    return kinds.some((kind) =>
      kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind)
        : kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1))
        : file.type === kind || !file.type);
  }

  function check(input) {
    const files = [...input.files];
    const max = Number(input.dataset.max);
    const tooBig = Boolean(max) && files.some((file) => file.size > max);
    if (tooBig) complain(input, `${input.dataset.tooBig} ${size(max)}`);
    else if (input.accept && !files.every((file) => fits(file, input.accept))) complain(input, input.dataset.otherKind || '');
    else complain(input, '');
    // Only what is too big stays here; what a file is, the server finds out from its content.
    return !tooBig;
  }

  document.addEventListener('change', (event) => {
    if (event.target.matches('input[type=file][data-max], input[type=file][accept]')) check(event.target);
  });

  function leave(form, request) {
    const answer = request.responseXML;
    const here = document.getElementById('content');
    const there = answer && answer.getElementById('content');
    if (request.status < 400 || !there) {
      // The answer's address comes without its place in the page: the form says where it stands.
      const to = new URL(request.responseURL || location.href);
      if (form.dataset.place) to.hash = form.dataset.place;
      const same = to.pathname === location.pathname && to.search === location.search;
      location.assign(to);
      if (same) location.reload();
      return;
    }
    // Not taken: the page with its faults stands in the place of this one.
    here.replaceChildren(...[...there.childNodes].map((node) => document.importNode(node, true)));
    document.title = answer.title;
    const faults = here.querySelector('[data-focus]') || here;
    faults.focus();
    scrollTo(0, 0);
  }

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('form[data-upload]') || event.defaultPrevented) return;
    const inputs = [...form.querySelectorAll('input[type=file]')].filter((input) => input.files.length);
    const wrong = inputs.find((input) => input.dataset.max && !check(input));
    if (wrong) {
      event.preventDefault();
      event.stopImmediatePropagation();
      wrong.focus();
      return;
    }
    const frame = form.querySelector('[data-upload-progress]');
    if (!inputs.length || !frame) return;
    event.preventDefault();
    if (form.dataset.travelling) return;
    form.dataset.travelling = 'yes';
    const bar = frame.querySelector('progress');
    const failed = form.querySelector('[data-upload-failed]');
    const buttons = form.querySelectorAll('[type=submit]');
    const body = new FormData(form, event.submitter);
    const request = new XMLHttpRequest();
    const stop = () => {
      delete form.dataset.travelling;
      frame.hidden = true;
      for (const button of buttons) button.removeAttribute('aria-disabled');
    };
    for (const button of buttons) button.setAttribute('aria-disabled', 'true');
    frame.hidden = false;
    if (failed) failed.hidden = true;
    request.upload.addEventListener('progress', (moved) => {
      if (moved.lengthComputable) bar.value = (100 * moved.loaded) / moved.total;
    });
    request.addEventListener('load', () => {
      stop();
      leave(form, request);
    });
    request.addEventListener('error', () => {
      stop();
      if (!failed) return;
      failed.textContent = failed.dataset.uploadFailed;
      failed.hidden = false;
    });
    request.open('POST', form.getAttribute('action') || location.href);
    request.responseType = 'document';
    request.send(body);
  });
})();
