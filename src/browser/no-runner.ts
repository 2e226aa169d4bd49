/** Why nothing runs right now, and the way out: in words, for each way in which a page can be without a runner. */
import { h } from './dom.ts';
import type { Link } from './connection.ts';
import type { Store } from './store.ts';

const PORT = 'guidepost.port';

export function explainRunner({ state, data }: Store): Node {
  const box = h('div', {}, h('p', {}, reason(state.link)));
  if (isLocal()) return box;
  const link = h('a', { href: localAddress(data.base, keptPort()) }, 'Open this page in your local runner');
  const port = h('input', {
    inputmode: 'numeric',
    pattern: '\\d{1,5}',
    size: '6',
    placeholder: '20000',
    value: keptPort(),
  });
  port.addEventListener('input', () => {
    if (!/^\d{1,5}$/.test(port.value)) return;
    localStorage.setItem(PORT, port.value);
    link.href = localAddress(data.base, port.value);
  });
  box.append(
    h(
      'p',
      {},
      'In your copy of the project, type ',
      h('code', {}, 'npm start'),
      '. It serves this same guide on your own machine, with a runner, and prints its port.',
    ),
    h('p', {}, h('label', {}, 'Its port: ', port), ' ', link),
  );
  return box;
}

function reason(link: Link): string {
  switch (link) {
    case 'lost':
      return 'The runner does not answer. It may have been stopped: start it again with npm start, and this page goes on where it was.';
    case 'refused':
      return 'This page was opened with the key of an earlier runner. Open the link that the runner printed in its terminal.';
    case 'foreign':
      return 'Something answers on the runner’s port that is not the runner this page belongs to. Nothing was sent to it. Open the link that the runner printed in its terminal.';
    case 'other-version':
      return 'The runner has another version than this page. Restart it, then open the link that it prints.';
    case 'connecting':
    case 'connected':
      return 'The runner is about to answer. Try again in a moment.';
    case 'absent':
      return isLocal()
        ? 'This tab has no key to the runner. Open the link that the runner printed in its terminal; guides opened from there run here too.'
        : 'Steps run on your own machine, never on this site.';
  }
}

function isLocal(): boolean {
  return location.hostname === '127.0.0.1' || location.hostname === 'localhost';
}

/** The same page at the runner's; the link carries nothing but the path. */
function localAddress(base: string, port: string): string {
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length - 1) : location.pathname;
  return `http://127.0.0.1:${port}${path}${location.hash}`;
}

function keptPort(): string {
  return localStorage.getItem(PORT) ?? '';
}
