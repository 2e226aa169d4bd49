/** Prepares every build for a host: see finish.ts. */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { manifestOf } from '../connect/manifest.ts';
import type { Guide } from '../engine/index.ts';
import { finishSite } from './finish.ts';

export function hosting(guides: readonly Guide[]): AstroIntegration {
  return {
    name: 'guidepost-hosting',
    hooks: {
      'astro:build:done': ({ dir }) => finishSite(fileURLToPath(dir), manifestOf(guides)),
    },
  };
}
