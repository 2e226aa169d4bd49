/** Guides as content: what an author, or a host, can put into one. */
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { markdownToHtml } from 'satteri';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const DOCUMENT = 'src/runbook/reading/document.ts';
const PAGE = 'src/runbook/reading/page.ts';
const SANITIZE = 'src/site/sanitize.ts';
const HIDDEN = 'src/runbook/reading/hidden-characters.ts';

const FRONT = 'title: Guide\ndescription: x\n';

export const content: readonly Row[] = [
  ...Object.entries({
    'blank lines before the dashes': `\n\n---\n${FRONT}---\n`,
    'a comment behind the dashes': `---#\n${FRONT}---\n`,
    'four dashes': `----\n${FRONT}----\n`,
    TOML: `+++\ntitle = "Guide"\n+++\n`,
  }).map(([tries, text]): Row => ({
    says: 'content/front matter',
    tries,
    without: edit(DOCUMENT, 'if (begun) refuse(', 'if (false) refuse('),
    attack: (world) => reads(world, text),
    kept: 'refused',
    broken: 'read',
  })),
  {
    says: 'content/front matter',
    tries: 'an end that is more than three dashes',
    without: edit(DOCUMENT, "if (lines[length + 1] !== '---')", 'if (false)'),
    attack: (world) => reads(world, `---\n${FRONT}---x\n---\n`),
    kept: 'refused',
    broken: 'read',
  },
  {
    says: 'content/front matter',
    tries: 'a description that opens a code fence',
    without: edit(DOCUMENT, 'if (fence >= 0)', 'if (false)'),
    attack: (world) => reads(world, `---\ntitle: Guide\ndescription: |\n  \`\`\`\n---\n`),
    kept: 'refused',
    broken: 'read',
  },
  ...Object.entries({
    'the words of a fence': ["refuseHiddenWords(`${lang} ${meta}`, 'this fence', place);", 'title="a\u202eb"'],
    'the reason to confirm': ["refuseHiddenWords(`${lang} ${meta}`, 'this fence', place);", 'confirm="a\u2800b"'],
  } as const).map(([tries, [rule, words]]): Row => ({
    says: 'run/hidden',
    tries,
    without: edit(PAGE, rule, ';'),
    attack: (world) => reads(world, `\`\`\`bash ${words}\necho\n\`\`\`\n`),
    kept: 'refused',
    broken: 'read',
  })),
  {
    says: 'run/hidden',
    tries: 'a line that a check promises',
    without: edit('src/runbook/reading/draft.ts', 'refuseHiddenLines(lines, place);', ';'),
    attack: (world) => reads(world, '```bash\necho\n```\n\n```text check\na\u202eb\n```\n'),
    kept: 'refused',
    broken: 'read',
  },
  {
    says: 'run/hidden',
    tries: 'a default in the front matter, spelled as an escape',
    without: edit(
      'src/runbook/reading/front-matter.ts',
      'const problem = hiddenProblem(words);',
      'const problem = null as string | null;',
    ),
    attack: (world) => reads(world, '---\ninputs: [{ name: A, default: "a\\u202eb" }]\n---\n'),
    kept: 'refused',
    broken: 'read',
  },
  ...Object.entries({
    'a joiner between letters that never join': 'a\u200cb',
    'a joiner that ends a word': '\u0628\u200c',
    'a joiner behind an emoji': '\u{1f44d}\u200d',
  }).map(([tries, text]): Row => ({
    says: 'run/hidden',
    tries,
    without: edit(
      HIDDEN,
      'isJoining(found[0], rest.slice(0, found.index), rest.slice(found.index + 1))',
      'isJoining.length > 0',
    ),
    attack: (world) => reads(world, `\`\`\`bash\necho ${text}\n\`\`\`\n`),
    kept: 'refused',
    broken: 'read',
  })),
  ...Object.entries({
    'a script': ['<script>alert(1)</script>', '<script'],
    'a script between comments': ['<!-- --><script>alert(1)</script><!-- -->', '<script'],
    'a frame with a page of its own': ['<iframe srcdoc="x"></iframe>', '<iframe'],
    'a refresh': ['<meta http-equiv="refresh" content="0;url=https://evil.example">', '<meta'],
    'a styled overlay': ['<div style="position:fixed;inset:0">x</div>', 'position:fixed'],
    'a form': ['<form action="https://evil.example"></form>', '<form'],
    'a block of ours': ['<guide-block data-id="canary">x</guide-block>', '<guide-block'],
    'an address that is script': ['[x](javascript:alert(1))', 'javascript:'],
  }).map(([tries, [html = '', trace = '']]): Row => ({
    says: 'content/html',
    tries,
    without: edit(SANITIZE, 'sanitize(tree, SCHEMA) as Root', 'tree'),
    attack: async (world) => (await rendered(world, html)).includes(trace),
    kept: false,
    broken: true,
  })),
  {
    says: 'content/html',
    tries: 'an id of ours',
    without: edit(SANITIZE, "typeof id !== 'string' || id.startsWith(APART)", 'true'),
    attack: async (world) => (await rendered(world, '<div id="step-canary">x</div>')).includes('id="step-canary"'),
    kept: false,
    broken: true,
  },
  {
    says: 'content/html',
    tries: 'a heading that takes the id of a block',
    without: edit('src/site/heading-ids.ts', 'taken.push(String(id))', 'void 0'),
    attack: async (world) => {
      const { headingIds } = await world.load('src/site/heading-ids.ts');
      const block = {
        type: 'canary',
        data: { hName: 'guide-block', hProperties: { id: 'step-canary' } },
        children: [],
      };
      const { html } = await markdownToHtml('***\n\n## Step canary\n', {
        mdastPlugins: [{ name: 'block', thematicBreak: (node, context) => context.replaceNode(node, block) }],
        hastPlugins: [headingIds()],
      });
      return /<h2.*/.exec(html)?.[0];
    },
    kept: '<h2 id="user-content-step-canary">Step canary</h2>',
    broken: '<h2>Step canary</h2>',
  },
  {
    says: 'content/html',
    tries: 'a seal of ours that was guessed',
    without: edit(SANITIZE, 'if (node.properties?.[SEALED] === SEAL) {', 'if (node.properties?.[SEALED]) {'),
    attack: async (world) => (await rendered(world, '<b data-sealed="x" onclick="alert(1)">x</b>')).includes('alert'),
    kept: false,
    broken: true,
  },
  ...['slug: elsewhere', 'head: [{ tag: script }]', 'hero: { tagline: x }', 'banner: { content: x }'].map(
    (line): Row => ({
      says: 'content/html',
      tries: `front matter that says ${line}`,
      without: edit(
        'src/site/site-data.ts',
        'return read?.success ? [[key, read.data] as const] : [];',
        'return [[key, value]];',
      ),
      attack: async (world) => {
        const { siteData } = await world.load('src/site/site-data.ts');
        return Object.keys(siteData(line, 'guide.md', () => undefined));
      },
      kept: [],
      broken: [line.split(':')[0]],
    }),
  ),
  {
    says: 'content/links',
    tries: 'a picture from outside of the folder',
    without: edit('src/site/repository-markdown.ts', '!isLost(node.url)', 'true'),
    attack: async (world) => {
      const { repositoryMarkdown } = await world.load('src/site/repository-markdown.ts');
      const site = { folder: world.folder, entries: new Map(), base: '/', serve: String };
      const { html } = await markdownToHtml('![x](../own.png)', {
        mdastPlugins: [repositoryMarkdown(site)],
        fileURL: pathToFileURL(world.file),
      });
      return html.includes('<img');
    },
    kept: false,
    broken: true,
  },
  ...Object.entries({
    'a first page': ['await refuseLinkOut(index, path)', 'index.md'],
    'a further page': ['await refuseLinkOut(file, folder);', 'more.md'],
    'the practice folder': ['await refuseLinkOut(join(folder, practice.folder), folder);', 'practice'],
    'a file of the practice folder': ['return refuseLinksOut(join(folder, practice.folder));', 'practice/key'],
  }).map(([tries, [rule = '', name = '']]): Row => ({
    says: 'content/links',
    tries: `${tries} that is a link`,
    without: edit('server/guides/read-guides.ts', rule, rule.startsWith('return') ? 'return;' : ';'),
    attack: (world) => readsLinked(world, name),
    kept: 'refused',
    broken: 'read',
  })),
];

/** A guide of which `name` leads out of its folder. */
async function readsLinked(world: World, name: string): Promise<'read' | 'refused'> {
  const { readGuide } = await world.load('server/guides/read-guides.ts');
  const guide = mkdtempSync(join(world.folder, 'linked-'));
  const away = mkdtempSync(join(world.folder, 'away-'));
  writeFileSync(join(away, 'page.md'), '---\npages: [more]\npractice: { folder: practice }\n---\n');
  if (name !== 'practice') mkdirSync(join(guide, 'practice'));
  for (const page of ['index.md', 'more.md']) if (page !== name) copyFileSync(join(away, 'page.md'), join(guide, page));
  symlinkSync(name === 'practice' ? away : join(away, 'page.md'), join(guide, name));
  return readGuide(guide).then(
    () => 'read',
    () => 'refused',
  );
}

async function rendered(world: World, html: string): Promise<string> {
  const { sanitizer } = await world.load(SANITIZE);
  return (await markdownToHtml(`Text.\n\n${html}\n`, { hastPlugins: [sanitizer(() => undefined)] })).html;
}

async function reads(world: World, text: string): Promise<'read' | 'refused'> {
  const { parse } = await world.load('src/runbook/reading/parse.ts');
  return tried(() => parse('guide', [{ slug: 'index', file: 'guide.md', text }]));
}

function tried(read: () => unknown): 'read' | 'refused' {
  try {
    read();
    return 'read';
  } catch (error) {
    if (error instanceof Error && error.name === 'RunbookError') return 'refused';
    throw error;
  }
}
