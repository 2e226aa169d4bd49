/**
 * scrut: a fence `scrut` is one test, a command and what it must print, byte for byte. Its configuration, in YAML, is
 * after the language or in lines with `% ` above the command, and under `defaults:` in the front matter.
 */
import { cramCommands } from './cram-lines.ts';
import { elsewhere, skipsIn, unsetIn } from './around-tests.ts';
import { durationOf, isRecord, oneLine } from './read.ts';
import { session } from './session.ts';
import { readYaml } from '../yaml.ts';
import type { ForeignFence, Told, Tool } from './types.ts';

export const scrut: Tool = {
  name: 'scrut',
  told: (root) => elsewhere(root, ['scrut', 'testcase'], 'scrut'),
  read(fence, { front }) {
    if (!['scrut', 'testcase'].includes(fence.lang)) return null;
    const { line, value } = fence;
    const { commands, above } = cramCommands(value.split('\n'), line + 1, 'scrut');
    if (commands.length === 0) return { as: 'shown', told: [{ line, message: 'a scrut test without a command' }] };
    const config = configOf(fence, above, front);
    const told: Told[] = [];
    const lost: string[] = [];
    const drop = (message: string) => {
      told.push({ line, message });
      lost.push(message);
    };
    for (const text of above) if (!/^(#|%|\s*$)/.test(text)) drop(`"${oneLine(text)}" comes before the command`);
    for (const message of unsetIn(value, 'scrut')) drop(message);
    told.push(...skipsIn(value, 'scrut', line));
    for (const key of ['append', 'prepend'])
      if (front[key] !== undefined) drop(`scrut's ${key}: of other documents is not read`);
    for (const key of ['total_timeout', 'language_markers'])
      if (front[key] !== undefined) drop(`scrut's ${key}: is not understood here`);
    if (!/^(undefined|(\/\S*\/)?bash)$/.test(String(front['shell']))) drop("scrut's shell: is supported only for bash");
    const known = readConfig(config, drop);
    return {
      as: 'block',
      told,
      language: 'console',
      words: known.timeout === null ? {} : { timeout: known.timeout },
      ...session(commands, line, {
        check: { stream: known.stream, exact: true, eol: true },
        before: known.before,
        unchecked: lost[0] ?? null,
      }),
    };
  },
};

/** Behind the language, or in lines with `% ` above the command. */
function configOf(
  { meta }: ForeignFence,
  above: readonly string[],
  { defaults }: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const own = meta.trim().startsWith('{') ? tryYaml(meta) : meta.trim() === '' ? {} : { [meta.trim()]: true };
  const lines = above.filter((text) => text.startsWith('%')).map((text) => text.replace(/^% ?/, ''));
  return { ...(isRecord(defaults) ? defaults : {}), ...own, ...(lines.length > 0 ? tryYaml(lines.join('\n')) : {}) };
}

/** Parses YAML. Text that cannot be parsed becomes an unknown key, so that a warning quotes it. */
function tryYaml(text: string): Record<string, unknown> {
  try {
    const read: unknown = readYaml(text);
    return isRecord(read) ? read : { [text]: true };
  } catch {
    return { [text]: true };
  }
}

function readConfig(config: Readonly<Record<string, unknown>>, drop: (message: string) => void) {
  let stream: 'stdout' | 'stderr' | 'both' = 'stdout';
  let timeout: number | null = null;
  const before: string[] = [];
  for (const [key, value] of Object.entries(config)) {
    if (key === 'output_stream' && (value === 'stdout' || value === 'stderr')) stream = value;
    else if (key === 'output_stream' && value === 'combined') stream = 'both';
    else if (key === 'timeout' && durationOf(value) !== null) timeout = durationOf(value);
    else if (key === 'environment' && isRecord(value)) before.push(...Object.entries(value).flatMap(exported));
    else if (['keep_crlf', 'strip_ansi_escaping', 'detached', 'fail_fast'].includes(key) && value === false) continue;
    else drop(`scrut's ${oneLine(key)}: ${oneLine(JSON.stringify(value) ?? '')} is not understood here`);
  }
  return { stream, timeout, before };
}

function exported([name, value]: readonly [string, unknown]): readonly string[] {
  if (!/^[A-Za-z_]\w*$/.test(name)) return [];
  return [`export ${name}='${String(value).replaceAll("'", `'\\''`)}'`];
}
