/** Finds what can be parsed but was probably not meant: a warning or, if it is certainly a mistake, an error. */
import { RunbookError } from '../error.ts';
import { isShell } from '../fence/index.ts';
import type { Expectation, Place, Warning } from '../model.ts';

/** Throws for an empty check, which would always pass, or always fail. */
export function refuseEmpty({ lines, exact, file, line }: Expectation): void {
  if (exact ? lines.length > 0 : lines.some((text) => text.trim() !== '')) return;
  throw new RunbookError(
    { file, line },
    'this check is empty: write the expected lines; if nothing may be printed, write `text check never` with a line [..]',
  );
}

/** Throws if a fence contains the beginning of another one: it was not closed, and would silently swallow the other. */
export function refuseInner(value: string, opening: string, place: Place): void {
  const inner = value.split('\n').findIndex((line) => line.startsWith(opening) && /^[`~]+ *[^\s`~]/.test(line));
  if (inner < 0) return;
  throw new RunbookError(
    { ...place, line: place.line + 1 + inner },
    `a fence begins here, inside the one on line ${place.line}; close that one first, or begin it with more ${opening[0]}`,
  );
}

/** Warns of a check whose lines occur in nearly every output, such as a brace, or may be left out, between lines `...`. */
export function doubtsAbout({ lines, format, never, file, line }: Expectation): readonly Warning[] {
  const kept = lines.map((text) => text.trim()).filter((text) => text !== '' && text !== '...');
  const says = (text: string) =>
    !/ \([?*]\)$/.test(text) && /[\p{L}\p{N}]/u.test(text.replace(/(?: \((?:re|\+|~[\d.]+)\))+$/, ''));
  if (format === 'json' || never || kept.length === 0 || kept.length === lines.length || kept.some(says)) return [];
  const message =
    'this check can hardly fail: no line that must come has a letter or a digit; add a line that says what must come';
  return [{ file, line, message }];
}

/** `<package-name>`: a reader sees a placeholder, but the shell a redirection. */
const HOLE =
  /(?<![<\w"'])<(?:[a-z]+(?:[-_ ][a-z]+)+|(?:your|my|the)[-_ ]?[a-z]+|[A-Z][A-Z_-]+|(?:package|file|folder|directory|path|url|user|username|host|image|branch|value|token|password|key|id|name|version|project|port|domain|email))>(?=$|[\s/:@.,;)])/;

/** `user@<server>`: nobody writes a redirection inside a word. */
const HOLE_IN_WORD = /(?<=[/@:=])<[a-z]+>/;

/** `YOUR_NAME`, but not the variable of that name. */
const YOURS = /(?<![\w$<{-])YOUR[_-][A-Z]+(?:[_-][A-Z]+)*(?![\w=}>-])/;

/** `“x”`: the shell takes curly quotes for letters of the word. */
const QUOTE = /(?<=[\s=])[“”„‟‘’‚«]\S*/;

/** `–help`: a text program has made one dash of two. */
const DASH = /(?<=\s)[–—−]+[A-Za-z][\w-]*/;

/** `me@host:~$ ls`, `PS C:\> dir`: copied from a terminal, with what it shows before a command. */
const PROMPT =
  /^\s*(?:[\w.-]+@[\w.-]+(?::| )[~\w/.-]*[$#%]|\[[\w.-]+@[\w.-]+ [^\]]+\][$#]|\([\w.-]+\) [$%]|(?:PS )?[A-Z]:\\[^<|>]*>|[%❯➜]|>>>)(?=\s)/u;

const INSTEAD = 'declare an input and use its name';

export function likelyMistakesIn(language: string, script: string, { file, line }: Place): readonly Warning[] {
  if (!isShell(language)) return [];
  return script
    .split('\n')
    .flatMap((text, index) =>
      mistakesIn(text, script.includes('<<')).map((message) => ({ file, line: line + 1 + index, message })),
    );
}

/** `hasText`: whether lines of the script may be a text of their own, with quotes of its own. */
function mistakesIn(text: string, hasText: boolean): readonly string[] {
  if (/^\s*#/.test(text)) return [];
  const [yours] = YOURS.exec(text) ?? [];
  const bare = text.replaceAll(/"[^"]*"|'[^']*'/g, '').replace(/(?<=\s)#.*/, '');
  const [hole] = HOLE.exec(bare) ?? HOLE_IN_WORD.exec(bare) ?? [];
  const [prompt] = PROMPT.exec(text) ?? [];
  const [dash] = DASH.exec(bare) ?? [];
  const [quote] = (hasText ? null : QUOTE.exec(bare)) ?? [];
  return [
    ...(hole ? [`${hole} looks like a placeholder, but the shell reads it as a redirection; ${INSTEAD}`] : []),
    ...(yours ? [`${yours} looks like a placeholder; ${INSTEAD}`] : []),
    ...(prompt ? [`${prompt.trim()} is the prompt of a terminal, not a part of the command; delete it`] : []),
    ...(dash ? [`${dash} begins with a long dash, which no program takes for an option; write - or --`] : []),
    ...(quote ? [`${quote} begins with a curly quote, which the shell does not take for a quote; write ' or "`] : []),
  ];
}
