/** An Astro site whose configuration has `guidepost/astro` is a project by its own rules. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { astroEntry } from '../../server/project/astro-site.ts';
import { readProject } from '../../server/project/project.ts';

const STEP = '# A step\n\n```bash\necho hi\n```\n';
const CONFIG = "import guidepost from 'guidepost/astro';\nexport default { integrations: [guidepost()] };\n";

for (const [path, entry] of [
  ['content/docs/index.mdx', 'index'],
  ['content/docs/guides/My First Guide.md', 'guides/my-first-guide'],
  ['content/docs/de/index.md', 'de'],
  ['content/docs/a&b/README.md', 'ab/readme'],
  ['content/blog/2024/one.md', 'blog/2024/one'],
  ['pages/index.md', 'index'],
  ['pages/How To/run.mdx', 'How To/run'],
] as const)
  test(`Astro calls ${path} ${entry}`, () => assert.equal(astroEntry(path), entry));

test('its guides are its pages: neither its README nor what its pages import', async (t) => {
  const site = await write(t, {
    'astro.config.mjs': CONFIG,
    'README.md': STEP,
    'src/content/docs/guides/first.md': STEP,
    'src/pages/plain.md': STEP,
    'src/snippets/shared.md': STEP,
  });
  const project = await readProject(site);
  assert.equal(project.folder, join(site, 'src'));
  assert.deepEqual(
    project.guides.map(({ runbook, entries }) => [runbook.id, entries['index']]),
    [
      ['first', 'guides/first'],
      ['plain', 'plain'],
    ],
  );
});

test('its sources may be elsewhere, and guidepost.yaml still says what is left out', async (t) => {
  const site = await write(t, {
    'astro.config.ts': CONFIG.replace('{ integrations', "{ srcDir: './site', integrations"),
    'guidepost.yaml': "title: Handbook\nexclude: ['content/docs/old/**']\n",
    'site/content/docs/new.md': STEP,
    'site/content/docs/old/one.md': STEP,
  });
  const { title, guides } = await readProject(site);
  assert.equal(title, 'Handbook');
  assert.deepEqual(
    guides.map(({ runbook }) => runbook.id),
    ['new'],
  );
});

test('an Astro site that does not use Guidepost is a repository like any other', async (t) => {
  const site = await write(t, { 'astro.config.mjs': 'export default {};\n', 'README.md': STEP });
  const project = await readProject(site);
  assert.deepEqual([project.site, project.folder, project.guides.length], [null, site, 1]);
});

async function write(t: TestContext, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'guidepost-astro-site-'));
  t.after(() => rm(folder, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
