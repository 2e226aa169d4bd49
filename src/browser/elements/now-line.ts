/**
 * Draws the line of the bar that says what runs or what comes next (state/now.ts): a word, the step as a link, and the
 * rest.
 */
import type { Block } from '../../runbook/model.ts';
import { addressOf } from '../state/address.ts';
import { asksFirst } from '../state/asks-first.ts';
import type { Now } from '../state/now.ts';
import { elapsed } from '../state/times.ts';
import { find, setAttribute, setText } from '../platform/dom.ts';
import type { Store } from '../state/store.ts';
import * as words from '../../words/en.ts';

export function drawNow(bar: HTMLElement, now: Now, store: Store, clock: number): void {
  const block = 'block' in now ? now.block : null;
  const link = find(bar, '.gp-now-step');
  setAttribute(bar, 'data-now', now.at);
  setText(find(bar, '.gp-now-word'), wordOf(now));
  setText(link, block?.title ?? '');
  if (block) setAttribute(link, 'href', addressOf(store, block));
  link?.toggleAttribute('hidden', block === null);
  setText(find(bar, '.gp-now-rest'), restOf(now, store, clock).filter(Boolean).join(' · '));
}

function wordOf(now: Now): string {
  switch (now.at) {
    case 'running':
      if (now.run.phase === 'queued') return words.now.waiting;
      return now.run.paused === null ? words.now.running : words.now.paused;
    case 'lost':
    case 'next':
      return words.now[now.at];
    case 'done':
      return words.now.done(now.steps);
    case 'nothing':
      return '';
  }
}

function restOf(now: Now, store: Store, clock: number): readonly string[] {
  switch (now.at) {
    case 'running': {
      const taken = elapsed(now.run, clock);
      return [taken === null ? '' : timeWords(taken, now.usual), thenWords(now)];
    }
    case 'next':
      return [
        now.shown === 'idle' ? '' : words.STATES[now.shown].clause,
        now.time ? words.now.about(now.time.ms) : '',
        pageWords(now.block, store),
        asksFirst(store.state, store.data, now.block) ? words.now.asks : '',
      ];
    default:
      return [];
  }
}

function timeWords(taken: number, usual: number | null): string {
  const whole = Math.floor(taken / 1000) * 1000;
  const said = whole < 60_000 ? words.roughly(whole) : words.duration(whole);
  if (usual === null || taken > usual) return whole === 0 ? '' : said;
  return whole === 0 ? words.now.about(usual) : words.now.of(said, words.now.about(usual));
}

function thenWords({ after, left }: Now & { at: 'running' }): string {
  const [first, ...more] = after;
  if (!first) return '';
  const time = left ? (left.whole ? words.now.about(left.ms) : words.now.atLeast(left.ms)) : '';
  return more.length === 0 ? words.now.after(first.title) : words.now.more(after.length, time);
}

/** The page of the step, if it is another one. */
function pageWords(block: Block, { data }: Store): string {
  if (document.getElementById(`step-${block.id}`)) return '';
  const page = data.runbook.pages.find(({ slug }) => slug === block.page);
  return page ? words.now.onPage(page.title) : '';
}
