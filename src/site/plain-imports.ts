/**
 * Vite wraps each `import()` of a page in a loader, which waits for style sheets and fetches sooner what the file
 * imports. Our files come from the same machine and bring no styles: the loader would weigh more than what it fetches.
 */
const LOADER = '\0vite/preload-helper.js';
const LOADED = /^import \{ \w+ as __vitePreload \} from .*$/m;
const WRAPPED = /__vitePreload\(\(\) => (import\(.*?), __VITE_PRELOAD__\)/g;
const CALL = 'const __vitePreload = (load) => load()'; // for what is wrapped in another way

export function plainImports() {
  return {
    name: 'guidepost-plain-imports',
    enforce: 'pre' as const,
    configEnvironment: (name: string) => ({
      build: {
        modulePreload: false as const,
        ...(name === 'client' && { rolldownOptions: { output: { entryFileNames } } }),
      },
    }),
    load: (id: string) => (id === LOADER ? `export ${CALL}` : undefined),
    renderChunk: (code: string) => code.replace(WRAPPED, '$1').replace(LOADED, CALL),
  };
}

/** Astro names a script after its place in its file: fifty letters, which every part of the page would repeat. */
function entryFileNames({ name }: { readonly name: string }): string {
  return `_astro/${name.split('.')[0]}.[hash].js`;
}
