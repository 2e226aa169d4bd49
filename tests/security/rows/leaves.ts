/** What the runner prints and writes for others to read. */
import { EventEmitter } from 'node:events';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { entries, runbook } from '../../report/example.ts';
import { report } from '../../../server/report/report.ts';
import type { Row } from '../row.ts';
import { edit } from './edits.ts';

const IO = 'server/commands/process-io.ts';
const PRINTABLE = 'src/runbook/screen/printable.ts';
const PRIVATE = 'server/system/private-folder.ts';
const HOSTILE = '<img src=x onerror=alert(1)> [x](javascript:alert(1))';

const YAML = 'src/runbook/yaml.ts';

const SEQUENCES: Readonly<Record<string, readonly [sequence: string, without: Row['without']]>> = {
  'the clipboard': [
    '\u{1B}]52;c;ZXZpbA==\u{7}',
    edit(IO, 'out: (text) => void stdout.write(allowed(text))', 'out: (text) => void stdout.write(text)'),
  ],
  'a program command (APC)': [
    '\u{1B}_Gf=100\u{1B}\\',
    edit(IO, 'out: (text) => void stdout.write(allowed(text))', 'out: (text) => void stdout.write(text)'),
  ],
  'a sequence of one-byte controls': [
    '\u{9D}0;title\u{9C}',
    edit(
      PRINTABLE,
      String.raw`const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/`,
      String.raw`const CONTROL = /[\u0000-\u0008\u000B-\u001F]/`,
    ),
  ],
  'what moves the cursor': ['\u{1B}[2J\u{8}\u{E}', edit(PRINTABLE, '(COLOR.test(found) ? found', '(true ? found')],
};

const ODD: Readonly<Record<string, readonly [lay: (file: string) => void, without: Row['without']]>> = {
  'a link': [
    (file) => {
      writeFileSync(`${file}.real`, '{}');
      symlinkSync(`${file}.real`, file);
    },
    edit(PRIVATE, 'constants.O_RDONLY | constants.O_NOFOLLOW', 'constants.O_RDONLY'),
  ],
  'a folder': [
    (file) => mkdirSync(file),
    edit(PRIVATE, "if (!stat.isFile()) throw new NotPlain(file, 'is not a file');", ''),
  ],
  'a file of a hundred megabytes': [
    (file) => {
      writeFileSync(file, '');
      truncateSync(file, 100 << 20);
    },
    edit(PRIVATE, "if (stat.size > LARGEST) throw new NotPlain(file, 'is too large to be a file of Guidepost');", ''),
  ],
};

export const leaves: readonly Row[] = [
  ...Object.entries(SEQUENCES).map(([tries, [sequence, without]]): Row => ({
    says: 'leaves/terminal',
    tries,
    without,
    attack: async ({ load }) => {
      const { terminalIo } = await load(IO);
      const written: string[] = [];
      const stdout = Object.assign(new PassThrough(), {
        isTTY: false,
        write: (text: string) => written.push(text) > 0,
      });
      const streams = { stdin: new PassThrough(), stdout, stderr: new PassThrough() };
      const process = Object.assign(new EventEmitter(), { ...streams, env: {}, cwd: () => '/' });
      terminalIo(process as unknown as NodeJS.Process).out(`a${sequence}b`);
      return written.join('') === 'ab';
    },
    kept: true,
    broken: false,
  })),
  {
    says: 'leaves/terminal',
    tries: 'an escape sequence in YAML that its library warns of',
    without: edit(YAML, "logLevel: 'error'", "logLevel: 'warn'"),
    attack: async ({ load }) => {
      const { readYaml } = await load(YAML);
      const printed = new Promise<string>((resolve) => {
        const heard = ({ message }: Error) => (process.off('warning', heard), resolve(message));
        process.on('warning', heard);
        setImmediate(() => setImmediate(() => heard(new Error())));
      });
      readYaml('title: !<tag:\u001b[2Jx> "ab"');
      return (await printed).includes('\u001b');
    },
    kept: false,
    broken: true,
  },
  ...Object.entries({
    Markdown: edit('server/report/markdown.ts', '    `# ${inline(title)}`,', '    `# ${title}`,'),
    HTML: edit('server/report/html.ts', '<h1>${escaped(title)}</h1>', '<h1>${title}</h1>'),
  }).map(([tries, without]): Row => ({
    says: 'leaves/report',
    tries: `a title with HTML, in ${tries}`,
    without,
    attack: async ({ load }) => {
      const told = report({ ...runbook, title: HOSTILE }, entries, { session: 'session-1', os: 'linux' });
      const text =
        tries === 'HTML'
          ? (await load('server/report/html.ts')).html(told)
          : (await load('server/report/markdown.ts')).markdown(told);
      return text.includes('<img');
    },
    kept: false,
    broken: true,
  })),
  ...Object.entries(ODD).map(([tries, [lay, without]], index): Row => ({
    says: 'journal/plain',
    tries,
    settings: {},
    without,
    attack: async ({ load, folder }) => {
      const { readPrivate } = await load(PRIVATE);
      const file = join(folder, `odd-${index}`);
      lay(file);
      try {
        readPrivate(file);
        return 'read';
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown';
      }
    },
    kept: 'NotPlain',
    broken: tries === 'a folder' ? 'Error' : 'read',
  })),
  {
    says: 'front/unreadable',
    tries: 'a request that is none',
    without: edit('server/http/serve.ts', "server.on('clientError', refuseUnreadable);", ''),
    attack: async (world) => {
      const { status, head } = await world.connect('hello\r\n\r\n').answer;
      return [status, /cross-origin-resource-policy: same-origin/i.test(head)];
    },
    kept: [400, true],
    broken: [400, false],
  },
];
