/** Prepares every build for hosting (finish.ts). */
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { manifestOf } from '../connect/manifest.ts';
import type { ReadGuide } from '../guides/read-guides.ts';
import { finishSite } from './finish.ts';

export function hosting(guides: readonly ReadGuide[]): AstroIntegration {
  return {
    name: 'guidepost-hosting',
    hooks: {
      'astro:build:done': ({ dir }) => finishSite(fileURLToPath(dir), manifestOf(guides)),
    },
  };
}
