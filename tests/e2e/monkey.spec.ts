/**
 * Presses, stops, kills, restarts and reloads by chance, in two tabs, and after each act compares every state word on
 * the screen with the journal on disk, read by an oracle of its own, and with the processes that there are. Three
 * short seeds here; `npm run monkey` tries fifty long ones.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Page, expect, test } from 'playwright/test';
import type { Entry, Event } from '../../src/runbook/model.ts';

const ALL = process.env['GUIDEPOST_MONKEY'];
const [SEEDS, ACTS] = ALL === undefined ? [3, 5] : [Number(ALL), 12];
const BLOCKS = ['serve', 'colours', 'silent', 'early', 'waiting'];
const SETTLED = 20_000; // ms in which screen, journal and processes must come to agree

for (let seed = 1; seed <= SEEDS; seed += 1)
  test(`no word on the screen is false, seed ${seed}`, async ({ context }) => {
    test.setTimeout(300_000);
    const folder = await mkdtemp(join(tmpdir(), 'guidepost-monkey-'));
    const world = new World(folder);
    try {
      await world.start();
      const first = await context.newPage();
      await first.goto(world.link);
      await first.getByRole('button', { name: 'Start practice' }).click();
      await expect(first.locator('.gp-place')).toHaveText('Practice copy');
      const second = await context.newPage();
      await second.goto(world.address);
      await expect(second.locator('.gp-place')).toHaveText('Practice copy');
      world.session = (await first.evaluate(() => localStorage.getItem('guidepost.session.sampler'))) ?? '';
      const done: string[] = [];
      const pick = chance(seed);
      for (let act = 0; act < ACTS; act += 1) {
        done.push(await actOnce(world, [first, second], pick));
        await agree(world, [first, second], done);
      }
    } finally {
      await world.stop('SIGTERM');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });

class World {
  readonly folder: string;
  session = '';
  link = '';
  port = 0;
  #runner: ChildProcess | null = null;

  constructor(folder: string) {
    this.folder = folder;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}/guides/sampler/more/`;
  }

  get lives(): boolean {
    return this.#runner !== null;
  }

  async start(): Promise<void> {
    const program = join(import.meta.dirname, 'monkey-runner.ts');
    const runner = spawn(process.execPath, [program, this.folder, String(this.port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: runner.stdout })) {
      ({ link: this.link, port: this.port } = JSON.parse(line) as { link: string; port: number });
      break;
    }
    this.#runner = runner;
  }

  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const runner = this.#runner;
    this.#runner = null;
    if (!runner) return;
    const ended = once(runner, 'exit');
    runner.kill(signal);
    await ended;
  }

  async journal(): Promise<readonly Event[]> {
    const text = await readFile(join(this.folder, 'state', 'sessions', this.session, 'events.jsonl'), 'utf8');
    const lines = text.split('\n').slice(0, -1);
    return lines.map((line) => (JSON.parse(line) as Entry).event);
  }
}

type Pick = (below: number) => number;

async function actOnce(world: World, tabs: readonly Page[], pick: Pick): Promise<string> {
  const tab = pick(tabs.length);
  const page = tabs[tab] ?? tabs[0];
  if (!page) throw new Error('no tab');
  const kind = pick(10);
  if (!world.lives && kind < 7) {
    await world.start();
    return 'start the runner again';
  }
  if (kind < 5) {
    const id = BLOCKS[pick(BLOCKS.length)] ?? '';
    await page.locator(`guide-block[data-id="${id}"] .gp-run`).click();
    return `tab ${tab}: press ${id}`;
  }
  if (kind === 5) {
    const stop = page.getByRole('button', { name: 'Stop all' });
    if (await stop.isVisible()) await stop.click({ timeout: 1000 }).catch(() => {}); // what ran may just have ended
    return `tab ${tab}: stop all`;
  }
  if (kind === 6) {
    const [pid] = (await running(world)).map(({ pid }) => pid);
    if (pid !== undefined) kill(pid);
    return 'kill a program';
  }
  if (kind === 7 && world.lives) {
    await page.reload();
    return `tab ${tab}: reload`;
  }
  if (!world.lives) return 'wait';
  const signal = kind === 8 ? 'SIGKILL' : 'SIGTERM';
  await world.stop(signal);
  return `runner: ${signal}`;
}

/** What the journal says of each block, in the words that the page should have for it. */
function expected(events: readonly Event[], lives: boolean): ReadonlyMap<string, string> {
  return new Map(
    BLOCKS.map((id) => {
      const run = events.findLast((event) => event.type === 'queued' && event.block === id);
      return [
        id,
        run?.type === 'queued'
          ? wordOf(
              id,
              events.filter((event) => 'run' in event && event.run === run.run),
              lives,
            )
          : 'Not run',
      ];
    }),
  );
}

function wordOf(id: string, events: readonly Event[], lives: boolean): string {
  const last = <T extends Event['type']>(type: T) =>
    events.findLast((event): event is Extract<Event, { type: T }> => event.type === type);
  const [verdict, end] = [last('verdict')?.verdict.outcome, last('ended')?.end];
  const started = last('started') !== undefined;
  if (!end) {
    if (!lives) return `Was ${started ? 'running' : 'queued'} when the connection was lost`;
    if (verdict === 'failed') return 'Failed';
    if (!started) return 'Queued';
    return id === 'serve' && last('ready') && verdict === 'passed' ? 'Ready' : 'Running';
  }
  if (end.how === 'interrupted') return 'Interrupted';
  if (verdict === 'failed') return 'Failed';
  if (end.how === 'cancelled') return 'Stopped';
  const checked = ['serve', 'early', 'waiting'].includes(id);
  const passed = end.how === 'exited' && end.code === 0 && (!checked || verdict === 'passed');
  return passed && id !== 'serve' ? 'Passed' : 'Failed';
}

async function running(world: World): Promise<readonly { readonly run: string; readonly pid: number }[]> {
  const events = await world.journal();
  const ended = new Set(events.flatMap((event) => (event.type === 'ended' ? event.run : [])));
  return events.flatMap((event) =>
    event.type === 'started' && !ended.has(event.run) ? [{ run: event.run, pid: event.pid }] : [],
  );
}

/** All that a reader sees of the states: at each step and in the list of steps, and what its button offers. */
async function seen(page: Page): Promise<Readonly<Record<string, { word: string; listed: string; offers: string }>>> {
  return page.evaluate((ids) => {
    const text = (selector: string) => document.querySelector(selector)?.textContent?.trim() ?? '';
    return Object.fromEntries(
      ids.map((id) => [
        id,
        {
          word: text(`guide-block[data-id="${id}"] > .gp-head > .gp-time`).split(' · ')[0] || 'Not run',
          listed: text(`guide-rail [data-step="${id}"] .sr-only`).replace(/:$/, ''),
          offers: text(`guide-block[data-id="${id}"] .gp-run span`),
        },
      ]),
    );
  }, BLOCKS);
}

async function agree(world: World, tabs: readonly Page[], done: readonly string[]): Promise<void> {
  await expect(async () => {
    const events = await world.journal();
    const wrong = [...(await wrongWords(world, tabs, events)), ...wrongProcesses(world, events)];
    expect(wrong, `after ${done.join(', ')}`).toEqual([]);
    expect(await world.journal(), 'the journal rests').toHaveLength(events.length);
  }).toPass({ timeout: SETTLED });
}

async function wrongWords(world: World, tabs: readonly Page[], events: readonly Event[]): Promise<readonly string[]> {
  const words = expected(events, world.lives);
  const wrong: string[] = [];
  for (const [tab, page] of tabs.entries()) {
    for (const [id, { word, listed, offers }] of Object.entries(await seen(page))) {
      const told = words.get(id) ?? '';
      // a runner that is stopped lets its pages go before it has ended what runs: what they knew then stays true
      const knew = !world.lives && told === 'Stopped' && /^Was .* lost$/.test(word) && listed === word;
      if (!knew && (word !== told || listed !== told))
        wrong.push(`tab ${tab}, ${id}: says “${word}”, lists “${listed}”, is “${told}”`);
      const ended = /^(Not run|Passed|Stopped|Interrupted|Was )/.test(told);
      if (ended && /^(Stop|Cancel)/.test(offers)) wrong.push(`tab ${tab}, ${id}: offers ${offers}, is “${told}”`);
    }
    const count = await page.locator('.gp-count').textContent();
    const green = [...words.values()].filter((word) => word === 'Passed' || word === 'Ready').length;
    if (!count?.startsWith(`${green} of `)) wrong.push(`tab ${tab}: counts ${count}, is ${green}`);
  }
  return wrong;
}

/** While a runner lives: what is said to run has a process, and what has ended has none. */
function wrongProcesses({ lives }: World, events: readonly Event[]): readonly string[] {
  if (!lives) return [];
  const ended = new Set(events.flatMap((event) => (event.type === 'ended' ? event.run : [])));
  return events.flatMap((event) => {
    if (event.type !== 'started' || isAlive(event.pid) !== ended.has(event.run)) return [];
    return [`run ${event.run}: ${ended.has(event.run) ? 'has ended, and lives' : 'runs, and is dead'}`];
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it ended by itself
  }
}

/** The same numbers for the same seed. */
function chance(seed: number): Pick {
  let state = seed * 7919;
  return (below) => {
    state = (state * 48_271 + 11) % 2_147_483_647;
    return state % below;
  };
}
