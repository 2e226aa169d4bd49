/**
 * What other tools wrote, run as it stands. Each fixture is one feature of one tool, and its name says which verdict
 * the tool promises for it: it passes, it fails, it is only shown, or its promise cannot be checked here, which is said
 * with its line and counts as broken.
 */
import assert from 'node:assert/strict';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, suite, test } from 'node:test';
import { PassThrough } from 'node:stream';
import { parse } from '../../src/runbook/reading/parse.ts';
import type { Io } from '../../server/commands/io.ts';
import { sample } from '../lane.ts';
import { run } from '../../server/commands/run.ts';

const here = import.meta.dirname;
const state = mkdtempSync(join(tmpdir(), 'guidepost-foreign-'));
after(() => rmSync(state, { recursive: true, force: true }));

const VERDICTS = { passes: 0, fails: 1, unchecked: 1 } as const;
/** Each is read; a run takes a shell and a session, so that by day only every fourth runs. */
const EVERY = sample({ daily: 4, nightly: 1 });
const fixtures = globSync('*/*.*.{md,mdx,t}', { cwd: here }).toSorted();

test('every tool has its fixtures', () => {
  const tools = new Set(fixtures.map((file) => dirname(file)));
  assert.deepEqual([...tools], ['clitest', 'cram', 'innovation-engine', 'ocaml-mdx', 'runme', 'scrut', 'tesh']);
});

suite('fixtures', { concurrency: 4 }, () => fixtures.forEach((file, index) => promise(file, index % EVERY === 0)));

function promise(file: string, runs: boolean): void {
  const [, feature = '', verdict = ''] = /^(.*)\.(passes|fails|unchecked|shown)\./.exec(basename(file)) ?? [];
  test(`${dirname(file)}: ${feature} ${verdict === 'unchecked' ? 'is told, and counts as broken' : verdict}`, async () => {
    const text = readFileSync(join(here, file), 'utf8');
    const { blocks, warnings } = parse('guide', [{ slug: 'index', file, text }]);
    if (verdict === 'shown') return assert.deepEqual(blocks, []);
    const lost = blocks.flatMap(({ expectations }) => expectations).some(({ unchecked }) => unchecked !== null);
    assert.equal(lost, verdict === 'unchecked');
    if (!runs) return undefined;
    const { code, out, err } = await runIn(dirname(join(here, file)), basename(file));
    assert.equal(code, VERDICTS[verdict as keyof typeof VERDICTS], out + err);
    assert.equal(/not checked: /.test(out), verdict === 'unchecked', out + err);
    const told = warnings.map(({ line, message }) => `${file}:${line}: ${message}`);
    if (verdict === 'unchecked') assert.ok(out.includes(told[0]?.replace(/^[^ ]* /, '') ?? 'not checked: '), out + err);
  });
}

async function runIn(cwd: string, file: string) {
  let [out, err] = ['', ''];
  const io: Io = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    cwd,
    env: { ...process.env, XDG_STATE_HOME: state, XDG_CACHE_HOME: state, XDG_RUNTIME_DIR: state },
    stdin: new PassThrough(),
    facts: { root: join(here, '../..'), canAsk: false, isTerminal: false, color: false, columns: 80 },
    ask: () => Promise.resolve(null),
    onInterrupt: () => () => undefined,
  };
  return { code: await run([join(cwd, file)], io), out, err };
}
