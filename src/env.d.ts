/// <reference types="astro/client" />

/** Made by src/integration.ts. */
declare module 'virtual:guidepost' {
  import type { PlainGuide } from './guide-page.ts';
  export const guides: readonly PlainGuide[];
}
