/**
 * A runner that finds something odd where the files of its state should be: first instead of the record of a session,
 * then instead of all the others. In a process of its own: what waits for the other end of a pipe would stop the test as
 * well. Prints what became of the session, as JSON.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, relative } from 'node:path';
import { createEngine } from '../../server/engine/engine.ts';
import { block, entryOf, guide, request, run } from './runbook.ts';

const CHANGE = block('write', 'hello\n', { change: { by: 'file', path: 'made.txt' } });
const UNDO = block('undo', ':', { change: { by: 'restore', of: 'write' } });
const OWN = guide([block('one', 'KEPT=1; echo printed'), block('two', 'echo two'), CHANGE, UNDO]);

const LAY: Readonly<Record<string, (path: string) => unknown>> = {
  pipe: (path) => execFileSync('mkfifo', [path]),
  socket: (path) => new Promise<void>((laid) => createServer().listen(relative('.', path), laid).unref()),
  folder: (path) => mkdirSync(join(path, 'in it'), { recursive: true }),
  link: (path) => {
    writeFileSync(join(root, 'elsewhere'), '{}\n');
    symlinkSync(join(root, 'elsewhere'), path);
  },
  'link to nothing': (path) => symlinkSync('/no/such/file', path),
  'huge file': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 3 * 2 ** 30);
  },
  'text of others': (path) => writeFileSync(path, '{"seq":1,"at":0,"event":{"type":"opened"}}\n\0\xff[[[\n'),
};

const [kind = '', root = ''] = process.argv.slice(2);
process.chdir(root); // the path of a socket may have 108 bytes
const engineIn = (place: string) =>
  createEngine({
    stateDir: join(place, 'state'),
    practiceDir: join(place, 'practice'),
    env: process.env,
    cwd: place,
    guide: () => OWN,
  });

const before = join(root, 'before');
mkdirSync(before);
const first = engineIn(before);
const session = await first.open(OWN, 'mine', { owner: null });
const printed = await run(session, 'one');
const written = await run(session, 'write', { shown: session.preview('write').digest, confirmed: true });
await first.shutdown();

const folder = join('state', 'sessions', session.id);
const files = readdirSync(join(before, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(join(before, folder), join(entry.parentPath, entry.name)));
const others = [...files.filter((file) => file !== 'events.jsonl'), 'owner', 'heir', 'reserve'];

const seen = {
  files: files.map((file) => file.replace(/^run-\d+/, 'run')).toSorted(),
  record: await visit('record', ['events.jsonl']),
  others: await visit('others', others),
};
process.stdout.write(JSON.stringify(seen));
process.exit(0);

async function visit(name: string, odd: readonly string[]): Promise<string> {
  const place = join(root, name);
  cpSync(before, place, { recursive: true });
  for (const file of odd) {
    rmSync(join(place, folder, file), { force: true });
    await LAY[kind]?.(join(place, folder, file));
  }
  return find(place).catch((error: unknown) => `fails: ${String(error)}`);
}

async function find(place: string): Promise<string> {
  const engine = engineIn(place);
  const listed = (await engine.list('test', null)).length;
  await engine.times(OWN, null);
  await engine.read(session.id, null);
  const found = await engine.find(session.id, null);
  const outcomes = [];
  for (const each of [printed, written]) await found?.journal.read(each, 0, 1 << 20);
  if (found && !found.view.closed)
    for (const id of ['two', 'undo']) {
      const asked = request(id, { run: `again-${id}`, confirmed: true });
      found.run(asked);
      await entryOf(found, (event) => event.type === 'ended' && event.run === asked.run);
      outcomes.push(found.view.runs.get(asked.run)?.end?.how);
    }
  const other = await engine.open(OWN, 'mine', { owner: null });
  await run(other, 'two', { run: 'of-another' });
  await other.close();
  await engine.shutdown();
  return `${listed} listed, ${found ? `found: ${outcomes.join(', ')}` : 'not found'}`;
}
