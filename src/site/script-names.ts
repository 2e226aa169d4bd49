/** How Vite writes the page's scripts: no tags that fetch parts sooner, which all come from the same machine, and short names. */
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

/** Astro names a script after its place in its file: fifty letters, which every part of the page would repeat. */
function entryFileNames({ name }: { readonly name: string }): string {
  return `_astro/${name.split('.')[0]}.[hash].js`;
}
