/**
 * The rooms of the code, and what each may import: its row is the whole list, and everything else is an error. A file
 * belongs to the deepest room that holds it, and every file of src/ and server/ belongs to one. Between rooms the
 * arrows run one way; tests/rooms.test.ts shows that they do, and that nothing passes that this table does not name.
 */
export interface Room {
  /** Rooms it may import, besides its own files. */
  readonly rooms: readonly string[];
  /** Rooms it may import only when they are needed, by `import()`. */
  readonly later?: readonly string[];
  readonly packages?: readonly string[];
  /** Modules of Node. */
  readonly node?: readonly string[];
  /** The only file that other rooms may import. */
  readonly front?: string;
}

const FILES = ['node:fs', 'node:fs/promises', 'node:os', 'node:path', 'node:url'];
const VALUES = ['node:buffer', 'node:crypto', 'node:events', 'node:stream', 'node:timers/promises', 'node:util'];

const RUNBOOK = ['src/runbook', 'src/runbook/expectation', 'src/runbook/fence'];
const READING = ['src/runbook', 'src/runbook/reading'];
const SESSION = ['src/runbook', 'src/runbook/session'];
/** What the page says, and of what. */
const SAID = ['src/words', ...SESSION];
const page = (...rooms: string[]) => rooms.map((room) => `src/browser/${room}`);
const FRAME = ['@astrojs/starlight', 'virtual:guidepost'];
const SITE_PAGES = [...SAID, 'src/site', 'src/browser', 'src/browser/state', 'src/browser/runner'];

export const ROOMS: Readonly<Record<string, Room>> = {
  // What a guide is and what can happen to it. Runs in the browser too: no Node, no framework.
  'src/runbook': {
    rooms: ['src/runbook/expectation', 'src/runbook/fence'],
    packages: ['diff', 'satteri', 'yaml', 'zod'],
  },
  // Markdown becomes a Runbook.
  'src/runbook/reading': { rooms: [...RUNBOOK, 'src/runbook/foreign'], packages: ['satteri', 'yaml', 'zod'] },
  // What a session has come to, by its journal, and what may run next.
  'src/runbook/session': { rooms: ['src/runbook'], packages: ['diff'] },
  // Another tool's document as a guide of ours.
  'src/runbook/import': {
    rooms: ['src/runbook', 'src/runbook/reading', 'src/runbook/fence', 'src/runbook/foreign'],
    packages: ['satteri'],
  },
  'src/runbook/expectation': { rooms: ['src/runbook', 'src/runbook/screen'], packages: ['re2js'], front: 'index.ts' },
  'src/runbook/fence': { rooms: ['src/runbook'], front: 'index.ts' },
  'src/runbook/foreign': { rooms: RUNBOOK, front: 'index.ts' },
  // Output as the lines of a screen.
  'src/runbook/screen': { rooms: [] },

  // What the page says, by language.
  'src/words': { rooms: SESSION },

  // What page and runner say to each other.
  'src/protocol': { rooms: SESSION, packages: ['zod'] },

  // The page. Shipped to every reader.
  'src/browser': { rooms: ['src/browser/elements'] },
  'src/browser/platform': { rooms: ['src/words'] },
  'src/browser/runner': {
    rooms: ['src/browser/platform', 'src/protocol', 'src/words', 'src/runbook/session'],
  },
  'src/browser/state': {
    rooms: ['src/browser/runner', 'src/browser/platform', 'src/protocol', ...SAID],
  },
  'src/browser/actions': {
    rooms: [...page('state', 'runner', 'platform'), 'src/protocol', ...SAID],
  },
  'src/browser/check': { rooms: ['src/browser/state', 'src/browser/platform', 'src/words', 'src/runbook'] },
  'src/browser/output': {
    rooms: ['src/browser/state', 'src/browser/platform', ...SAID, 'src/runbook/screen'],
    later: ['src/browser/tty'],
  },
  'src/browser/tty': {
    rooms: [...page('output', 'state', 'runner', 'platform'), ...SAID],
    packages: ['@xterm/xterm'],
  },
  'src/browser/elements': {
    rooms: [...page('actions', 'check', 'output', 'state', 'runner', 'platform'), 'src/protocol', ...SAID],
  },

  // The site: Astro's own places, and what they ask.
  'src/site': {
    rooms: ['src/protocol', ...SAID, ...READING, ...RUNBOOK],
    packages: ['astro', 'hast-util-sanitize', 'satteri', 'shiki', 'yaml', 'zod', ...FRAME],
    node: [...FILES, 'node:crypto'],
  },
  'src/components': { rooms: SITE_PAGES, packages: [...FRAME, 'astro:content'] },
  'src/any-site': {
    rooms: ['src/browser', 'src/browser/runner', 'src/components', 'src/site'],
    packages: ['astro', 'virtual:guidepost'],
  },
  'src/pages': { rooms: SITE_PAGES, packages: [...FRAME, 'astro:content'] },
  'src/landing': { rooms: SITE_PAGES, packages: [...FRAME, 'astro:content'] },
  src: { rooms: ['src/site'], packages: ['@astrojs/starlight', 'astro'], node: FILES },

  // Runs guides. Knows no network and no terminal.
  'server/system': { rooms: [], node: [...FILES, ...VALUES] },
  'server/engine': {
    rooms: [
      'server/engine/session',
      'server/engine/change',
      'server/engine/journal',
      'server/engine/process',
      'server/engine/shell',
      ...SESSION,
      'server/system',
    ],
    node: [...FILES, ...VALUES],
    front: 'index.ts',
  },
  'server/engine/session': {
    rooms: [
      'server/engine/change',
      'server/engine/run',
      'server/engine/shell',
      'server/engine/journal',
      'server/engine/process',
      'server/system',
      'src/protocol',
      ...SESSION,
    ],
    node: [...FILES, ...VALUES, 'node:net'],
    front: 'index.ts',
  },
  'server/engine/change': {
    rooms: ['server/engine/run', 'server/engine/journal', 'server/system', 'src/runbook'],
    node: [...FILES, ...VALUES],
    front: 'index.ts',
  },
  'server/engine/run': {
    rooms: [
      ...['shell', 'journal', 'process'].map((room) => `server/engine/${room}`),
      ...SESSION,
      'src/runbook/expectation',
    ],
    node: [...FILES, ...VALUES, 'node:net'],
    front: 'index.ts',
  },
  'server/engine/shell': {
    rooms: ['server/engine/process', 'server/system', 'src/runbook'],
    node: [...FILES, ...VALUES, 'node:child_process'],
    front: 'index.ts',
  },
  'server/engine/journal': {
    rooms: ['server/engine/process', 'server/system', 'src/runbook'],
    node: [...FILES, ...VALUES],
    front: 'index.ts',
  },
  'server/engine/process': {
    rooms: ['server/system', 'src/runbook/session'],
    packages: ['@lydell/node-pty'],
    node: [...FILES, ...VALUES, 'node:child_process', 'node:module', 'node:net', 'node:tty'],
    front: 'index.ts',
  },

  // Guides on disk, and what must be approved before it may run.
  'server/guides': { rooms: ['server/engine', 'src/runbook/foreign', ...READING], node: [...FILES, ...VALUES] },
  'server/project': {
    rooms: ['server/guides', 'server/system', ...READING, 'src/words'],
    packages: ['github-slugger', 'picomatch', 'yaml', 'zod'],
    node: FILES,
  },
  'server/lint': { rooms: ['server/guides', ...READING], packages: ['execa', 'github-slugger'], node: FILES },
  'server/consent': {
    rooms: [
      'server/engine',
      'server/guides',
      'server/system',
      ...READING,
      'src/runbook/session',
      'src/runbook/expectation',
    ],
    packages: ['zod'],
    node: [...FILES, ...VALUES],
  },
  'server/connect': {
    rooms: ['server/consent', 'server/engine', 'server/guides', 'server/system', ...READING],
    packages: ['satteri', 'yaml', 'zod'],
    node: [...FILES, ...VALUES, 'node:child_process'],
  },

  // The doors: who may come in, and what they are given. They start no process.
  'server/gate': { rooms: ['src/protocol'], node: [...VALUES, 'node:http'] },
  'server/socket': {
    rooms: ['server/engine', 'server/gate', 'server/system', 'src/protocol', ...SESSION, 'src/runbook/screen'],
    packages: ['ws'],
    node: [...VALUES, 'node:http'],
  },
  'server/site': {
    rooms: ['server/connect', 'server/gate', 'server/guides', 'src/site'],
    packages: ['astro'],
    node: [...FILES, ...VALUES, 'node:http', 'node:zlib'],
  },
  // What `import guidepost from 'guidepost/astro'` gives.
  'server/astro': {
    rooms: ['server/connect', 'server/guides', 'server/project', 'src/runbook', 'src/site', 'src/words'],
    packages: ['astro'],
    node: FILES,
  },
  'server/http': {
    rooms: [
      'server/consent',
      'server/engine',
      'server/gate',
      'server/site',
      'server/socket',
      'server/system',
      'src/protocol',
    ],
    node: [...FILES, ...VALUES, 'node:child_process', 'node:http', 'node:net'],
  },

  // The command line. A report is pure: entries in, text out.
  'server/report': {
    rooms: [...SESSION, 'src/runbook/expectation', 'src/runbook/screen'],
    packages: ['zod'],
    node: ['node:util'],
  },
  'server/setup': {
    rooms: ['server/engine', 'server/guides', 'server/system', 'src/runbook'],
    packages: ['execa', 'playwright', 'zod'],
    node: [...FILES, ...VALUES, 'node:module'],
  },
  'server/commands': {
    rooms: [
      'server/connect',
      'server/consent',
      'server/engine',
      'server/guides',
      'server/http',
      'server/lint',
      'server/project',
      'server/report',
      'server/setup',
      'server/system',
      ...SESSION,
      'src/runbook/import',
      'src/runbook/expectation',
      'src/runbook/screen',
    ],
    packages: ['astro', 'execa', 'zod'],
    node: [...FILES, ...VALUES, 'node:readline'],
  },
  server: { rooms: ['server/commands', 'server/system'], node: ['node:module', 'node:path'] },
};
