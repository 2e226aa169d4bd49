import { join } from 'node:path';
import { BuildFailed, buildSite } from '../../server/setup/build-site.ts';
import { ensureChromium } from '../../server/setup/chromium.ts';
import { BASH, GIT, PYTHON, missingTools } from '../../server/setup/tools.ts';
import type { Counts } from './stage.ts';

/** What the other stages stand on; each piece that cannot be had is one failure, said in words. */
export async function setUp(root: string): Promise<Counts> {
  const say = (text: string) => console.log(text);
  const missing = await missingTools([BASH, GIT, PYTHON]);
  missing.forEach(say);
  const chromium = await ensureChromium(root, say);
  const built = await buildSite(
    { root, content: join(root, 'content'), work: root, out: join(root, 'dist') },
    say,
  ).catch((error: unknown) => {
    if (!(error instanceof BuildFailed)) throw error;
    say(`The site cannot be built:\n${error.message}`);
    return null;
  });
  const pieces = [missing.length === 0, chromium !== null, built !== null];
  return { passed: pieces.filter(Boolean).length, failed: pieces.filter((piece) => !piece).length, skipped: 0 };
}
