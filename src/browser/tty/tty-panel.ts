/** The terminal under a block with the word tty: draws what the program prints, sends what the reader types. */
import { Terminal } from '@xterm/xterm';
import xtermStyles from '@xterm/xterm/css/xterm.css?raw';
import type { Block } from '../../runbook/model.ts';
import type { RunView } from '../../runbook/session/view.ts';
import { copyFrom } from '../platform/copy.ts';
import { find } from '../platform/dom.ts';
import { button, h } from '../platform/html.ts';
import { lazyImport, part } from '../platform/lazy-import.ts';
import { cloneFrame, drawFoot } from '../output/frame.ts';
import { rowHeight } from '../output/virtual-list.ts';
import type { OutputPanel } from '../output/panel.ts';
import type { Store } from '../state/store.ts';
import { openReplay } from './output-replay.ts';
import { leaving } from './leave.ts';
import { adopt, withSheets } from './xterm-styles.ts';
import { onTheme, themeOf } from './theme.ts';
import { openTyping } from './typing.ts';
import * as words from '../../words/en.ts';

const ROWS = 24;
const [LEAST, MOST] = [20, 400]; // columns
const LETTER = 0.65; // as in a row of output, which has the same letters
const HIDE_CURSOR = '\x1b[?25l';

const comparePart = part(() => import('../output/compare-runs.ts'));

let styled = false;

export function terminalPanel(first: RunView, block: Block, store: Store): OutputPanel {
  let run = first;
  const place = { session: store.state.session ?? '', run: first.id };
  const screen = h('div', { class: 'gp-terminal', role: 'group', 'aria-label': words.terminal.of(block.title) });
  const copy = button(
    'copy',
    words.terminal.copy,
    ({ currentTarget }) => copyAll(currentTarget),
    words.terminal.copyShown,
  );
  const node = cloneFrame();
  const hint = find(node, '.gp-hint');
  find(node, '.gp-summary')?.replaceChildren(words.terminal.title);
  const compare = find(node, '.gp-tools [data-icon="compare"]');
  compare?.addEventListener('click', () =>
    lazyImport(comparePart(), ({ compareRuns }) => void compareRuns(store, block, run.id)),
  );
  find(node, '.gp-tools')?.replaceChildren(copy, ...(compare ? [compare] : []));
  find(node, '.gp-lines')?.replaceWith(screen);
  hint?.replaceChildren(words.terminal.hint);

  const terminal = new Terminal({
    rows: ROWS,
    fontSize: LETTER * rowHeight(),
    lineHeight: 1.2,
    scrollback: 5000,
    screenReaderMode: true,
    linkHandler: { activate() {} }, // links in output cannot be opened
  });
  const typing = openTyping(async (text) => {
    const refused = await store.request({ type: 'type', ...place, text });
    if (refused !== null) hint?.replaceChildren(refused);
    return refused;
  });
  /** Answers of the terminal to what an earlier program asked are not sent again. */
  let live = false;
  terminal.onData((text) => live && run.end === null && typing.type(text));
  terminal.onResize(({ cols, rows }) => {
    if (run.end === null) tellSize(cols, rows);
  });
  const sizes = new ResizeObserver(() => fit());
  let stopTheme = () => {};
  terminal.attachCustomKeyEventHandler(leaving(() => run.end !== null));

  const tellSize = (columns: number, rows: number) => void store.request({ type: 'resize', ...place, columns, rows });

  /** Called once it is in the page: it has no size before that. */
  function open() {
    if (!styled) adopt(xtermStyles);
    styled = true;
    live = store.outputs.hasCome(run.id);
    terminal.options.theme = themeOf(node);
    terminal.options.fontFamily = getComputedStyle(node).getPropertyValue('--gp-mono').trim();
    withSheets(() => terminal.open(screen));
    terminal.textarea?.setAttribute('aria-label', words.terminal.typeIn(block.title));
    fit();
    sizes.observe(screen);
    stopTheme = onTheme(() => (terminal.options.theme = themeOf(node)));
    store.outputs.open(run, (opened, watch) =>
      openReplay(opened, watch, {
        write: (bytes) => new Promise((done) => terminal.write(bytes, done)),
        live: () => (live = true),
        reset: () => terminal.reset(),
      }),
    );
    if (run.end === null) tellSize(terminal.cols, terminal.rows);
    if (document.activeElement?.closest('guide-block') !== node.closest('guide-block')) return;
    terminal.focus();
    screen.scrollIntoView({ block: 'nearest' }); // whoever types must see it, and a terminal outside of the window is not drawn
  }

  function fit() {
    const drawn = screen.querySelector('.xterm-screen')?.getBoundingClientRect().width ?? 0;
    if (drawn === 0) return;
    const columns = Math.floor((screen.clientWidth - 32) / (drawn / terminal.cols));
    terminal.resize(Math.min(Math.max(columns, LEAST), MOST), ROWS);
  }

  function copyAll(target: EventTarget | null) {
    terminal.selectAll();
    const text = terminal.getSelection().trimEnd();
    terminal.clearSelection();
    if (target instanceof HTMLElement) void copyFrom(target, text);
  }

  return {
    run: first.id,
    node,
    draw(next) {
      run = next;
      if (!terminal.element) open();
      drawFoot(node, next, block);
      hint?.toggleAttribute('hidden', next.end !== null);
      if (next.end === null || terminal.options.disableStdin) return;
      terminal.options.disableStdin = true;
      terminal.write(HIDE_CURSOR);
    },
    close() {
      sizes.disconnect();
      stopTheme();
      terminal.dispose();
    },
  };
}
