/** What somebody is asked to approve, in words: blocks first, then the files they work on. */
import { lineDiff } from '../consent/diff.ts';
import type { Guide } from '../engine/index.ts';
import { visible } from '../system/log.ts';
import { describeChanges, describeInFull, trustChanges, trustedOf } from '../consent/trust.ts';
import type { GuideFiles, ManifestFile } from './manifest.ts';
import { bytesOf } from './manifest.ts';

export interface Version {
  readonly guides: readonly Guide[];
  readonly files: readonly GuideFiles[];
}

export interface Review {
  /** The blocks in full, and the files by name; of what changed, the differing lines. */
  readonly text: string;
  /** What the new files hold; empty where there are none. */
  readonly files: string;
}

/** `before` is what was approved; null the first time. */
export function review(url: string, before: Version | null, now: Version): Review {
  const changes = trustChanges(trustedOf(before?.guides ?? []), trustedOf(now.guides));
  const inFull = changes.filter(({ kind }) => kind === 'new').map(describeInFull);
  const blocks =
    changes.length > 0
      ? `${inFull.join('')}${describeChanges(url, changes)}`
      : `\nNo block of ${visible(url, 300)} changed.\n\n`;
  const old = filesOf(before?.files ?? []);
  const all = filesOf(now.files);
  const lines = [...all].flatMap(([name, file]) => changeOf(name, old.get(name), file));
  const gone = [...old.keys()].filter((name) => !all.has(name)).map((name) => `  - ${visible(name)}`);
  const named = [...lines, ...gone];
  return {
    text: named.length > 0 ? `${blocks}Files that the blocks work with:\n${named.join('\n')}\n\n` : blocks,
    files: [...all].flatMap(([name, file]) => (old.has(name) ? [] : [contentOf(name, file)])).join(''),
  };
}

function changeOf(name: string, before: ManifestFile | undefined, now: ManifestFile): string[] {
  const bytes = bytesOf(now);
  if (before === undefined) return [`  + ${visible(name)}  (${bytes.length} bytes)`];
  if (bytesOf(before).equals(bytes) && before.executable === now.executable) return [];
  const lines = lineDiff(before.text ?? '(binary)', now.text ?? '(binary)');
  return [`  ~ ${visible(name)}`, ...lines.map(({ sign, text }) => `    ${sign} ${visible(text, 300)}`)];
}

function contentOf(name: string, { text }: ManifestFile): string {
  const lines = (text?.trimEnd() ?? '(binary)').split('\n').map((line) => `      ${visible(line, 1000)}`);
  return `\n  ${visible(name)}\n${lines.join('\n')}\n`;
}

/** The pages themselves are shown as blocks, and read in the browser. */
function filesOf(guides: readonly GuideFiles[]): Map<string, ManifestFile> {
  const pairs = guides.flatMap(({ id, files }) =>
    files
      .filter(({ path }) => path.includes('/') || !/\.mdx?$/.test(path))
      .map((file) => [`${id}/${file.path}`, file] as const),
  );
  return new Map(pairs);
}
