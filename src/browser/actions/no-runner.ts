/** Says why nothing can run now, and what to do, for every way in which a page can be without a runner. */
import type { Link } from '../runner/connection.ts';
import { ownCredentials } from '../runner/credentials.ts';
import { button, h, withCode } from '../platform/html.ts';
import { startCommand } from '../platform/commands.ts';
import { isLocal } from '../platform/place.ts';
import { whyNot } from '../platform/lazy-import.ts';
import { siteStorage } from '../platform/storage.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

const PORT = 'guidepost.port';

/** What the page can still do after a click on Connect. */
const CONNECTS: Readonly<Partial<Record<Link, string>>> = {
  offered: words.noRunner.connect,
  denied: words.noRunner.connectAgain,
  blocked: words.noRunner.tryAgain,
  unreached: words.noRunner.tryAgain,
};

export function explainRunner(store: Store): Node {
  const { link } = store.state;
  const connects = CONNECTS[link];
  const connect = connects !== undefined && button('plug', connects, () => store.connect());
  if (connect) connect.classList.add('gp-primary');
  return help(store, reason(store), connect && h('p', {}, connect));
}

/** The runner has another block under this id than the page. */
export function explainDifference(store: Store): Node {
  const wayOut = isLocal() ? words.noRunner.edited : words.noRunner.otherCopy;
  return help(store, words.noRunner.differs(wayOut));
}

function help(store: Store, text: string, act?: Node | false): Node {
  return h('div', { class: 'gp-help' }, said(text), act, ...(isLocal() ? [] : otherWay(store)));
}

/** The way that works in every browser: open the same guide from the runner itself. */
function otherWay({ data }: Store): Node[] {
  if (isFramed()) return [h('a', { href: location.href, target: '_blank' }, words.noRunner.ownTab)];
  const link = h('a', {}, words.noRunner.local);
  const port = h('input', { inputmode: 'numeric', size: '6', placeholder: words.noRunner.port, value: keptPort() });
  const aim = () => {
    const fits = /^\d{1,5}$/.test(port.value);
    link.hidden = !fits;
    if (!fits) return;
    siteStorage.setItem(PORT, port.value);
    link.href = localAddress(data.base, port.value);
  };
  port.addEventListener('input', aim);
  aim();
  const connect = `npx guidepost connect ${location.origin}${location.pathname}`;
  return [
    said(words.noRunner.anyBrowser(startCommand())),
    h('details', {}, h('summary', {}, words.noRunner.noCopy), said(words.noRunner.installed(connect))),
    h('p', {}, h('label', {}, words.noRunner.itsPort, port), ' ', link),
  ];
}

function said(text: string): Node {
  return h('p', {}, ...withCode(text));
}

function reason({ data, state }: Store): string {
  const port = keptPort();
  const site = data.base === '/' ? location.origin : location.origin + data.base;
  const pair = `\`${startCommand(`--site ${site}`)}\``;
  switch (state.link) {
    case 'lost':
      return isLocal() ? whyNot() : words.noRunner.lost(pair);
    case 'refused':
      return words.noRunner.refused;
    case 'foreign':
      return words.noRunner.foreign;
    case 'other-version':
      return words.noRunner['other-version'];
    case 'connecting':
      return isLocal() ? words.noRunner.noAnswerYet : words.noRunner.asking;
    case 'connected':
      return words.noRunner.noAnswerYet;
    case 'offered':
      return words.noRunner.offered(port);
    case 'denied':
      return words.noRunner.denied;
    case 'blocked':
      return words.noRunner.blocked(port, pair);
    case 'unreached':
      return words.noRunner.unreached(port, pair);
    case 'absent':
      if (isFramed()) return words.noRunner.framed;
      return isLocal() ? words.noRunner.noKey : words.noRunner.hosted;
  }
}

function isFramed(): boolean {
  return self !== top;
}

/** The same page as served by the runner. The link contains only the path. */
function localAddress(base: string, port: string): string {
  const path = location.pathname.startsWith(base) ? location.pathname.slice(base.length - 1) : location.pathname;
  return `http://127.0.0.1:${port}${path}${location.hash}`;
}

/** The address comes from the runner's link, or is what the reader typed before. */
function keptPort(): string {
  const { kept, fresh } = ownCredentials();
  return (kept ?? fresh)?.port ?? siteStorage.getItem(PORT) ?? '';
}
