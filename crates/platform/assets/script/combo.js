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
