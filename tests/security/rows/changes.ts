/** Files of the workspace are changed as the reader saw it, and no others. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GUIDE } from '../guide.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const ADMISSION = 'src/runbook/session/admission.ts';
const FILE = 'server/engine/change/workspace-file.ts';
const EXECUTE = 'server/engine/change/execute-change.ts';
const RECORD = 'server/engine/change/undo-log.ts';
const SITE = 'https://docs.example.com';
const NOT_LOCATED = edit(
  FILE,
  'if (name === null) throw new ChangeRefused(`${target} is outside the workspace ${workspace}`);\n  const file = { path: join(root, name), name };',
  'const file = { path: target, name: name ?? target };',
);

export const changes: readonly Row[] = [
  {
    says: 'change/asked',
    tries: 'a run that was shown nothing',
    settings: {},
    without: [
      ...edit(ADMISSION, 'showsFirst(block) && ask.shown === undefined', 'false'),
      ...edit(EXECUTE, 'plan.digest !== shown', 'false'),
    ],
    attack: async (world) => {
      const { page, at } = await writer(world, 'deep/file');
      return [(await page.run('write')).end, existsSync(at)];
    },
    kept: ['not_shown', false],
    broken: ['exited 0', true],
  },
  {
    says: 'change/shown',
    tries: 'a file that changes after its difference was shown',
    settings: {},
    without: edit(EXECUTE, 'plan.digest !== shown', 'false'),
    attack: async (world) => {
      const { page, at } = await writer(world, 'mine');
      writeFileSync(at, 'old\n');
      const shown = await page.shown('write');
      writeFileSync(at, 'old, and mine\n');
      await page.run('write', { shown });
      return readFileSync(at, 'utf8');
    },
    kept: 'old, and mine\n',
    broken: 'new\n',
  },
  ...Object.entries({ 'a path with ..': '../out', 'an absolute path': null }).map(([tries, path]): Row => ({
    says: 'change/workspace',
    tries,
    settings: {},
    without: NOT_LOCATED,
    attack: async (world) => {
      const out = join(world.folder, '..', `${world.folder.split('/').at(-1)}-out`);
      const { page } = await writer(world, path === null ? out : path.replace('out', out.split('/').at(-1) ?? ''));
      const { end } = await page.run('write', { shown: await page.shown('write') });
      const there = existsSync(out);
      rmSync(out, { force: true });
      return [end === 'exited 0', there];
    },
    kept: [false, false],
    broken: [true, true],
  })),
  {
    says: 'change/link',
    tries: 'a folder on the way that is a link',
    settings: {},
    without: edit(FILE, 'if (info.isSymbolicLink()) throw', 'if (false) throw'),
    also: edit(FILE, 'if (index < parts.length - 1 && !info.isDirectory()) throw', 'if (false) throw'),
    attack: async (world) => {
      const { page } = await writer(world, 'linked/file');
      const real = join(world.folder, 'real');
      mkdirSync(real);
      symlinkSync(real, join(world.folder, 'linked'));
      await page.run('write', { shown: await page.shown('write') });
      return existsSync(join(real, 'file'));
    },
    kept: false,
    broken: true,
  },
  {
    says: 'change/undo',
    tries: 'an edit between the change and its undo',
    settings: {},
    without: edit(RECORD, 'if (now !== after.text && now !== before.text)', 'if (false)'),
    attack: async (world) => {
      const { page, at } = await writer(world, 'undone');
      writeFileSync(at, 'old\n');
      await page.run('write', { shown: await page.shown('write') });
      writeFileSync(at, 'new, and mine\n');
      await page.run('write.restore', { hash: world.guide().hashes.get('write.restore') });
      return readFileSync(at, 'utf8');
    },
    kept: 'new, and mine\n',
    broken: 'old\n',
  },
  {
    says: 'trust/terminal',
    tries: 'a hosted page changes a file, and nobody is there',
    settings: { sites: [SITE] },
    without: edit('server/socket/may-run.ts', 'context.isLocal(visitor.origin)', 'true'),
    attack: async (world) => {
      const { page, at } = await writer(world, 'hosted', SITE);
      const { end } = await page.run('write', { shown: await page.shown('write') });
      return [end, existsSync(at)];
    },
    kept: ['not_confirmed', false],
    broken: ['exited 0', true],
  },
];

/** A page before a guide that writes a file. */
async function writer(world: World, path: string, site?: string) {
  await world.edit(`${GUIDE}\n\`\`\`text file=${path} id=write\nnew\n\`\`\`\n`);
  const parts = site === undefined ? {} : { origins: [site], token: world.served.keys.of(site)?.token ?? '' };
  const page = await world.enter(parts);
  const shown = async (block: string): Promise<string> => {
    const hash = world.guide().hashes.get(block);
    const answer = await page.ask({ type: 'preview', session: page.session, block, hash });
    return answer?.type === 'previewed' ? answer.digest : '0'.repeat(64);
  };
  return { page: { ...page, shown }, at: join(world.folder, path) };
}
