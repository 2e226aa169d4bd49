/** CHANGELOG.md in the form of Keep a Changelog: what is under *Unreleased* becomes a version with its date. */

/** Throws where nothing is under *Unreleased*, or where the version has an entry already. */
export function releaseChangelog(text: string, version: string, date: string): string {
  const [, before = '', notes = '', after = ''] =
    /^([^]*?^## \[Unreleased\]\n)([^]*?)(^## \[[^]*)?$(?![^])/m.exec(text) ?? [];
  if (before === '') throw new Error('CHANGELOG.md has no heading "## [Unreleased]".');
  if (!/^- /m.test(notes)) throw new Error('CHANGELOG.md has nothing under "Unreleased": say what changed for users.');
  if (after.includes(`## [${version}]`)) throw new Error(`CHANGELOG.md has an entry for ${version} already.`);
  return `${before}\n## [${version}] - ${date}\n${notes}${after}`;
}

/** Whether `next` is a version that comes after `last`; both as 1.2.3, `next` perhaps as 1.2.3-beta.1. */
export function isNewer(next: string, last: string): boolean {
  const [a, b] = [numbers(next), numbers(last)];
  if (a === null || b === null) return false;
  const at = a.findIndex((part, index) => part !== b[index]);
  return at >= 0 && (a[at] ?? 0) > (b[at] ?? 0);
}

function numbers(version: string): readonly number[] | null {
  const parts = /^(\d+)\.(\d+)\.(\d+)(?:-[\w.]+)?$/.exec(version);
  return parts ? parts.slice(1).map(Number) : null;
}
