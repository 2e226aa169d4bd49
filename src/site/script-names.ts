/**
 * How Vite writes the page's scripts: with short names, and without preload tags, because all scripts come from the
 * same machine.
 */
export function scriptNames() {
  return {
    name: 'guidepost-script-names',
    configEnvironment: (name: string) => ({
      build: {
        modulePreload: false as const,
        ...(name === 'client' && { rolldownOptions: { output: { entryFileNames } } }),
      },
    }),
  };
}

/** Astro names a script after its position in its file: fifty letters, repeated in every module that imports it. */
function entryFileNames({ name }: { readonly name: string }): string {
  return `_astro/${name.split('.')[0]}.[hash].js`;
}
