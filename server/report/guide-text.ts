import type { Block, Expectation, Input, Runbook } from '../../src/runbook/model.ts';
import { isOptional, isUndo } from '../../src/runbook/session/steps.ts';
import { plural } from '../../src/runbook/quantities.ts';
import { painter } from './paint.ts';
import type { Paint } from './paint.ts';

/** A guide as text for the terminal: its inputs, its options, then each block with its script and checks. */
export function guideText(runbook: Runbook, steps: number, color: boolean): string {
  const paint = painter(color);
  return [
    `${paint('bold', `${runbook.title} (${runbook.id})`)}  ${plural(steps, 'step')}`,
    ...(runbook.description ? [runbook.description] : []),
    ...overviewLines(runbook),
    ...inputLines(runbook),
    ...groupLines(runbook),
    ...runbook.pages.flatMap(({ slug, title, file }) => [
      '',
      `${paint('underline', title)}  ${paint('dim', file)}`,
      ...runbook.blocks
        .filter(({ page, change }) => page === slug && change?.by !== 'restore')
        .flatMap((block) => blockLines(runbook, block, paint)),
    ]),
    '',
  ].join('\n');
}

function overviewLines({ overview }: Runbook): string[] {
  const rows = [
    ['Needs', overview.needs],
    ['Costs', overview.costs],
    ['Changes', overview.changes],
  ] as const;
  return rows.flatMap(([what, said]) => (said.length === 0 ? [] : ['', what, ...said.map((each) => `  ${each}`)]));
}

function inputLines({ inputs }: Runbook): string[] {
  if (inputs.length === 0) return [];
  const facts = ({ required, default: value, example }: Input) =>
    [
      ...(required ? ['required'] : []),
      ...(value === null ? [] : [`default ${value}`]),
      ...(example === null ? [] : [`as in ${example}`]),
    ].join(', ');
  return [
    '',
    'Inputs',
    ...inputs.map((input) => `  ${input.name} (${input.type})  ${input.label}  ${facts(input)}`.trimEnd()),
  ];
}

function groupLines({ groups }: Runbook): string[] {
  if (groups.length === 0) return [];
  return [
    '',
    'Choices',
    ...groups.flatMap(({ name, options }) =>
      options.map((option) => `  ${name}=${option.name}  ${option.label}${option.recommended ? ' (recommended)' : ''}`),
    ),
  ];
}

function blockLines(runbook: Runbook, block: Block, paint: Paint): string[] {
  const options = block.options.map(({ group, option }) => `${group}=${option}`);
  const words = [
    block.kind,
    `line ${block.line}`,
    ...options,
    ...(block.only ? [`only in ${block.only}`] : []),
    ...(block.os ? [`on ${block.os}`] : []),
    ...(block.change?.by === 'file' ? [`writes ${block.change.path}`] : []),
    ...(block.change?.by === 'patch' ? [`changes ${block.change.paths.join(', ')}`] : []),
    ...(isUndo(runbook, block) ? ['undoes another block, not a step'] : []),
    ...(isOptional(runbook, block) ? ['optional, not a step'] : []),
  ];
  return [
    '',
    `  ${paint('bold', block.id)}  ${block.title}  ${paint('dim', words.join(' · '))}`,
    ...block.script
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `    ${paint('cyan', '│')} ${line}`),
    ...block.expectations.flatMap((expectation) => expectationLines(expectation, paint)),
  ];
}

function expectationLines({ lines, format, exit, never }: Expectation, paint: Paint): string[] {
  const head = `${never ? 'never prints' : 'expects'}${format === 'json' ? ' JSON' : ''}${exit === 0 ? '' : `, exit ${exit}`}`;
  return [`    ${paint('dim', head)}`, ...lines.map((line) => `    ${paint('green', '┊')} ${line}`)];
}
