/**
 * Vite wraps each `import()` of a page in a loader, which waits for style sheets and fetches sooner what the file
 * imports. Our files come from the same machine and bring no styles: the loader would weigh more than what it fetches.
 */
const LOADER = '\0vite/preload-helper.js';

export function plainImports() {
  return {
    name: 'guidepost-plain-imports',
    enforce: 'pre' as const,
    configEnvironment: () => ({ build: { modulePreload: false as const } }),
    load: (id: string) => (id === LOADER ? 'export const __vitePreload = (load) => load()' : undefined),
  };
}
