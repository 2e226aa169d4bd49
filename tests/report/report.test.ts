import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Block, End } from '../../src/runbook/model.ts';
import { html } from '../../server/report/html.ts';
import { json } from '../../server/report/json.ts';
import { junit } from '../../server/report/junit.ts';
import { markdown } from '../../server/report/markdown.ts';
import { report } from '../../server/report/report.ts';
import { reasons } from '../../server/report/words.ts';
import { blockLines, summaryLines } from '../../server/report/text.ts';
import { withUnknown } from '../../server/report/unknown-blocks.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { emptyView } from '../../src/runbook/session/view.ts';
import { entries, outputs, runbook } from './example.ts';

const result = report(runbook, entries, { session: 'session-1', os: 'linux', outputs });

test('every active block is counted once: passed, warned, failed or not run', () => {
  assert.deepEqual(result.counts, { passed: 1, warning: 1, failed: 1, stopped: 0, 'not-run': 1 });
  assert.deepEqual(
    result.blocks.map(({ outcome }) => outcome),
    ['passed', 'warning', 'failed', 'not-run'],
  );
});

test('a block that was not planned is not reported', () => {
  const planned = new Set(['good']);
  const some = report(runbook, entries, { session: 'session-1', os: 'linux', planned });
  assert.deepEqual(
    some.blocks.map(({ block }) => block.id),
    ['good'],
  );
});

test('a run that was interrupted in the middle counts as failed', () => {
  const started = entries.filter(({ seq }) => seq <= 5);
  const cut = report(runbook, started, { session: 'session-1', os: 'linux' });
  assert.equal(cut.blocks[0]?.outcome, 'failed');
});

test('JUnit XML contains a case for each block, the reason of a failure and nothing that XML forbids', () => {
  const xml = junit(result);
  assert.match(xml, /<testsuites name="An &lt;example&gt; &amp; more" tests="4" failures="1" errors="0" skipped="1"/);
  assert.equal(xml.match(/<testcase /g)?.length, 4);
  assert.match(xml, /<failure message="1 of 2 lines matched; line 2 never came">/);
  assert.match(xml, /line 2 failed with 1: false/);
  assert.match(xml, /port &lt;8000&gt; &amp; "more"/);
  assert.match(xml, /port 8001 &lt;&amp;&gt; \u{FFFD}/u);
  assert.match(xml, /<property name="TOKEN" value="\*\*\*"\/>/);
  assert.doesNotMatch(xml, /[\u{0}-\u{8}]/u);
});

test('the JSON report can be read back, and a secret has no value in it', () => {
  const data = JSON.parse(json(result)) as { inputs: unknown; blocks: { id: string; verdicts: unknown[] }[] };
  assert.deepEqual(data.inputs, { PORT: '8000', TOKEN: null });
  assert.deepEqual(
    data.blocks.map(({ id }) => id),
    ['good', 'careful', 'bad', 'later'],
  );
  assert.equal(data.blocks[2]?.verdicts.length, 1);
});

test('the Markdown report keeps its fences closed whatever a program printed', () => {
  const printed = new Map([['run-bad', 'a\n```\n# not a heading\n````']]);
  const text = markdown(report(runbook, entries, { session: 'session-1', os: 'linux', outputs: printed }));
  assert.match(text, /`````text\na\n```\n# not a heading\n````\n`````/);
  assert.match(text, /\| ✗ failed \| `bad` \| Do bad \| 1 min 2 s \|/);
});

test('the HTML report shows what was printed as text', () => {
  const printed = new Map([['run-bad', '<script>alert(1)</script>']]);
  const text = html(report(runbook, entries, { session: 'session-1', os: 'linux', outputs: printed }));
  assert.doesNotMatch(text, /<script/);
  assert.match(text, /&#60;script&#62;/);
});

test('the terminal names the block, the line that failed, the check and the help, without colour too', () => {
  const bad = result.blocks[2];
  assert.ok(bad);
  const text = blockLines(bad, '3/4', false);
  assert.match(text, /✗ 3\/4 Do bad {2}failed, 1 min 2 s/);
  assert.match(text, /bad at example\.md:15/);
  assert.match(text, /ended with exit code 1/);
  assert.match(text, /1 of 2 lines matched; line 2 never came/);
  assert.match(text, /Look at \*\*the port\*\*/);
  assert.doesNotMatch(text, /\u{1B}/u);
  assert.match(blockLines(bad, '3/4', true), /\u{1B}\[31m/u);
});

test('the summary says what was not run', () => {
  assert.match(summaryLines(result, false), /1 passed, 1 warning, 1 failed, 1 not run in 1 min 4 s\nnot run: later/);
});

test('how a block ended says what a service waited for, and what cut a run off', () => {
  const ends: readonly (readonly [End, RegExp])[] = [
    [
      { how: 'timed-out', after: 60_000, waiting: 'port 8000 of localhost to accept connections' },
      /the block was not ready within 1 min 0 s: waiting for port 8000 of localhost to accept connections/,
    ],
    [{ how: 'timed-out', after: 1000 }, /the block timed out after 1\.0 s/],
    [{ how: 'interrupted', why: 'the disk is full' }, /was interrupted: the disk is full/],
    [{ how: 'interrupted' }, /was interrupted: the runner stopped/],
  ];
  for (const [end, words] of ends) {
    const told = entries.map((entry) =>
      entry.event.type === 'ended' && entry.event.run === 'run-bad'
        ? { ...entry, event: { ...entry.event, end } }
        : entry,
    );
    const [, , bad] = report(runbook, told, { session: 'session-1', os: 'linux' }).blocks;
    assert.match(bad ? blockLines(bad, '3/4', false) : '', words);
  }
});

test('a block of a guide that is not here is named by its id, without a false place', () => {
  const gone = report(withUnknown({ ...runbook, blocks: [] }, entries.reduce(fold, emptyView)), entries, {
    session: 'session-1',
    os: 'linux',
  });
  const bad = gone.blocks.find(({ block }) => block.id === 'bad');
  assert.match(bad ? blockLines(bad, '1/1', false) : '', /bad at not in any guide of this checkout\n/);
  assert.doesNotMatch(junit(gone), / file=| line="/);
});

test('a step without a check that failed says what to do where its output names the cause, and nothing otherwise', () => {
  const told = (output: string) => reasonsOf({ how: 'exited', code: 1 }, output).slice(1).join();
  assert.match(
    told('Error: listen EADDRINUSE: address already in use 127.0.0.1:8000'),
    /Another program is using this port/,
  );
  assert.match(told('sudo: a password is required'), /write tty on the block/);
  assert.match(told('step: line 1: jq: command not found'), /Install that program, or correct its name/);
  assert.equal(told('something else went wrong'), '');
});

test('a plain step that timed out names the words for a server and for typed input', () => {
  const end = { how: 'timed-out', after: 60_000 } as const;
  assert.match(reasonsOf(end, '').join(), /If it is a server, write service .* write tty/);
  assert.doesNotMatch(reasonsOf(end, '', { kind: 'service' }).join(), /write service/);
  assert.doesNotMatch(reasonsOf(end, '', { tty: true }).join(), /write tty/);
});

function reasonsOf(end: End, output: string, more: Partial<Block> = {}): readonly string[] {
  const found = report(runbook, entries, { session: 's', os: 'linux' }).blocks.find(
    ({ block }) => block.id === 'careful',
  );
  assert.ok(found?.run);
  return reasons(
    { ...found, output, block: { ...found.block, kind: 'step', ...more }, run: { ...found.run, end } },
    false,
  );
}
