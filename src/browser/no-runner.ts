/** Why nothing runs right now, and the way out: in words, for each way in which a page can be without a runner. */
import type { Link } from './connection.ts';
import { ownCredentials } from './credentials.ts';
import { button, h } from './dom.ts';
import { siteStorage } from './storage.ts';
import type { Store } from './store.ts';

const PORT = 'guidepost.port';

/** What a click on Connect may still change. */
const CONNECTS: Readonly<Partial<Record<Link, string>>> = {
  offered: 'Connect to my runner',
  denied: 'Connect again',
  blocked: 'Try again',
  unreached: 'Try again',
};

export function explainRunner(store: Store): Node {
  const { link } = store.state;
  const connects = CONNECTS[link];
  const connect = connects !== undefined && button('link', connects, () => store.connect());
  if (connect) connect.classList.add('gp-primary');
  const box = h('div', { class: 'gp-help' }, h('p', {}, reason(link)), connect && h('p', {}, connect));
  if (!isLocal()) box.append(...localWay(store));
  return box;
}

/** The block that the runner knows under this id is not the one on the page. */
export function explainDifference(store: Store): Node {
  if (isLocal()) return document.createTextNode(`${DIFFERS} It was changed: reload to see what would run.`);
  return h('div', { class: 'gp-help' }, h('p', {}, `${DIFFERS} Nothing was run.`), ...localWay(store));
}

const DIFFERS = 'The guide on this machine is not the one on this page.';

/** The way that works in every browser: the same guide, served by the runner itself. */
function localWay({ data }: Store): Node[] {
  const link = h('a', {}, 'Open this page in your local runner');
  const port = h('input', { inputmode: 'numeric', size: '6', placeholder: 'port', value: keptPort() });
  const aim = () => {
    const fits = /^\d{1,5}$/.test(port.value);
    link.toggleAttribute('href', fits);
    if (!fits) return;
    siteStorage.setItem(PORT, port.value);
    link.href = localAddress(data.base, port.value);
  };
  port.addEventListener('input', aim);
  aim();
  const start = h('code', {}, 'npm start');
  return [
    h(
      'p',
      {},
      'In every browser: type ',
      start,
      ' in your copy of the project. It serves this guide and prints its port.',
    ),
    h('p', {}, h('label', {}, 'Its port: ', port), ' ', link),
  ];
}

function reason(link: Link): string {
  const port = keptPort();
  switch (link) {
    case 'lost':
      return 'The runner does not answer. It may have been stopped: start it again with npm start, and this page goes on where it was.';
    case 'refused':
      return 'This page was opened with the key of an earlier runner. Open the link that the runner printed in its terminal.';
    case 'foreign':
      return 'Something answers on the runner’s port that is not the runner this page belongs to. Nothing was sent to it. Open the link that the runner printed in its terminal.';
    case 'other-version':
      return 'The runner has another version than this page. Bring your copy of the project up to date and restart it, then open the link that it prints.';
    case 'connecting':
      return isLocal()
        ? 'The runner is about to answer. Try again in a moment.'
        : 'Your browser may be asking whether this site may reach this device. Allow it, and the runner answers in a moment.';
    case 'connected':
      return 'The runner is about to answer. Try again in a moment.';
    case 'offered':
      return `Chromium, and newer Firefox, will ask whether this site may reach other apps and services on this device: allow it, and steps run in the runner on your own machine, on port ${port}.`;
    case 'denied':
      return 'Your browser did not let this site reach this device. Allow it in the site’s settings, beside the address, then connect again.';
    case 'blocked':
      return `This browser does not let a site reach a program on your own machine (Safari never does), or no runner listens on port ${port}. The local page works all the same.`;
    case 'unreached':
      return `Nothing on port ${port} knows the key of this page: the runner is not running, or was started anew since. Start it with npm start -- --site ${location.origin}, then open the link that it prints for this site.`;
    case 'absent':
      if (self !== top) return 'This page stands inside of another one. Open it in a tab of its own to run its steps.';
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

/** From the runner's link, or as it was typed before. */
function keptPort(): string {
  return ownCredentials()?.port ?? siteStorage.getItem(PORT) ?? '';
}
