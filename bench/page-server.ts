/**
 * The other process of bench/page.ts: a real runner of the guides in bench/content, and beside it the bare websocket
 * that the pages are measured against. As for a reader, no browser driver shares its memory, which every start of a
 * program copies. Started with an IPC channel, else it does nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../server/engine/engine.ts';
import { findGuides } from '../server/guides/read-guides.ts';
import { serve } from '../server/http/serve.ts';
import { bareServer } from './bare-server.ts';

export interface Facts {
  /** By guide: where a page of it is let in. */
  readonly links: Readonly<Record<string, string>>;
  /** Of the bare page. */
  readonly bare: string;
  /** By block of any guide. */
  readonly scripts: Readonly<Record<string, string>>;
}

/** A guide, to open a session of it; answered once it is open. */
export type Question = string;

export const CONTENT = 'bench/content';
export const SITE = 'node_modules/.cache/bench-site';

if (process.send) await answer(process.send.bind(process));

async function answer(send: (message: unknown) => void): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'guidepost-bench-'));
  const guides = await findGuides(join(CONTENT, 'guides'));
  const engine = createEngine({ stateDir: join(root, 'state'), env: process.env, cwd: root });
  const served = await serve({ engine, guides: () => guides, log: () => {}, dist: SITE, content: CONTENT, port: 0 });
  const bare = await bareServer();
  process.on('message', (id: Question) => {
    const guide = guides.find(({ runbook }) => runbook.id === id);
    if (guide) void engine.open(guide, 'mine').then(({ id: session }) => send(session));
  });
  process.once('disconnect', () => {
    bare.close();
    void Promise.all([served.close(), engine.shutdown()]).then(() => {
      rmSync(root, { recursive: true, force: true });
      process.exit(0);
    });
  });
  const blocks = guides.flatMap(({ runbook }) => runbook.blocks);
  send({
    links: Object.fromEntries(guides.map(({ runbook: { id } }) => [id, served.link(`/guides/${id}/`)])),
    bare: bare.address,
    scripts: Object.fromEntries(blocks.map(({ id, script }) => [id, script])),
  } satisfies Facts);
}
