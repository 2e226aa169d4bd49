/** The styles of a guide's page, on our own site and on that of somebody else. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const SRC = join(import.meta.dirname, '..', '..', 'src');
/** These are of our own frame, and are not sent with a guide's parts. */
const FRAME = ['MarkdownContent.astro', 'Sidebar.astro', 'SkipLink.astro'];

test('the parts of a guide that our site draws are drawn on any other site, too', () => {
  const [ours, theirs] = [classesOf(rulesOf('index.css')), classesOf(rulesOf('any-site.css'))];
  const sent = readdirSync(join(SRC, 'components'))
    .filter((file) => !FRAME.includes(file))
    .flatMap((file) => [...classesOf(readFileSync(join(SRC, 'components', file), 'utf8'))]);
  assert.ok(sent.includes('gp-start') && ours.has('gp-start'));
  assert.deepEqual(
    sent.filter((name) => ours.has(name) && !theirs.has(name)),
    [],
  );
});

function rulesOf(file: string): string {
  const path = join(SRC, 'styles', file);
  const text = readFileSync(path, 'utf8');
  return text.replace(/@import '(.+?)';/g, (_, other: string) => rulesOf(join(dirname(file), other)));
}

function classesOf(text: string): ReadonlySet<string> {
  return new Set(text.match(/\bgp-[a-z-]+/g));
}
