// What htmx does not do. Every page works without this file.
(() => {
  'use strict';
  const region = (id) => document.getElementById(id);

  // The server decides where focus goes (autofocus). This only keeps it from falling to <body>
  // when the control that had it is gone.
  let focused = null;
  document.addEventListener('htmx:before:swap', () => {
    focused = document.activeElement;
  });
  document.addEventListener('htmx:after:settle', () => {
    const isLost = focused && focused !== document.body && !focused.isConnected;
    if (isLost && document.activeElement === document.body) {
      const heading = document.querySelector('main h1');
      if (heading) {
        heading.tabIndex = -1;
        heading.focus();
      }
    }
    focused = null;
  });

  // HX-Trigger: {"say": "..."} speaks one sentence through the page's status region.
  document.addEventListener('say', (event) => {
    const status = region('say');
    if (!status) return;
    const words = event.detail?.value ?? event.detail ?? '';
    status.textContent = '';
    setTimeout(() => {
      status.textContent = String(words);
    }, 50);
  });

  // No answer from the server: say so in words and go on trying.
  const connection = (isLost) => {
    const bar = region('connection');
    if (bar && bar.hidden === isLost) bar.hidden = !isLost;
  };
  document.addEventListener('htmx:error', () => connection(true));
  document.addEventListener('htmx:before:response', () => connection(false));

  // A blocked button can be focused and explains itself; it does not act.
  document.addEventListener(
    'click',
    (event) => {
      if (event.target.closest?.('[aria-disabled=true]')) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );

  const offerPrinting = () => {
    for (const button of document.querySelectorAll('[data-print]')) button.hidden = false;
  };
  offerPrinting();
  document.addEventListener('htmx:after:swap', offerPrinting);
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('[data-print]')) window.print();
  });

  // A button that copies a text. Without this file the text is selected by hand.
  const offerCopying = () => {
    if (!navigator.clipboard) return;
    for (const button of document.querySelectorAll('[data-copy]')) button.hidden = false;
  };
  offerCopying();
  document.addEventListener('htmx:after:swap', offerCopying);
  document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('[data-copy]');
    const field = button && region(button.dataset.copy);
    if (!field) return;
    try {
      await navigator.clipboard.writeText(field.value);
      const status = region('say');
      button.textContent = button.dataset.copied;
      if (status) status.textContent = button.dataset.copied;
    } catch {
      field.focus();
      field.select();
    }
  });

  // Times are shown in the reader's zone from the second page on.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const place = document.documentElement.dataset.zoneCookie;
  if (zone && place) {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = `${place}=${encodeURIComponent(zone)}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
  }
})();
