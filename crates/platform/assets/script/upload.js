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
