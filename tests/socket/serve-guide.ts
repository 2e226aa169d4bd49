import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createEngine } from '../../server/engine/engine.ts';
import { readGuide } from '../../server/guides/read-guides.ts';
import { serve } from '../../server/http/serve.ts';

/** A runner of one guide, all in `folder`. What its programs print they also write into the folder `$LOG`. */
export async function serveGuide(t: TestContext, folder: string, text: string) {
  const log = join(folder, 'log');
  mkdirSync(log);
  writeFileSync(join(folder, 'guide.md'), text);
  const guide = await readGuide(join(folder, 'guide.md'));
  const engine = createEngine({
    stateDir: join(folder, 'state', 'guidepost'), // where the command line looks, too
    runtimeDir: join(folder, 'runtime'),
    env: { ...process.env, LOG: log },
    cwd: folder,
    guide: () => guide,
  });
  const served = await serve({ engine, guides: () => [guide], log: () => {}, dist: null, content: folder, port: 0 });
  t.after(async () => {
    await served.close();
    await engine.shutdown();
  });
  return { engine, served, guide, log };
}
