/** Matching an output against a check, as a ratio to decoding the same bytes and splitting them into lines. */
import { compile, openMatcher } from '../src/runbook/expectation/index.ts';
import { toExpectation } from '../src/runbook/expectation/match.ts';
import type { Row } from './table.ts';

interface Case {
  readonly name: string;
  readonly check: readonly string[];
  readonly output: () => string;
  readonly outcome: 'passed' | 'failed';
  readonly target: Row['target'];
  readonly unordered?: boolean;
}

/** Times each side is measured, in turn; the median counts. */
const ROUNDS = 3;
/** Bytes a pushed piece has: what a pipe delivers. */
const PIECE = 65_536;
const MILLION = 1_000_000;

const log = (at: number) => `2025-01-31 12:33:44 INFO  worker ${at} finished job abc ✓`;
const texts = Array.from({ length: 7 }, (_, at) => `milestone ${at} reached`);

const cases: readonly Case[] = [
  {
    name: '1,000,000 lines against 16 lines, eight of them ...',
    check: [...texts.flatMap((text) => ['...', text]), '...', 'ALL DONE ✓'],
    output: () => [...repeat(MILLION - 8, log), ...texts, 'ALL DONE ✓'].join('\n'),
    outcome: 'passed',
    target: '≤ 3',
  },
  {
    name: '1,000,000 lines against 16 lines with placeholders',
    check: [
      '...',
      ...repeat(7, (at) => `[DATE] [TIME] WARN disk ${at} at [NUMBER<90]%`),
      '...',
      ...repeat(6, (at) => `done ${at} in [DURATION]`),
      '...',
    ],
    output: () => repeat(MILLION, log).join('\n'),
    outcome: 'failed',
    target: '≤ 3',
  },
  {
    name: '1,000,000 coloured lines against 16 lines',
    check: [...texts.flatMap((text) => ['...', text]), '...', 'ALL DONE ✓'],
    output: () =>
      [...repeat(MILLION - 8, (at) => `\u001B[32mINFO\u001B[0m  worker ${at} finished`), ...texts, 'ALL DONE ✓'].join(
        '\n',
      ),
    outcome: 'passed',
    target: '≤ 12',
  },
  {
    name: '200 placeholder lines, each matching 1,000 lines',
    check: repeat(200, (at) => `step ${at} [WORD] took [DURATION] at [TIME] (+)`),
    output: () =>
      repeat(200_000, (at) => `step ${Math.floor(at / 1000)} build-${at} took ${at % 60}.5s at 12:33:44`).join('\n'),
    outcome: 'passed',
    target: '≤ 100',
  },
  {
    name: 'one line of 50 MB',
    check: ['...', '[..]needle[..]', '...', 'end'],
    output: () => `${'haystack '.repeat(5_800_000)}\nend\n`,
    outcome: 'failed',
    target: '≤ 3',
  },
  {
    name: 'one line of 50 MB of overwritten progress',
    check: ['...', 'done'],
    output: () => `${'progress 50%\r'.repeat(4_000_000)}\ndone\n`,
    outcome: 'passed',
    target: '≤ 40',
  },
  {
    name: 'three captures between ... on 100,000 lines that each matches',
    check: ['...', 'id [a=INT]', '...', 'id [b=INT]', '...', 'id [c=INT]', '...', 'done [a] [b] [c]'],
    output: () => repeat(100_000, (at) => `id ${at}`).join('\n'),
    outcome: 'failed',
    target: '≤ 500',
  },
  {
    name: 'unordered with 990 lines on 50,000 lines',
    check: ['...', ...repeat(990, (at) => `worker ${at} took [DURATION]`)],
    output: () => repeat(50_000, (at) => `worker ${at} took 3 s`).join('\n'),
    outcome: 'passed',
    target: '≤ 500',
    unordered: true,
  },
  {
    name: 'unordered with 990 lines that begin with [..] on 5,000 lines',
    check: ['...', ...repeat(990, (at) => `[..] worker ${at} took [DURATION] [..]`)],
    output: () => repeat(5000, (at) => `at 12:00 worker ${at + 500} took 3 s or so`).join('\n'),
    outcome: 'failed',
    target: '≤ 20000',
    unordered: true,
  },
  {
    // the cost is that of two lines of 1,000 characters, however long the output
    name: 'one line of 990 characters that differs, explained',
    check: [`${'abcdefghi '.repeat(98)}[INT] end`],
    output: () => `${'abcdefgh '.repeat(2000)}7 END`,
    outcome: 'failed',
    target: '≤ 5000',
  },
  {
    // most of it is the explanation, whose cost does not grow with the output; the floor is half a millisecond
    name: 'six ... on 10,000 lines that nearly match',
    check: [
      ...repeat(10, (at) => (at % 2 === 0 ? '...' : 'Retrying the connection to the server')),
      '...',
      'Connected',
    ],
    output: () => 'Retrying the connection to the server\n'.repeat(10_000),
    outcome: 'failed',
    target: '≤ 150',
  },
  {
    name: '^(a+)+$ on 10,000 lines of 1,000 a and a b',
    check: ['...', '^(a+)+$ (re)'],
    output: () => `${'a'.repeat(1000)}b\n`.repeat(10_000),
    outcome: 'failed',
    target: '≤ 40',
  },
];

export async function rows(): Promise<Row[]> {
  return cases.map(measure);
}

function measure({ name, check, output, outcome, target, unordered = false }: Case): Row {
  const bytes = new TextEncoder().encode(output());
  const floors: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(time(() => new TextDecoder().decode(bytes).split('\n').length));
    ours.push(
      time(() => {
        const found = matchAll(check, bytes, unordered);
        if (found !== outcome) throw new Error(`${name}: ${found}`);
      }),
    );
  }
  const [floor, mine] = [median(floors), median(ours)];
  return { name, ratio: mine / floor, target, detail: `${mine.toFixed(0)} ms over ${floor.toFixed(0)} ms` };
}

function matchAll(lines: readonly string[], bytes: Uint8Array, unordered: boolean) {
  const matcher = openMatcher(compile(toExpectation({ expect: lines.join('\n'), output: '', unordered })));
  for (let at = 0; at < bytes.length; at += PIECE) matcher.push(bytes.subarray(at, at + PIECE));
  return matcher.end(0).outcome;
}

function repeat(count: number, line: (at: number) => string): string[] {
  return Array.from({ length: count }, (_, at) => line(at));
}

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
