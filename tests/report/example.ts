import { blankBlock, blankExpectation } from '../../src/runbook/blank-block.ts';
import { blankRunbook } from '../../src/runbook/blank-runbook.ts';
import type { Block, Entry, Event, Expectation, Explanation, Runbook } from '../../src/runbook/model.ts';

/** A guide of four blocks in a session: one passed, one warned, one failed with an explanation, one never ran. */
const explanation: Explanation = {
  sentence: '1 of 2 lines matched; line 2 never came',
  nearest: null,
  diff: [
    { sign: ' ', text: 'ready' },
    { sign: '-', text: 'port <8000> & "more"' },
    { sign: '+', text: 'port 8001' },
  ],
  hint: null,
};

export const runbook: Runbook = {
  ...blankRunbook,
  id: 'example',
  title: 'An <example> & more',
  pages: [{ slug: 'index', title: 'First', file: 'example.md', optional: false }],
  blocks: [
    block('good', 3, {}),
    block('careful', 9, { kind: 'probe' }),
    block('bad', 15, { script: 'echo ready\nfalse\n', expectations: [expectation(20)] }),
    block('later', 30, {}),
  ],
};

export const entries: readonly Entry[] = [
  at(0, { type: 'opened', guide: 'example', workspace: { kind: 'practice', path: '/tmp/example' } }),
  at(0, { type: 'input', name: 'PORT', value: '8000' }),
  at(0, { type: 'input', name: 'TOKEN', value: null }),
  ...ran('run-good', 'good', 100, 0),
  ...ran('run-careful', 'careful', 1200, 2),
  at(1300, { type: 'queued', run: 'run-bad', block: 'bad', hash: '', by: { from: 'terminal' } }),
  at(1300, { type: 'started', run: 'run-bad', pid: 1 }),
  at(1400, { type: 'output', run: 'run-bad', size: 20 }),
  at(1500, { type: 'command', run: 'run-bad', line: null, previous: { line: 2, code: 1, ms: 40 } }),
  at(1500, { type: 'verdict', run: 'run-bad', expectation: 0, verdict: { outcome: 'failed', explanation } }),
  at(63_500, { type: 'ended', run: 'run-bad', end: { how: 'exited', code: 1 } }),
  at(64_000, { type: 'closed' }),
].map((entry, index) => ({ ...entry, seq: index + 1 }));

export const outputs = new Map([['run-bad', 'ready\nport 8001 <&> \u{1}']]);

function at(ms: number, event: Event): Entry {
  return { seq: 0, at: Date.UTC(2026, 0, 2, 3, 4, 5) + ms, event };
}

function ran(run: string, id: string, ms: number, code: number): Entry[] {
  return [
    at(ms, { type: 'queued', run, block: id, hash: '', by: { from: 'terminal' } }),
    at(ms, { type: 'started', run, pid: 1 }),
    at(ms + 50, { type: 'ended', run, end: { how: 'exited', code } }),
  ];
}

function block(id: string, line: number, more: Partial<Block>): Block {
  const base = { title: `Do ${id}`, file: 'example.md', script: 'true\n', timeout: 60_000 };
  return { ...blankBlock, ...base, id, line, ...more };
}

function expectation(line: number): Expectation {
  return {
    ...blankExpectation,
    file: 'example.md',
    line,
    at: [line + 1, line + 2],
    lines: ['ready', 'port <8000> & "more"'],
    help: 'Look at **the port**.',
  };
}
