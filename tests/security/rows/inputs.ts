/** What a reader types arrives as data or not at all. */
import { GUIDE } from '../guide.ts';
import type { Row } from '../row.ts';
import { edit } from './edits.ts';

const VALUES = 'src/runbook/values.ts';
const FRONT_MATTER = 'src/runbook/reading/front-matter.ts';

/** Where a value became part of a script, each of these would be something else, and many would sing. */
const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  'substitution of commands': [
    '$(echo sung >> "$CANARY")',
    '`echo sung >> "$CANARY"`',
    '"$(echo sung >> "$CANARY")"',
    '<(echo sung >> "$CANARY")',
    '${X:=$(echo sung >> "$CANARY")}',
    '() { :; }; echo sung >> "$CANARY"',
  ],
  'arithmetic bombs': ['$((a[$(echo sung >> "$CANARY")]))', 'a[$(echo sung >> "$CANARY")]', '$[1+1]', '$((1/0))'],
  'quotes and separators': [
    '"; echo sung >> "$CANARY"; "',
    '\'; echo sung >> "$CANARY"; \'',
    '| tee -a "$CANARY"',
    '& echo sung >> "$CANARY" &',
    '|| echo sung >> "$CANARY"',
    '> "$CANARY.new"',
    '!$&|;<>(){}[]*?~#%^=,:@+-_/.',
    '\\',
    "\\'",
  ],
  newlines: [
    '\necho sung >> "$CANARY"\n',
    '\'\necho sung >> "$CANARY"\n\'',
    '\r\necho sung >> "$CANARY"\r\n',
    'EOF\necho sung >> "$CANARY"\n',
    'a\tb\u000bc\u0001d\u007f\n\n',
  ],
  'dashes, patterns, names of variables': [
    '-rf --help',
    '--',
    '-e',
    '%s%n%d',
    '~',
    '*',
    '?*',
    '{a,b}',
    '$CANARY',
    '${CANARY}',
    '#',
  ],
  'blanks and other alphabets': [
    String.fromCharCode(...Array.from({ length: 127 }, (_, code) => code + 1)),
    ' leading and trailing ',
    '\u2028\u202e✓ ü 漢字 😀',
    '\ufeff \u00a0x',
  ],
};

const REFUSED = '!isRefusedName(text)';
const ORDERS =
  'PATH HOME SHELL IFS ENV BASH_ENV BASH_FUNC_X SHELLOPTS BASHOPTS PS4 PROMPT_COMMAND CDPATH GLOBIGNORE LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES GIT_SSH_COMMAND NODE_OPTIONS NODE_PATH PYTHONSTARTUP PYTHONPATH PERL5OPT PERL5LIB RUBYOPT RUBYLIB JAVA_TOOL_OPTIONS NPM_CONFIG_PREFIX EDITOR VISUAL PAGER LESSOPEN GUIDEPOST_RUN'.split(
    ' ',
  );
const spliced = edit(
  'server/engine/run/attempt.ts',
  'text: withEchoes(block),',
  "text: withEchoes(block).replaceAll(`'%s' \"$TEXT\"`, () => values['TEXT'] ?? ''),",
);
const anyNumber = edit(VALUES, 'return /^-?[0-9]{1,18}$/.test(value) ? null', 'return value.length < 99 ? null');

export const inputs: readonly Row[] = [
  ...Object.entries(HOSTILE).map(([tries, values]): Row => ({
    says: 'inputs/environment',
    tries,
    without: spliced,
    attack: async (world) => {
      const page = await world.enter();
      const changed: string[] = [];
      for (const value of values) {
        await page.input('TEXT', value);
        if ((await page.run('say')).output !== value) changed.push(value);
      }
      return changed;
    },
    kept: [],
    broken: values,
  })),
  {
    says: 'inputs/int',
    tries: 'arithmetic that sings',
    without: anyNumber,
    attack: async (world) => {
      const before = world.songs();
      const page = await world.enter();
      const answer = await page.input('NUMBER', 'a[$(echo sung >> "$CANARY")]');
      await page.run('count');
      return [answer, world.songs() - before];
    },
    kept: ['bad_value', 0],
    broken: ['done', 1],
  },
  refused(
    'inputs/int',
    'what is no number',
    'NUMBER',
    ['1+1', '0x10', '1 ', ' 1', '1\n', '١', '1e3', '--1', 'a', '9'.repeat(19)],
    anyNumber,
  ),
  refused(
    'inputs/values',
    '8193 bytes in fewer characters',
    'TEXT',
    ['é'.repeat(4097)],
    edit(VALUES, 'new TextEncoder().encode(value).length > MAX_VALUE', 'false'),
  ),
  refused('inputs/values', 'a NUL', 'TEXT', ['a\0b'], edit(VALUES, "value.includes('\\0') || ", '')),
  refused('inputs/values', 'half a character', 'TEXT', ['\ud800'], edit(VALUES, ' || !value.isWellFormed()', '')),
  refused(
    'inputs/values',
    'what does not match the pattern',
    'WORD',
    ['a1'],
    edit(VALUES, 'input.pattern !== null &&', 'false &&'),
  ),
  refused(
    'inputs/values',
    'what matches the pattern in part',
    'WORD',
    ['ok\n$(x)'],
    edit(VALUES, '`^(?:${pattern})$`', 'pattern'),
  ),
  names(
    'inputs/names',
    'names that are none',
    ['lower', '1ABC', 'A-B', 'A B', 'A;B', 'A'.repeat(65), '_A', ''],
    edit(FRONT_MATTER, 'const NAME = /^[A-Z][A-Z0-9_]{0,63}$/;', 'const NAME = /^[^]*$/;'),
  ),
  names('inputs/refused', 'names that programs take orders from', ORDERS, edit(FRONT_MATTER, REFUSED, 'true')),
  names('inputs/refused', 'as a variable of the guide', ORDERS, edit(FRONT_MATTER, REFUSED, 'true'), (name) =>
    GUIDE.replace('title: Canary', `title: Canary\nenv: { ${name}: value }`),
  ),
  names(
    'inputs/refused',
    'as a name that a check captures',
    ORDERS,
    edit('src/runbook/expectation/tokens.ts', 'isRefusedName(capture)', 'false'),
    (name) => `${GUIDE}\n\`\`\`text check\n[${name}=URL]\n\`\`\`\n`,
  ),
];

/** Values that may not be given: `kept` and `broken` say which were taken. */
function refused(
  says: Row['says'],
  tries: string,
  name: string,
  values: readonly string[],
  without: Row['without'],
): Row {
  return {
    says,
    tries,
    without,
    attack: async (world) => {
      const page = await world.enter();
      const taken: string[] = [];
      for (const value of values) if ((await page.input(name, value)) !== 'bad_value') taken.push(value);
      return taken;
    },
    kept: [],
    broken: values,
  };
}

/** Names that may not be declared: `kept` and `broken` say with which a guide is built. */
function names(
  says: Row['says'],
  tries: string,
  list: readonly string[],
  without: Row['without'],
  guideWith = (name: string) => GUIDE.replace('name: TEXT', `name: ${JSON.stringify(name)}`),
): Row {
  return {
    says,
    tries,
    without,
    attack: async ({ load }) => {
      const { parse } = await load('src/runbook/reading/parse.ts');
      return list.filter((name) => {
        try {
          return parse('canary', [{ slug: 'index', file: 'canary.md', text: guideWith(name) }]);
        } catch {
          return false;
        }
      });
    },
    kept: [],
    broken: list,
  };
}
