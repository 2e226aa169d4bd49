/** The output of one run under its block: the lines, the tools for reading them, and how it ended. */
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/view.ts';
import { copyFrom } from '../copy.ts';
import { button, h, icon, setAttribute, setText } from '../dom.ts';
import { openWindow, type Output } from '../output-window.ts';
import type { Store } from '../store.ts';
import { openScreen } from '../terminal/screen.ts';
import { plainText } from '../terminal/style.ts';
import { bytes, count } from '../words.ts';
import { outputList } from './list.ts';
import { footText, hintText } from './foot.ts';

export interface OutputPanel {
  readonly run: string;
  readonly node: HTMLElement;
  draw(run: RunView): void;
  /** Time has passed: a silent program may need a word. */
  tick(): void;
  /** Another run takes its place. */
  close?(): void;
}

const WRAP = 'guidepost.wrap';

export function outputPanel(first: RunView, block: Block, store: Store): OutputPanel {
  let output: Output | null = null;
  let run = first;
  const screen = () => output?.screen ?? NOTHING;
  const list = outputList({
    screen,
    label: `Output of ${block.title}`,
    onTop: () => output?.readBefore(),
    onFollow: (following) => end.toggleAttribute('hidden', following),
  });
  const summary = h('span', { class: 'gp-summary' });
  const end = button('down', 'Jump to the end', () => list.toEnd());
  end.hidden = true;
  let find: { readonly node: HTMLElement; focus(): void } | null = null;
  const wrap = button('wrap', 'Wrap', () => setWrap(!list.node.hasAttribute('data-wrap')), 'Wrap long lines');
  const tools = h(
    'span',
    { class: 'gp-tools' },
    button('find', 'Find', () => void toggleFind(!find || find.node.hasAttribute('hidden')), 'Find in output'),
    wrap,
    button('copy', 'Copy', ({ currentTarget }) => copyAll(currentTarget), 'Copy output'),
    button('download', 'Save', () => void save(), 'Save output'),
  );
  const head = h('div', { class: 'gp-output-head' }, summary, tools);
  const earlier = button('up', 'Show earlier output', () => output?.readBefore());
  const foot = h('p', { class: 'gp-foot' }, icon('failed'), h('span'));
  const hint = h('p', { class: 'gp-hint' });
  const node = h('div', { class: 'gp-output' }, head, earlier, list.node, end, hint, foot);
  setWrap(kept());

  let lines = 0;
  const changed = (prepended = 0) => {
    if (prepended > 0) list.shift(prepended);
    lines = screen().lines.length;
    list.refresh();
    drawHead();
  };
  const open = () => {
    output = store.outputs.open(run, openWindow);
    output.onChange(changed);
    changed();
  };
  if (!store.outputs.hasCome(run.id)) whenNear(node, open);

  function drawHead() {
    const before = output?.before() ?? 0;
    const held = Math.max(0, lines - (screen().lines.at(-1) === '' ? 1 : 0));
    setText(
      summary,
      run.size === run.from
        ? 'No output'
        : `Output · ${count(held, 'line')}${before > 0 ? ` of ${bytes(run.size - run.from)}` : ''}`,
    );
    earlier.hidden = before <= 0;
    setText(earlier.querySelector('span'), `Show earlier output (${bytes(before)})`);
    node.toggleAttribute('data-empty', run.size === run.from);
  }

  function setWrap(on: boolean) {
    list.setWrap(on);
    wrap.setAttribute('aria-pressed', String(on));
    keep(on);
  }

  async function toggleFind(open: boolean) {
    if (!find) {
      const { findBar } = await import('./find-bar.ts');
      find = findBar(list, screen, () => void toggleFind(false));
      head.after(find.node);
    }
    find.node.hidden = !open;
    if (open) find.focus();
    else list.node.focus();
  }

  /** All of it, also what the page does not hold; colours left out. */
  async function text(): Promise<string> {
    const whole = openScreen();
    whole.write((await output?.readAll()) ?? '');
    return whole.lines.map(plainText).join('\n');
  }

  function copyAll(target: EventTarget | null) {
    if (target instanceof HTMLElement) void text().then((all) => copyFrom(target, all));
  }

  async function save() {
    const link = h('a', {
      href: URL.createObjectURL(new Blob([await text()], { type: 'text/plain' })),
      download: `${block.id}.txt`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
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
      const said = footText(next, block);
      foot.hidden = said === null;
      setText(foot.querySelector('span'), said?.text ?? '');
      setAttribute(foot, 'data-tone', said?.tone ?? null);
      setAttribute(foot.querySelector('use'), 'href', `#gp-${said?.tone ?? 'passed'}`);
      this.tick();
    },
    tick() {
      const advice = hintText(run, Date.now());
      setText(hint, advice ?? '');
      hint.hidden = advice === null;
    },
  };
}

const NOTHING = { lines: [''], write() {}, changed: () => 0, prepend() {}, drop() {} };

/** Output far down the page is not read before the reader comes near it. */
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

function kept(): boolean {
  return localStorage.getItem(WRAP) === 'true';
}

function keep(on: boolean) {
  localStorage.setItem(WRAP, String(on));
}
