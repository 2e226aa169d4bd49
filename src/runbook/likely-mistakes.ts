/** What an author most likely did not mean, though it can be read: told as warnings, or refused where nothing else can be meant. */
import { RunbookError } from './error.ts';
import { isShell } from './fence/index.ts';
import type { Expectation, Place, Warning } from './model.ts';

/** It would pass in silence, or fail for every output. */
export function refuseEmpty({ lines, exact, file, line }: Expectation): void {
  if (exact ? lines.length > 0 : lines.some((text) => text.trim() !== '')) return;
  throw new RunbookError(
    { file, line },
    'this check is empty: write the expected lines; if nothing may be printed, write `text check never` with a line [..]',
  );
}

/** Lines that nearly every output has, such as a brace, between lines `...`. */
export function doubtsAbout({ lines, format, never, file, line }: Expectation): readonly Warning[] {
  const kept = lines.map((text) => text.trim()).filter((text) => text !== '' && text !== '...');
  const says = (text: string) => /[\p{L}\p{N}]/u.test(text);
  if (format === 'json' || never || kept.length === 0 || kept.length === lines.length || kept.some(says)) return [];
  const message =
    'this check can hardly fail: none of its lines has a letter or a digit; add a line that says what must come';
  return [{ file, line, message }];
}

/** `<package-name>`: for a reader a placeholder, for a shell the file that is read. */
const HOLE = /(?<![<\w"'])<(?:[a-z]+(?:[-_ ][a-z]+)+|(?:your|my|the)[-_ ]?[a-z]+|[A-Z][A-Z_-]+)>(?=$|[\s/:@.,;)])/;

export function likelyMistakesIn(language: string, script: string, { file, line }: Place): readonly Warning[] {
  if (!isShell(language)) return [];
  return script.split('\n').flatMap((text, index): Warning[] => {
    const hole = /^\s*#/.test(text) ? null : HOLE.exec(text);
    if (hole === null) return [];
    const message = `${hole[0]} looks like a placeholder, but the shell reads it as a redirection; declare an input and use its name`;
    return [{ file, line: line + 1 + index, message }];
  });
}
