/** Prepares a built site for hosting: adds the policy to every page, and the manifest for `guidepost connect`. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPolicy } from './policy.ts';

export function finishSite(folder: string, manifest: object): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.html')) continue;
    const file = join(folder, name);
    writeFileSync(file, withPolicy(readFileSync(file, 'latin1')), 'latin1');
  }
  writeFileSync(join(folder, 'guidepost.json'), JSON.stringify(manifest));
}
