/**
 * Finds fences that Markdown takes for something else, so that they are shown as text and never run: those indented by
 * four spaces, as in the admonitions of MkDocs, and those directly below an HTML tag.
 */
import { fenceRole } from '../fence/index.ts';
import type { Warning } from '../model.ts';
import type { Place } from '../place.ts';

const WAY_OUT = {
  indented: 'it is indented by four spaces or more: indent it like the text around it',
  html: 'it belongs to the HTML tag above it: put an empty line between them',
} as const;

const ANY_SESSION = '$ x';

/** `place` is that of the first line of `text`. */
export function lostFences(text: string, why: keyof typeof WAY_OUT, { file, line }: Place): readonly Warning[] {
  let open: string | null = null;
  return text.split('\n').flatMap((each, index) => {
    const [, ticks = '', lang = '', meta = ''] = /^\s*(`{3,}|~{3,})[{.\s]*([a-z-]*)([^`]*)$/i.exec(each) ?? [];
    if (ticks === '') return [];
    const isOpening = open === null;
    open = isOpening ? ticks : ticks.startsWith(open ?? '') && lang === '' ? null : open;
    if (!isOpening || fenceRole(lang, meta, ANY_SESSION) === 'plain') return [];
    return [{ file, line: line + index, message: `this fence is text, and does not run: ${WAY_OUT[why]}` }];
  });
}
