/** What shows only after seconds: a peer that dawdles, a step that does not stop. Rows that wait side by side. */
import { existsSync } from 'node:fs';
import type { Guest } from '../guest.ts';
import type { Row } from '../row.ts';
import type { World } from '../world.ts';
import { edit } from './edits.ts';

const SERVE = 'server/http/serve.ts';
const PROCESSES = 'server/engine/process/processes.ts';
const noHeadersTimeout = edit(SERVE, 'headersTimeout: 5_000', 'headersTimeout: 0');
const noRequestTimeout = edit(SERVE, 'requestTimeout: 10_000', 'requestTimeout: 0');
const LONG = 14_000; // ms; longer than any of these limits, on a busy machine too

export const slow: readonly Row[] = [
  {
    says: 'front/headers timeout',
    tries: 'an upgrade drop by drop',
    also: noRequestTimeout,
    without: noHeadersTimeout,
    attack: dripped,
    kept: 408,
    broken: 101,
  },
  {
    says: 'front/request timeout',
    tries: 'an upgrade drop by drop, should the other limit fail',
    also: noHeadersTimeout,
    without: noRequestTimeout,
    attack: dripped,
    kept: 408,
    broken: 101,
  },
  {
    says: 'front/checking',
    tries: 'an upgrade drop by drop, between two looks',
    without: edit(SERVE, 'connectionsCheckingInterval: 1_000', 'connectionsCheckingInterval: 30_000'),
    attack: dripped,
    kept: 408,
    broken: 101,
  },
  {
    says: 'front/keep alive',
    tries: 'a connection that keeps its place and says nothing',
    without: edit(SERVE, 'keepAliveTimeout: 5_000', 'keepAliveTimeout: 0'),
    attack: async (world) => {
      const idle = world.connect(world.get('/'));
      await idle.answer;
      const ended = new Promise<string>((resolve) => idle.socket.once('end', () => resolve('closed')));
      return Promise.race([ended, after(LONG, 'kept')]);
    },
    kept: 'closed',
    broken: 'kept',
  },
  {
    says: 'processes/term',
    tries: 'a step that ends by itself once it is told',
    without: edit(PROCESSES, "signal(pid, 'SIGTERM');", ''),
    attack: async (world) => {
      const page = await world.enter();
      await stopped(page, await started(page, 'polite'));
      return existsSync(`${world.canary}.heard`);
    },
    kept: true,
    broken: false,
  },
  {
    says: 'processes/kill',
    tries: 'a step that does not listen',
    without: edit(PROCESSES, 'const kill = performance.now() >= deadline;', 'const kill = false;'),
    attack: async (world) => {
      const page = await world.enter();
      const run = await started(page, 'stubborn');
      const seen = await Promise.race([stopped(page, run), after(LONG, 'runs on')]);
      if (seen === 'runs on') await killed(world, page, run);
      return seen;
    },
    kept: 'cancelled',
    broken: 'runs on',
  },
  {
    says: 'processes/exit',
    tries: 'a daemon that holds the pipes for a minute',
    without: edit('server/engine/process/output-end.ts', 'const SILENCE = 2000;', 'const SILENCE = 30_000;'),
    attack: async (world) => {
      const page = await world.enter();
      // Less than the ten seconds after which no run waits any more.
      return Promise.race([page.ended(await started(page, 'daemon')), after(9000, 'runs on')]);
    },
    kept: 'exited 0',
    broken: 'runs on',
  },
];

/** Sends an upgrade but for its end, then a letter now and again, for long; then the end. Resolves with the answer. */
async function dripped(world: World): Promise<number> {
  const whole = world.upgrade({ more: ['X-Slow: '] });
  const visitor = world.connect(whole.slice(0, -4));
  const drip = setInterval(() => visitor.socket.writable && visitor.write('x'), 300);
  const { status } = await Promise.race([visitor.answer, after(LONG, { status: null })]);
  clearInterval(drip);
  if (status !== null) return status;
  visitor.write('\r\n\r\n');
  return (await visitor.answer).status;
}

/** The only clock of these tests: how long the attack lasts, where nothing ends it. */
function after<T>(ms: number, value: T): Promise<T> {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref());
}

async function started(page: Guest, block: string): Promise<string> {
  const { run } = await page.start(block);
  await page.printed(run, block === 'daemon' ? 'started' : 'up');
  return run;
}

function stopped(page: Guest, run: string): Promise<string> {
  page.socket.send({ type: 'cancel', ref: 3, session: page.session, run });
  return page.ended(run);
}

async function killed({ engine }: World, { session }: Guest, run: string): Promise<void> {
  const entries = (await engine.find(session))?.journal.entries(0) ?? [];
  for (const { event } of entries)
    if (event.type === 'started' && event.run === run) process.kill(-event.pid, 'SIGKILL');
}
