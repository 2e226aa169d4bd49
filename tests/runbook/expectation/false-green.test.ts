/**
 * No false green: no output of one check passes another, over all pairs of checks of the project's guides and manual
 * and of a corpus of ordinary programs. An output is made from each check itself, so each is known to pass its own.
 */
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { readGuide } from '../../../server/guides/read-guides.ts';
import { compile, openMatcher } from '../../../src/runbook/expectation/index.ts';
import type { Expectation } from '../../../src/runbook/model.ts';
import { expectationOf } from './ask.ts';
import { corpus } from './corpus.ts';

const root = new URL('../../../', import.meta.url).pathname;
const EXAMPLES: Readonly<Record<string, string>> = {
  INT: '7',
  NUMBER: '3.5',
  VERSION: '2.1.0',
  DATE: '2025-01-31',
  TIME: '09:05',
  DATETIME: '2025-01-31T09:05:00Z',
  DURATION: '1.5s',
  SIZE: '12 kB',
  UUID: '123e4567-e89b-12d3-a456-426614174000',
  PATH: '/srv/app',
  URL: 'http://127.0.0.1/',
  HEX: '9f86d081',
  WORD: 'word',
  IP: '10.0.0.7',
  PORT: '8000',
  HOST: 'localhost',
};

const guides = globSync(['content/guides/*', 'content/manual/**/*.md'], { cwd: root }).toSorted();
const checks: Expectation[] = corpus.map((lines) => expectationOf(lines.trim()));
for (const guide of guides) {
  const { runbook } = await readGuide(`${root}${guide}`);
  checks.push(...runbook.blocks.flatMap(({ expectations }) => expectations));
}
const texts = checks.filter(({ format, never }) => format === 'text' && !never);
const promises = texts.filter((check, at) => texts.findIndex((other) => key(other) === key(check)) === at);

test('an output made from a check passes it', () => {
  for (const check of promises)
    assert.equal(judge(check, outputOf(check)), 'passed', `${check.file}:${check.line}\n${outputOf(check)}`);
});

test('no output passes a check of another document', () => {
  let pairs = 0;
  for (const check of promises)
    for (const other of promises) {
      if (documentOf(check) === documentOf(other)) continue;
      pairs += 1;
      assert.notEqual(
        judge(check, outputOf(other)),
        'passed',
        `${check.lines.join('\n')}\n--- passes with ---\n${outputOf(other)}`,
      );
    }
  assert.ok(pairs >= 1500, `only ${pairs} pairs`);
});

test('an output with a line less, or with one line of another, is not passed by its own check', () => {
  let pairs = 0;
  for (const check of promises) {
    const lines = outputOf(check).split('\n');
    for (const at of significant(check)) {
      pairs += 2;
      assert.notEqual(
        judge(check, lines.toSpliced(at, 1).join('\n')),
        'passed',
        `${check.lines.join('\n')}\nwithout line ${at + 1}`,
      );
      assert.notEqual(
        judge(check, lines.with(at, 'Traceback (most recent call last):').join('\n')),
        'passed',
        check.lines.join('\n'),
      );
    }
  }
  assert.ok(pairs >= 200, `only ${pairs}`);
});

function judge(check: Expectation, output: string) {
  const matcher = openMatcher(compile(check));
  return matcher.push(output) === null
    ? matcher.end(check.exit === 'any' ? 0 : check.exit).outcome
    : matcher.end(0).outcome;
}

/** Every placeholder as one of its kind, `...` as nothing. */
function outputOf({ lines }: Expectation): string {
  return lines
    .filter((line) => line.trim() !== '...')
    .map(lineOf)
    .join('\n');
}

function lineOf(line: string): string {
  return line
    .replace(/ \([?*+]\)$/, '')
    .replace(/^\[\.\.\]$/, 'anything')
    .replaceAll('[..]', '')
    .replace(
      /\[(?:\w+=)?([A-Z]+)(?:[<>=!]=?([^\]]*))?\]/g,
      (source, kind: string, value?: string) => value ?? EXAMPLES[kind] ?? source,
    )
    .trimEnd();
}

/** Lines of the output that the check demands: neither optional nor matched by a neighbour too. */
function significant(check: Expectation): number[] {
  const lines = check.lines.filter((line) => line.trim() !== '...');
  return lines.flatMap((line, at) =>
    /\([?*+]\)$|^(\[..\])?$/.test(line) || lines.indexOf(line) !== lines.lastIndexOf(line) ? [] : [at],
  );
}

/** Steps of one guide may truly print what another of its steps promises; between documents nothing is related. */
function documentOf({ file, lines }: Expectation): string {
  if (file === 'expect') return lines.join('\n');
  return file.includes('content/guides') ? (/content\/guides\/[^/]+/.exec(file)?.[0] ?? file) : file;
}

function key({ lines }: Expectation): string {
  return lines.join('\n');
}
