/** Describes what the user is asked to approve: first the blocks, then the files that they work with. */
import { isUtf8 } from 'node:buffer';
import { shownText } from '../consent/shown.ts';
import type { Guide } from '../engine/index.ts';
import {
  describeChanges,
  describeInFull,
  differingLines,
  indented,
  trustChanges,
  trustedOf,
} from '../consent/trust.ts';
import type { GuideFiles, ManifestFile } from './manifest.ts';
import { bytesOf } from './manifest.ts';

export interface Version {
  readonly guides: readonly Guide[];
  readonly files: readonly GuideFiles[];
}

export interface Review {
  /** New blocks in full, new files by name, and the diff of whatever has changed. */
  readonly text: string;
  /** The content of the new files; empty if there are none. */
  readonly files: string;
}

/** `before` is the version that was approved last; null the first time. */
export function review(url: string, before: Version | null, now: Version, columns = Infinity): Review {
  const changes = trustChanges(trustedOf(before?.guides ?? []), trustedOf(now.guides));
  const inFull = changes.filter(({ kind }) => kind === 'new').map((change) => describeInFull(change, columns));
  const blocks =
    changes.length > 0
      ? `${inFull.join('')}${describeChanges(url, changes, columns)}`
      : `\nNo block of ${shownText(url)} changed.\n\n`;
  const old = filesOf(before?.files ?? []);
  const all = filesOf(now.files);
  const lines = [...all].flatMap(([name, file]) => changeOf(name, old.get(name), file, columns));
  const gone = [...old.keys()].filter((name) => !all.has(name)).map((name) => `  - ${shownText(name)}`);
  const named = [...lines, ...gone];
  return {
    text: named.length > 0 ? `${blocks}Files that the blocks work with:\n${named.join('\n')}\n\n` : blocks,
    files: [...all].flatMap(([name, file]) => (old.has(name) ? [] : [contentOf(name, file, columns)])).join(''),
  };
}

function changeOf(name: string, before: ManifestFile | undefined, now: ManifestFile, columns: number): string[] {
  const bytes = bytesOf(now);
  const text = textOf(now);
  const facts = `${bytes.length.toLocaleString('en')} bytes${now.executable ? ', executable' : ''}${text === null ? ', binary' : ''}`;
  if (before === undefined) return [`  + ${shownText(name)}  (${facts})`];
  if (bytesOf(before).equals(bytes) && before.executable === now.executable) return [];
  const old = textOf(before);
  const lines = old === null || text === null ? [] : differingLines(old, text, columns);
  return [`  ~ ${shownText(name)}  (${facts})`, ...lines];
}

function contentOf(name: string, file: ManifestFile, columns: number): string {
  const text = textOf(file)?.replace(/\n$/, '') ?? '(binary)';
  return `\n  ${shownText(name)}\n${indented('      ', text, columns).join('\n')}\n`;
}

/**
 * What the bytes say, however the host has written them: a script may come in base64, or contain a byte that is not
 * UTF-8, and bash runs it all the same. Such a byte is spelled out. Null if there is a zero byte, as in a picture.
 */
function textOf(file: ManifestFile): string | null {
  const bytes = bytesOf(file);
  if (bytes.includes(0)) return null;
  if (isUtf8(bytes)) return bytes.toString();
  return bytes.toString('latin1').replace(/[\u0080-\u00ff]/g, (byte) => `\\x{${byte.charCodeAt(0).toString(16)}}`);
}

/** The files without the pages: their blocks are shown, and the rest is only read in the browser. */
function filesOf(guides: readonly GuideFiles[]): Map<string, ManifestFile> {
  const pairs = guides.flatMap(({ id, files }) =>
    files
      .filter(({ path }) => path.includes('/') || !/\.mdx?$/.test(path))
      .map((file) => [`${id}/${file.path}`, file] as const),
  );
  return new Map(pairs);
}
