/** Guides as content: what an author, or a host, can put into one. */
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const DOCUMENT = 'src/runbook/document.ts';
const PAGE = 'src/runbook/page.ts';
const HIDDEN = 'src/runbook/hidden-characters.ts';

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
    without: edit(DOCUMENT, "if (FENCE_OF_FRONT_MATTER.test(lines[first]?.replace(BLANKS, '') ?? ''))", 'if (false)'),
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
    tries: 'a default in the front matter, spelled as an escape',
    without: edit(
      'src/runbook/front-matter.ts',
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
];

async function reads(world: World, text: string): Promise<'read' | 'refused'> {
  const { parse } = await world.load('src/runbook/parse.ts');
  try {
    parse('guide', [{ slug: 'index', file: 'guide.md', text }]);
    return 'read';
  } catch (error) {
    if (error instanceof Error && error.name === 'RunbookError') return 'refused';
    throw error;
  }
}
