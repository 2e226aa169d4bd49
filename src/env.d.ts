/// <reference types="astro/client" />

/** Made by src/site/integration.ts. */
declare module 'virtual:guidepost' {
  import type { PlainGuide } from './site/guide-page.ts';
  export const guides: readonly PlainGuide[];
}
