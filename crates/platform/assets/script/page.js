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
