/**
 * The output of one run under its block: the lines, and how it ended. The tools for it are loaded when they are used.
 */
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { find, setAttribute, setText } from '../platform/dom.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import { openWindow, type Output } from './output-window.ts';
import { siteStorage } from '../platform/storage.ts';
import type { Store } from '../state/store.ts';
import { cloneFrame, drawFoot, silence } from './frame.ts';
import { lineCount, outputList } from './virtual-list.ts';
import * as words from '../../words/en.ts';

const tools = part(() => import('./tools.ts'));
const heights = part(() => import('./wrapped-heights.ts'));

export interface OutputPanel {
  readonly run: string;
  readonly node: HTMLElement;
  /** Called also when only time has passed, because the page mentions a program that is silent for long. */
  draw(run: RunView): void;
  /** Shows another run instead. */
  close?(): void;
}

const WRAP = 'guidepost.wrap';

export function outputPanel(first: RunView, block: Block, store: Store): OutputPanel {
  let output: Output | null = null;
  let run = first;
  const node = cloneFrame();
  const earlier = find(node, '[data-icon="up"]');
  const wrap = find(node, '[data-icon="wrap"]');
  const hint = find(node, '.gp-hint');
  const lines = find(node, '.gp-lines') ?? node;
  const screen = () => output?.screen ?? NOTHING;
  const list = outputList({
    node: lines,
    screen,
    onTop: () => use('up'),
    onFollow: (following) => find(node, '[data-icon="down"]')?.toggleAttribute('hidden', following),
  });
  setAttribute(lines, 'aria-label', words.output.of(block.title));
  setWrap(siteStorage.getItem(WRAP) === 'true');
  node.addEventListener('click', ({ target }) => {
    const tool = target instanceof Element && target.closest<HTMLElement>('button')?.dataset['icon'];
    if (tool === 'down') list.toEnd();
    else if (tool === 'wrap') {
      const on = !isWrapped();
      siteStorage.setItem(WRAP, String(on));
      setWrap(on);
    } else if (tool) use(tool);
  });
  if (!store.outputs.hasCome(run.id)) whenNear(node, open);

  const changed = (prepended = 0) => {
    if (prepended > 0) list.shift(prepended);
    list.refresh();
    drawHead();
  };

  function open() {
    output = store.outputs.open(run, openWindow);
    output.onChange(changed);
    changed();
  }

  function use(tool: string) {
    const shown = output && { node, block, list, output, store, run };
    if (shown) lazyImport(tools(), ({ useTool }) => useTool(tool, shown));
  }

  function drawHead() {
    const before = output?.before() ?? 0;
    const size = run.size - run.from;
    const held = output ? words.lines(lineCount(screen().lines)) : '';
    const part = words.output.part(held, before > 0 || !output ? words.bytes(size) : '');
    setText(
      find(node, '.gp-summary'),
      size === 0 ? (run.end ? words.output.none : words.output.noneYet) : words.output.head(part),
    );
    node.toggleAttribute('data-empty', size === 0);
    earlier?.toggleAttribute('hidden', before <= 0);
    setText(earlier?.querySelector('span') ?? null, words.output.earlier(words.bytes(before)));
  }

  const isWrapped = () => wrap?.getAttribute('aria-pressed') === 'true';

  function setWrap(on: boolean) {
    setAttribute(wrap, 'aria-pressed', String(on));
    list.wrap(null);
    if (on) lazyImport(heights(), ({ wrappedHeights }) => isWrapped() && list.wrap(wrappedHeights()));
  }

  return {
    run: first.id,
    node,
    draw(next) {
      run = next;
      if (output === null && store.outputs.hasCome(run.id)) {
        open();
        list.draw();
      }
      drawHead();
      drawFoot(node, run, block);
      const silent = silence(run, Date.now());
      hint?.toggleAttribute('hidden', silent === null);
      setText(find(node, '.gp-silence'), silent ?? '');
    },
    close: () => list.close(),
  };
}

const NOTHING = { lines: [''], write() {}, changed: () => 0, prepend() {} };

/** Output far down the page is not requested until the reader comes near it. */
function whenNear(node: HTMLElement, callback: () => void) {
  const observer = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      callback();
    },
    { rootMargin: '800px' },
  );
  observer.observe(node);
}
