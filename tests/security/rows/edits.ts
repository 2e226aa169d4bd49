/** Edits that several rows share. */
import type { Edit } from '../source.ts';

/** Takes rules of the gate out, by name. */
export function gate(...rules: readonly string[]): readonly Edit[] {
  const passes: Edit = {
    file: 'server/gate/rule.ts',
    text: 'rule.check(raw)',
    by: "(rule.name === 'out' ? null : rule.check(raw))",
  };
  return [passes, ...rules.map((rule) => ({ file: fileOf(rule), text: `name: '${rule}'`, by: "name: 'out'" }))];
}

function fileOf(rule: string): string {
  return UPGRADE.includes(rule) ? 'server/gate/upgrade-rules.ts' : 'server/gate/request-rules.ts';
}

const UPGRADE: readonly string[] = ['path', 'protocol', 'token', 'places'];

export function edit(file: string, text: string, by: string): readonly Edit[] {
  return [{ file, text, by }];
}

export const REQUEST_RULES = 'server/gate/request-rules.ts';
export const UPGRADE_RULES = 'server/gate/upgrade-rules.ts';
