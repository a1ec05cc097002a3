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
