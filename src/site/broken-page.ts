/** The page of a file that cannot be read as a guide: what is wrong and where, above the part that can be shown. */
import type { Words } from '../words/index.ts';

/** `problem` includes its place: `file.md:5: what is wrong`. `body` is Markdown that can be shown, or ''. */
export function brokenPage(file: string, problem: string, body: string, words: Words['brokenPage']) {
  const [, heading = ''] = /^# +(.+)$/m.exec(body) ?? [];
  const title = heading.trim() || file.replace(/^.*\//, '');
  const fence = '`'.repeat(Math.max(2, ...Array.from(problem.matchAll(/`+/g), ([run]) => run.length)) + 1);
  const told = [`**${words.title}**`, '', `${fence}text`, problem, fence, '', words.remedy, ''];
  return { data: { title }, body: [...told, body].join('\n'), slug: '', rawData: '' };
}
