/** How a page comes back after a restart, and what does not. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Resume } from '../../../server/gate/resume.ts';
import { passKey } from '../../../src/browser/runner/proof.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const RESUME = 'server/gate/resume.ts';
const HERE = 'http://127.0.0.1:8123';

export const resume: readonly Row[] = [
  row('one that a squatter got before the runner began', 'moment <= started || ', ({ restarted, pass }) =>
    restarted(Date.now() + 1).accept(HERE, pass),
  ),
  row('one of another hour', ' || at - moment > FRESH', ({ restarted, pass }) =>
    restarted(Date.now() - 1000, 60_000).accept(HERE, pass),
  ),
  row('the same one again', ' || used.has(pass)', ({ restarted, pass }) => {
    const runner = restarted(Date.now() - 1000);
    runner.accept(HERE, pass);
    return runner.accept(HERE, pass);
  }),
  row("one that was made for a squatter's port", '\\n127.0.0.1:${port}', async ({ restarted, secret, made }) =>
    restarted(Date.now() - 1000).accept(HERE, await made(secret, HERE, '127.0.0.1:9')),
  ),
  row('one of another content folder', 'kept?.content === content && ', async ({ other, pass }) =>
    other().accept(HERE, pass),
  ),
];

interface Before {
  readonly secret: string;
  readonly pass: string;
  /** The runner that began at `began`, as it is `later` ms after now. */
  readonly restarted: (began: number, later?: number) => Resume;
  readonly other: () => Resume;
  readonly made: (secret: string, origin: string, host: string) => Promise<string>;
}

function row(tries: string, rule: string, attack: (before: Before) => boolean | Promise<boolean>): Row {
  const port = rule.includes('port');
  return {
    says: 'token/pass',
    tries,
    // where the address does not count, it counts on neither side
    without: edit(RESUME, port ? '${origin}\\n127.0.0.1:${port}' : rule, port ? '${origin}\\n127.0.0.1:9' : ''),
    attack: async (world) => attack(await before(world)),
    kept: false,
    broken: true,
  };
}

let folders = 0;

async function before({ load, folder }: World): Promise<Before> {
  const { openResume } = await load(RESUME);
  const { resumeFile } = await load('server/http/runtime.ts');
  const runtime = join(folder, `resume-${(folders += 1)}`);
  mkdirSync(runtime);
  const settings = { file: resumeFile(runtime, 8123), content: '/guides', port: 8123, origins: [HERE] };
  const secret = openResume(settings).of(HERE) ?? '';
  const made = async (...about: Parameters<typeof passKey>) => (await passKey(...about)).token;
  const clock = (first: number, later: number) => {
    let asked = 0;
    return () => ((asked += 1) === 1 ? first : Date.now() + later);
  };
  return {
    secret,
    made,
    pass: await made(secret, HERE, '127.0.0.1:8123'),
    restarted: (began, later = 0) => openResume({ ...settings, now: clock(began, later) }),
    other: () => openResume({ ...settings, content: '/others', now: clock(Date.now() - 1000, 0) }),
  };
}
