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
    ? 'It was changed: reload to see what would run.'
    : 'Nothing was run. Open this page in your local runner to see what would, or bring your copy of the project up to date and start the runner again.';
  return help(store, `The guide on this machine is not the one on this page. ${wayOut}`);
}

function help(store: Store, words: string, act?: Node | false): Node {
  return h('div', { class: 'gp-help' }, said(words), act, ...(isLocal() ? [] : otherWay(store)));
}

/** The way that works in every browser: the same guide, served by the runner itself. */
function otherWay({ data }: Store): Node[] {
  if (isFramed()) return [h('a', { href: location.href, target: '_blank' }, 'Open this page in a tab of its own')];
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
    said('In every browser: type `npm start` in your copy of the project. It serves this guide and prints its port.'),
    h(
      'details',
      {},
      h('summary', {}, 'Without a copy of the project'),
      said(`In a copy of Guidepost: \`${connect}\`. It shows what would run and asks, then serves this guide.`),
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
        : `The runner does not answer any more. If it was stopped, start it again with ${pair} and open the link that it prints for this site: this page goes on where it was.`;
    case 'refused':
      return 'This page was opened with the key of an earlier runner. Open the link that the runner printed in its terminal.';
    case 'foreign':
      return 'Something answers on the runner’s port that is not the runner this page belongs to. Nothing was sent to it. Open the link that the runner printed in its terminal.';
    case 'other-version':
      return 'This page and the runner are of different versions. Open this page in your local runner, or bring the older of the two up to date: your copy of the project, or this site.';
    case 'connecting':
      return isLocal()
        ? 'The runner is about to answer. Try again in a moment.'
        : 'Your browser may be asking whether this site may reach this device. Allow it, and the runner answers in a moment.';
    case 'connected':
      return 'The runner is about to answer. Try again in a moment.';
    case 'offered':
      return `Chromium, and newer Firefox, will ask whether this site may reach other apps and services on this device: allow it, and steps run in the runner on your own machine, on port ${port}.`;
    case 'denied':
      return 'Your browser keeps this site from other apps and services on this device. Allow them in the site’s settings, beside the address, then connect again.';
    case 'blocked':
      return `Safari lets no site reach a program on your own machine: open this page in your local runner instead. Any other browser found no runner on port ${port} that lets this page in: start it with ${pair} and open the link that it prints for this site.`;
    case 'unreached':
      return `No runner on port ${port} lets this page in: none is running, or it was started without this site, or anew since, with new keys. Type ${pair} in your copy of the project and open the link that it prints for this site. If your browser asked and you closed the question, try again and allow it.`;
    case 'absent':
      if (isFramed()) return 'Steps do not run inside of another page.';
      return isLocal()
        ? 'This tab has no key to the runner. Open the link that the runner printed in its terminal; guides opened from there run here too.'
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
  return ownCredentials()?.port ?? siteStorage.getItem(PORT) ?? '';
}
