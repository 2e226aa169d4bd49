import { RunbookError } from '../error.ts';
import type { WordType } from './word-types.ts';

/** When a service is ready. `$NAME` in `target` is replaced from the block's environment. */
export type Ready =
  | { readonly by: 'port'; readonly target: string }
  | { readonly by: 'http'; readonly target: string }
  | { readonly by: 'file'; readonly target: string }
  | { readonly by: 'output' };

/** The value of `ready=`. Refuses targets that can never be reached. */
export const ready: WordType<Ready> = {
  form: '`port:8000`, `http:URL`, `file:PATH` or `output`',
  schema: { type: 'string', pattern: '^(output|(port|http|file):.+)$' },
  read(text, word, place) {
    if (text === 'output') return { by: 'output' };
    const [, by, target] = /^(port|http|file):(.+)$/.exec(text) ?? [];
    if (by === undefined || target === undefined) {
      throw new RunbookError(place, `${word}=${text} should be port:8000, http:URL, file:PATH or output`);
    }
    const problem = target.includes('$') ? null : problemOfTarget(by, target);
    if (problem !== null || target.startsWith('//')) {
      throw new RunbookError(place, `${word}=${text}: ${problem ?? WHOLE}`);
    }
    return { by: by as 'port' | 'http' | 'file', target };
  },
};

const WHOLE = 'write the whole address after http:, as in ready=http:http://127.0.0.1:8000/';

/** What is wrong with a target; one with a variable is known only when the block runs. */
function problemOfTarget(by: string, target: string): string | null {
  if (by === 'http') return /^https?:\/\//.test(target) && URL.canParse(target) ? null : WHOLE;
  const port = by === 'port' ? Number(/^(?:[^:\s]+:)?(\d{1,5})$/.exec(target)?.[1]) : 1;
  return port >= 1 && port <= 65_535 ? null : 'a port is a number from 1 to 65535';
}
