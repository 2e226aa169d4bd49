/**
 * Pages that stand still: an MDX page without imports, expressions and components of its own is text once it is read,
 * as a Markdown page is. It is rendered where it is read, and only a page that is alive becomes a module of the build,
 * which costs several times as much.
 */
import type { Loader, LoaderContext } from 'astro/loaders';

type Entry = Parameters<LoaderContext['store']['set']>[0];
type Rendered = NonNullable<Entry['rendered']>;
/** Astro's own types of the same settings differ in what may be undefined. */
type Shared = Parameters<NonNullable<LoaderContext['config']['markdown']['processor']['createMdxRenderer']>>[0];

/** `files` hands MDX pages on to be rendered later; those that stand still are rendered at once. */
export function stillPages(files: Loader): Loader {
  return {
    ...files,
    name: 'guidepost-pages',
    async load(context) {
      const { store } = context;
      store.clear(); // a page also shows what other pages of its guide say, by which nobody has digested it
      const render = renderer(context);
      const under = new Set<Promise<unknown>>();
      const set: typeof store.set = (entry) => {
        if (entry.deferredRender !== true) return store.set(entry);
        const done = render(entry).then((rendered) =>
          store.set(rendered ? { ...entry, deferredRender: false, rendered } : entry),
        );
        under.add(done);
        return true;
      };
      await files.load({ ...context, store: { ...store, set } });
      await Promise.all(under);
    },
  };
}

/** What Astro's own MDX gives for a page, where that is nothing but text. */
function renderer({ config }: LoaderContext): (entry: Entry) => Promise<Rendered | null> {
  const { processor } = config.markdown;
  const making = processor.createMdxRenderer?.(config.markdown as Shared, { optimize: true });
  return async ({ body = '', filePath = '', data }) => {
    const mdx = await making;
    // An author's mistake is told by the module that the page then becomes, with its place.
    const made = await mdx?.process(body, filePath, data).catch(() => null);
    return made ? readStill(made.code) : null;
  };
}

/** A function that makes one element: the page's HTML, as a string that is JSON too. */
const STILL =
  /^import \{ jsx as _jsx \} from "astro\/jsx-runtime";\nfunction _createMdxContent\(props\) \{\n.*\n.*\n\s*return _jsx\(Fragment, \{ "set:html": ("(?:[^"\\\n]|\\["\\/bfnrtu])*") \}\);\n\}\n/;
const HEADINGS = /^export function getHeadings\(\) \{ return (.*); \}$/m;

/** Null for a page that is alive, and for code that has another shape than is known here. */
export function readStill(code: string): Rendered | null {
  const [, html] = STILL.exec(code) ?? [];
  const [, headings] = HEADINGS.exec(code) ?? [];
  const imports = code.match(/^import /gm) ?? [];
  if (html === undefined || headings === undefined || imports.length > 1) return null;
  return { html: JSON.parse(html), metadata: { headings: JSON.parse(headings) } };
}
