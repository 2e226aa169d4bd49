/** Why nothing runs right now, and the way out: in words, for each way in which a page can be without a runner. */
import type { Link } from '../runner/connection.ts';
import { ownCredentials } from '../runner/credentials.ts';
import { button, h } from '../platform/html.ts';
import { isLocal } from '../platform/place.ts';
import { whyNot } from '../platform/lazy-import.ts';
import { siteStorage } from '../platform/storage.ts';
import type { Store } from '../state/store.ts';

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
  const connect = connects !== undefined && button('plug', connects, () => store.connect());
  if (connect) connect.classList.add('gp-primary');
  return help(store, reason(store), connect && h('p', {}, connect));
}

/** The block that the runner knows under this id is not the one on the page. */
export function explainDifference(store: Store): Node {
  const wayOut = isLocal()
    ? 'It was edited. Reload the page to see what would run.'
    : 'Nothing was run. Open this page in your local runner to see what would run, or update your copy of the project and restart the runner.';
  return help(store, `The guide on this machine differs from this page. ${wayOut}`);
}

function help(store: Store, words: string, act?: Node | false): Node {
  return h('div', { class: 'gp-help' }, said(words), act, ...(isLocal() ? [] : otherWay(store)));
}

/** The way that works in every browser: the same guide, served by the runner itself. */
function otherWay({ data }: Store): Node[] {
  if (isFramed()) return [h('a', { href: location.href, target: '_blank' }, 'Open this page in its own tab')];
  const link = h('a', {}, 'Open this page in your local runner');
  const port = h('input', { inputmode: 'numeric', size: '6', placeholder: 'port', value: keptPort() });
  const aim = () => {
    const fits = /^\d{1,5}$/.test(port.value);
    link.hidden = !fits;
    if (!fits) return;
    siteStorage.setItem(PORT, port.value);
    link.href = localAddress(data.base, port.value);
  };
  port.addEventListener('input', aim);
  aim();
  const connect = `npm run guidepost -- connect ${location.origin}${location.pathname}`;
  return [
    said('In any browser: run `npm start` in your copy of the project. It serves this guide and prints its port.'),
    h(
      'details',
      {},
      h('summary', {}, 'Without a copy of the project'),
      said(`With Guidepost installed: run \`${connect}\`. It shows what would run, asks you, and serves this guide.`),
    ),
    h('p', {}, h('label', {}, 'Its port: ', port), ' ', link),
  ];
}

/** A paragraph; what stands between backticks is to be typed. */
function said(words: string): Node {
  return h('p', {}, ...words.split('`').map((part, index) => (index % 2 ? h('code', {}, part) : part)));
}

function reason({ data, state }: Store): string {
  const port = keptPort();
  const site = data.base === '/' ? location.origin : location.origin + data.base;
  const pair = `\`npm start -- --site ${site}\``;
  switch (state.link) {
    case 'lost':
      return isLocal()
        ? whyNot().replace('npm start', '`npm start`')
        : `The runner no longer answers. If it was stopped, start it again with ${pair} and open the link that it prints for this site, and connect there. This page then continues where it was; on another port it asks you to connect first.`;
    case 'refused':
      return 'This page was opened with the key of an earlier runner. Open the link that the runner printed in its terminal.';
    case 'foreign':
      return 'Another program answers on the runner’s port. Nothing was sent to it. Open the link that your runner printed in its terminal.';
    case 'other-version':
      return 'This page and the runner have different versions. Open this page in your local runner, or update the older of the two: your copy of the project, or this site.';
    case 'connecting':
      return isLocal()
        ? 'The runner has not answered yet. Try again in a moment.'
        : 'Your browser may be asking whether this site may access your device. Allow it to connect to the runner.';
    case 'connected':
      return 'The runner has not answered yet. Try again in a moment.';
    case 'offered':
      return `Chromium and recent versions of Firefox ask whether this site may access other apps and services on this device. Allow it, and steps run on your own machine, in the runner on port ${port}.`;
    case 'denied':
      return 'Your browser does not let this site access other apps and services on this device. Allow it in the site settings beside the address, then connect again.';
    case 'blocked':
      return `Safari does not let a site access a program on your machine: open this page in your local runner instead. In any other browser, no runner on port ${port} accepts this page: start it with ${pair} and open the link that it prints for this site.`;
    case 'unreached':
      return `No runner on port ${port} accepts this page. It is not running, was started without this site, or was restarted and has new keys. Run ${pair} in your copy of the project and open the link that it prints for this site. If your browser asked for permission and you dismissed it, try again and allow it.`;
    case 'absent':
      if (isFramed()) return 'Steps do not run inside another page.';
      return isLocal()
        ? 'This tab has no key to the runner. Open the link that the runner printed in its terminal. Guides that you open from there can run too.'
        : 'Steps run on your own machine, never on this site.';
  }
}

function isFramed(): boolean {
  return self !== top;
}

/** The same page at the runner's; the link carries nothing but the path. */
function localAddress(base: string, port: string): string {
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length - 1) : location.pathname;
  return `http://127.0.0.1:${port}${path}${location.hash}`;
}

/** From the runner's link, or as it was typed before. */
function keptPort(): string {
  const { kept, fresh } = ownCredentials();
  return (kept ?? fresh)?.port ?? siteStorage.getItem(PORT) ?? '';
}
