/**
 * Plays rows of the table. With the rule: an honest visitor is served, the attack is refused and the canary is silent,
 * an honest visitor is served. Without the rule: the very same attack comes through.
 */
import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import type { Row } from './row.ts';
import { SPECIFICATION } from './specification.ts';
import { type World, openWorld } from './world.ts';

/** `side by side` for rows that wait most of the time. */
export function prove(rows: readonly Row[], how: 'in turn' | 'side by side' = 'in turn'): void {
  // The honest visitor after one row is the one before the next.
  const ordinary = once(async () => served(await openWorld([])));
  const closing: Promise<void>[] = [];
  const concurrency = how === 'side by side';

  /** A world for this row only. */
  async function using(row: Row, without: Row['without'], use: (world: World) => Promise<void>): Promise<void> {
    const world = await openWorld([...(row.also ?? []), ...without], row.settings);
    try {
      await use(world);
    } finally {
      closing.push(world.close());
    }
  }

  suite('security', { concurrency }, () => {
    after(async () => {
      await (await ordinary()).close();
      await Promise.all(closing);
    });
    for (const row of rows)
      test(`${SPECIFICATION[row.says]} (${row.tries})`, async () => {
        assert.notDeepEqual(row.kept, row.broken, 'a row that sees no difference shows nothing');
        const kept = () =>
          row.also || row.settings || concurrency
            ? using(row, [], async (world) => withTheRule(row, await served(world)))
            : ordinary().then((world) => withTheRule(row, world));
        const broken = () => using(row, row.without, (world) => withoutTheRule(row, world));
        if (concurrency) return void (await Promise.all([kept(), broken()]));
        await kept();
        await broken();
      });
  });
}

async function withTheRule(row: Row, world: World): Promise<void> {
  const before = world.songs();
  assert.deepEqual(await row.attack(world, row.also ?? []), row.kept, 'with the rule');
  assert.equal(world.songs() - before, row.sings ?? 0, 'the canary sang');
  world.hangUp();
  await served(world);
}

async function withoutTheRule(row: Row, world: World): Promise<void> {
  (await world.enter()).end();
  assert.deepEqual(await row.attack(world, [...(row.also ?? []), ...row.without]), row.broken, 'without the rule');
}

/** An honest visitor: by id and hash the canary sings, once; and the site is there. */
async function served(world: World): Promise<World> {
  const before = world.songs();
  const page = await world.enter();
  assert.equal((await page.run('canary')).end, 'exited 0');
  assert.equal(world.songs(), before + 1, 'the canary of an honest visitor did not sing once');
  page.end();
  assert.equal((await world.fetch('/')).status, 200);
  return world;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
