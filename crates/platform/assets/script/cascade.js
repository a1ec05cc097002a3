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
