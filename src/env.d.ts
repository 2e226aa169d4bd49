/// <reference types="astro/client" />

interface ImportMetaEnv {
  /** Whether the site is that of Guidepost's own checkout. */
  readonly GUIDEPOST_CHECKOUT?: boolean;
}

declare module '*.astro' {
  import type { AstroComponentFactory } from 'astro/runtime/server/index.js';
  const component: AstroComponentFactory;
  export default component;
}

/** Made by src/site/guides-in-astro.ts. */
declare module 'virtual:guidepost' {
  import type { PlainGuide } from './site/guide-page.ts';
  export const guides: readonly PlainGuide[];
  /** By a page's address, where its file is changed. */
  export const edits: Readonly<Record<string, string>>;
  /** The address of every page. */
  export const addresses: readonly string[];
}
