import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openWindow } from '../../src/browser/output/output-window.ts';
import { readBefore, wholeText } from '../../src/browser/output/scrollback.ts';
import { plainText } from '../../src/runbook/screen/style.ts';
import type { RunView } from '../../src/runbook/session/view.ts';

const MB = 1 << 20;
const lines = Array.from({ length: 450_000 }, (_, n) => `line ${n} – ünïcode`);
const file = Buffer.from(`${lines.join('\n')}\n`);

/** A window over `file` as a runner would serve it: `serve()` answers the newest watch in pieces that cut anywhere. */
function open(size: number) {
  const run: RunView = {
    id: 'run',
    block: 'b',
    hash: 'h',
    by: { from: 'terminal' },
    seq: 1,
    phase: 'running',
    queuedAt: 0,
    startedAt: 0,
    readyAt: null,
    endedAt: null,
    line: null,
    commands: [],
    attempt: 1,
    from: 0,
    size,
    cut: null,
    paused: null,
    verdicts: new Map(),
    end: null,
    lastOutputAt: null,
    background: false,
    forgotten: null,
    killAt: null,
  };
  let watch: { from: number; to: number | null } | null = null;
  const held = openWindow(run, (from, to) => (watch = { from, to }));
  const serve = (grown: number) => {
    held.update({ ...run, size: grown });
    for (let current = watch; current; current = watch === current ? null : watch) {
      const end = current.to ?? grown;
      for (let at = current.from; at < end && watch === current; at += 65_521) {
        held.receive(at, file.subarray(at, Math.min(at + 65_521, end)));
      }
    }
  };
  const shown = () => held.screen.lines.map(plainText).filter((line) => line !== '');
  return { held, serve, shown };
}

/** What reads waits its turn before it asks the runner. */
const asked = () => new Promise(setImmediate);

test('a short output is shown whole, as it grows', () => {
  const { serve, shown, held } = open(0);
  serve(1000);
  serve(5000);
  assert.equal(held.before(), 0);
  assert.equal(shown().join('\n').startsWith('line 0 – ünïcode\nline 1'), true);
  assert.equal(file.subarray(0, 5000).toString().startsWith(shown().slice(0, -1).join('\n')), true);
});

test('of a long output, the end is shown, from the start of a line', () => {
  const { serve, shown, held } = open(file.length);
  serve(file.length);
  assert.equal(shown().at(-1), lines.at(-1));
  assert.equal(held.before() > 4 * MB, true);
  assert.deepEqual(shown(), lines.slice(-shown().length));
});

test('output that grew far before its first bytes came is skipped, even if nothing more comes', () => {
  const { serve, shown, held } = open(0);
  serve(file.length);
  assert.equal(held.before() > 4 * MB, true);
  assert.equal(shown().at(-1), lines.at(-1));
});

test('earlier output is read back piece by piece to the first line, none missing, none twice', async () => {
  const { serve, shown, held } = open(file.length);
  serve(file.length);
  while (held.before() > 0) {
    const told = readBefore(held);
    await asked();
    serve(file.length);
    await told;
  }
  assert.deepEqual(shown(), lines);
});

test('far behind, it jumps to the end instead of drawing what nobody could read', () => {
  const { serve, shown, held } = open(0);
  serve(1000);
  serve(file.length); // many megabytes in one step
  assert.equal(shown().at(-1), lines.at(-1));
  assert.equal(held.before() > MB, true);
});

test('a piece that comes twice is taken once', () => {
  const { held, shown } = open(0);
  held.receive(0, file.subarray(0, 100));
  held.receive(0, file.subarray(0, 100));
  held.receive(50, file.subarray(50, 200));
  assert.equal(file.subarray(0, 200).toString(), held.screen.lines.join('\n'));
  assert.equal(shown().length > 0, true);
});

test('the whole can be read without losing the place', async () => {
  const { serve, shown, held } = open(file.length);
  serve(file.length);
  const before = shown().length;
  const whole = wholeText(held);
  await asked();
  serve(file.length);
  assert.equal(await whole, file.toString());
  assert.equal(shown().length, before);
});

test('asked twice for earlier output, it reads it once; the whole output waits for its turn', async () => {
  const { serve, shown, held } = open(file.length);
  serve(file.length);
  const reads = Promise.all([readBefore(held), readBefore(held), wholeText(held)]);
  for (let turn = 0; turn < 3; turn += 1) {
    await asked();
    serve(file.length);
  }
  const [, , whole] = await reads;
  assert.equal(whole, file.toString());
  assert.deepEqual(shown(), lines.slice(-shown().length));
});
