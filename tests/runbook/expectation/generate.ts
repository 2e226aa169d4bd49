/** Random checks, each with an output made from it, and where in that output stands what the check says literally. */
import type { chance } from './ask.ts';

export interface Generated {
  readonly check: string;
  readonly output: string;
  /** Ranges of code units. Every one is text that the output must have exactly here. */
  readonly literals: readonly (readonly [number, number])[];
}

type Chance = ReturnType<typeof chance>;

const VALUES: Readonly<Record<string, readonly string[]>> = {
  INT: ['0', '42', '-7'],
  NUMBER: ['3.14', '1,234', '1e9'],
  'NUMBER<5': ['4.5', '-3'],
  VERSION: ['1.2.3', 'v2.0rc1', '24.21.0'],
  'VERSION>=2.0': ['2.0', '2.4.1', '10.0'],
  DATE: ['2025-01-31'],
  TIME: ['09:05:01'],
  DURATION: ['1.5s', '2m 3s'],
  SIZE: ['1.5 GB', '12 kB'],
  UUID: ['123e4567-e89b-12d3-a456-426614174000'],
  PATH: ['/usr/bin/x', './a/b.py'],
  URL: ['http://127.0.0.1:8000/docs'],
  HEX: ['9f86d081'],
  WORD: ['humanizer-agent', 'naïve'],
  IP: ['127.0.0.1'],
  PORT: ['8000'],
};
const TEXTS = [
  'done',
  'Installing',
  '✓',
  '  indented',
  'a.b(c)',
  'x=[1, 2]',
  'ALL OK',
  '“quoted”',
  'end;',
  '$ ls',
  '日本語',
  'a\tb',
];

export function generate(random: Chance): Generated {
  const check: string[] = [];
  const literals: [number, number][] = [];
  let output = '';
  for (let count = 1 + random.below(7); count > 0; count -= 1) addLine(random.below(10));
  return { check: check.join('\n'), output, literals };

  function addLine(kind: number): void {
    if (kind === 0) {
      check.push('...');
      for (let lines = random.below(3); lines > 0; lines -= 1) output += `other ${random.below(100)}\n`;
    } else if (kind === 1) {
      check.push(`maybe ${check.length} (?)`);
      if (random.below(2) === 0) output += `maybe ${check.length - 1}\n`;
    } else if (kind === 2) {
      const least = random.below(2);
      check.push(`again ${check.length} (${least === 0 ? '*' : '+'})`);
      for (let lines = least + random.below(3); lines > 0; lines -= 1) output += `again ${check.length - 1}\n`;
    } else if (kind === 3) {
      check.push(String.raw`took \d+ (ms|s) (re)`);
      output += `took ${random.below(1000)} ms\n`;
    } else addTokens();
  }

  /** Texts and placeholders in turn, so that each value has an end. */
  function addTokens(): void {
    const id = `#${check.length}`;
    let line = id;
    literals.push([output.length, output.length + id.length]);
    output += id;
    for (let parts = random.below(4); parts > 0; parts -= 1) {
      const text = ` ${random.pick(TEXTS)} `;
      line += text;
      literals.push([output.length + 1, output.length + text.length - 1]);
      output += text;
      const kind = random.pick(['..', ...Object.keys(VALUES)]);
      line += `[${kind}]`;
      output += kind === '..' ? random.pick(['', 'anything', 'a [b] c']) : random.pick(VALUES[kind] ?? []);
    }
    check.push(line);
    output += '\n';
  }
}
