/**
 * Up to a million lines of output, of which only the visible ones are in the DOM. The list follows the end until the
 * reader scrolls away from it, and keeps its position when older lines are added at the top.
 */
import { find, make, setAttribute } from '../platform/dom.ts';
import type { PageScreen } from './page-screen.ts';
import { plainText } from '../../runbook/screen/style.ts';
import { lineNode, type Mark } from './line.ts';
import * as words from '../../words/en.ts';

export interface OutputList {
  readonly node: HTMLElement;
  /** Draws in the next frame; several calls before it draw once. */
  refresh(): void;
  /** Draws at once; called in a frame, for that same frame. */
  draw(): void;
  /** Wraps long lines, which have these heights; null to stop wrapping. */
  wrap(heights: Heights | null): void;
  /** Scrolls to a line and highlights its text between two offsets. */
  reveal(line: number, mark: Mark | null): void;
  toEnd(): void;
  /** Older lines were added at the top: the visible lines must not move. */
  shift(lines: number): void;
  /** It is no longer in the page. */
  close(): void;
}

/** Positions of lines, in rows. */
export interface Heights {
  /** Rows of all lines together. */
  total(): number;
  /** Row at which a line begins. */
  top(line: number): number;
  /** The line that a row belongs to. */
  at(row: number): number;
  /** Reads the lengths of the first `used` lines again, from index `from` on, for rows of that many columns. */
  read(used: number, from: number, columns: () => number, length: (line: number) => number): void;
}

interface Settings {
  /** The scroll container. It contains an element as tall as all lines, and in that the slice of visible lines. */
  readonly node: HTMLElement;
  readonly screen: () => PageScreen;
  readonly onTop: () => void;
  readonly onFollow: (following: boolean) => void;
}

const SIGHT = 18; // rows; the greatest height of an output, as for .gp-lines in output.css
const OVERSCAN = 10; // rows drawn above and below the visible ones
const PRINTED = 1000; // lines on paper, some twenty pages; who wants more saves the output
const NEAR = 4; // px; within this distance the list counts as scrolled to the end

export function outputList({ node, screen, onTop, onFollow }: Settings): OutputList {
  const row = rowHeight();
  let heights = flatHeights();
  const slice = find(node, '.gp-slice') ?? node;
  const tall = find(node, '.gp-tall') ?? node;
  let [following, scheduled] = [true, false];
  let marked: { line: number; mark: Mark } | null = null;
  let drawn = new Map<string, Node>();
  let expected = -1;
  let printing = false;
  const closing = new AbortController();

  function refresh() {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      draw();
    });
  }

  function draw() {
    const { lines } = screen();
    const used = lineCount(lines);
    if (printing) return paint(lines, Math.max(0, used - PRINTED), used);
    heights.read(used, screen().changed(), columns, (line) => plainText(lines[line] ?? '').length);
    tall.style.height = `${heights.total() * row}px`;
    // if all lines are visible there is nothing to measure, which would force another layout
    if (heights.total() <= SIGHT) return paint(lines, 0, used);
    if (following) scrollTo(node.scrollHeight);
    const from = heights.at(Math.max(0, node.scrollTop / row - OVERSCAN));
    const to = Math.min(used, heights.at((node.scrollTop + node.clientHeight) / row + OVERSCAN) + 1);
    paint(lines, from, to);
  }

  /** Reuses the nodes of lines that did not change. */
  function paint(lines: readonly string[], from: number, to: number) {
    const next = new Map<string, Node>();
    const nodes: Node[] = [];
    for (let index = from; index < to; index++) {
      const mark = marked?.line === index ? marked.mark : null;
      const key = `${index} ${mark?.from ?? ''} ${lines[index]}`;
      const made = drawn.get(key) ?? lineNode(lines[index] ?? '', mark);
      next.set(key, made);
      nodes.push(made);
    }
    drawn = next;
    slice.style.transform = `translateY(${heights.top(from) * row}px)`;
    slice.replaceChildren(...nodes);
  }

  /** Nobody scrolls on paper. */
  function print(on: boolean) {
    printing = on;
    const isCut = on && lineCount(screen().lines) > PRINTED;
    setAttribute(slice, 'data-before', isCut ? words.output.printed(PRINTED) : null);
    draw();
  }

  function columns(): number {
    const probe = make('span', 'gp-probe', '0'.repeat(100));
    slice.append(probe);
    const wide = probe.getBoundingClientRect().width / 100;
    probe.remove();
    return Math.max(20, Math.floor(slice.clientWidth / (wide || 8)));
  }

  function scrollTo(top: number) {
    node.scrollTop = top;
    expected = node.scrollTop;
  }

  function follow(next: boolean) {
    if (next === following) return;
    following = next;
    onFollow(next);
  }

  node.addEventListener('scroll', () => {
    if (Math.abs(node.scrollTop - expected) > 1) {
      follow(node.scrollTop + node.clientHeight >= node.scrollHeight - NEAR);
      if (!following && node.scrollTop < row * OVERSCAN) onTop();
    }
    refresh();
  });
  new ResizeObserver(refresh).observe(node);
  addEventListener('beforeprint', () => print(true), closing);
  addEventListener('afterprint', () => print(false), closing);

  return {
    node,
    refresh,
    draw,
    wrap(next) {
      heights = next ?? flatHeights();
      node.toggleAttribute('data-wrap', next !== null);
      refresh();
    },
    reveal(line, mark) {
      marked = mark ? { line, mark } : null;
      follow(false);
      const top = heights.top(line) * row;
      if (top < node.scrollTop || top > node.scrollTop + node.clientHeight - 2 * row)
        scrollTo(top - node.clientHeight / 2);
      refresh();
    },
    toEnd() {
      follow(true);
      refresh();
    },
    shift(lines) {
      if (marked) marked = { ...marked, line: marked.line + lines };
      if (!following) scrollTo(node.scrollTop + lines * row);
    },
    close: () => closing.abort(),
  };
}

/** In px; 20 unless the reader has chosen a larger font size. The same as --gp-row. */
export function rowHeight(): number {
  return 1.25 * parseFloat(getComputedStyle(document.documentElement).fontSize);
}

/** The text after the last newline counts as a line once it is not empty. */
export function lineCount(lines: readonly string[]): number {
  return lines.length - (lines.at(-1) === '' ? 1 : 0);
}

/** Every line is one row. */
function flatHeights(): Heights {
  let count = 0;
  return {
    total: () => count,
    top: (line) => line,
    at: (row) => Math.min(Math.floor(row), Math.max(0, count - 1)),
    read(used) {
      count = used;
    },
  };
}
