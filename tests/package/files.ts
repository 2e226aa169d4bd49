/** A repository with Markdown, whose owner has never heard of Guidepost. */
export const REPOSITORY: Readonly<Record<string, string>> = {
  'README.md':
    '# A service\n\nFirst [install](docs/setup/install.md#verify), then [look around](docs/ops/).\n\n![Logo](img/logo.svg)\n\n<p align="center"><img src="img/logo.svg" width="9"> <a href="docs/ops/look.md">tag</a></p>\n\n```sh\necho ready\n```\n\n```text check\nready\n```\n',
  'img/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>\n',
  'docs/setup/install.md':
    '# Install\n\nBack to [the start](../../README.md).\n\n## Verify\n\n```sh\nX=1; echo "x=$X"\n```\n\n```text check\nx=1\n```\n',
  'docs/ops/README.md': 'Only prose.\n',
  'docs/ops/look.md': '# Look\n\n```bash frame="none" {1}\nls / > list.tmp; rm list.tmp; echo looked\n```\n',
  'package.json': '{"name":"a-service"}\n',
};

/** A Starlight site as `create astro` makes it, with one line more; its guides use what Starlight offers. */
export const STARLIGHT: Readonly<Record<string, string>> = {
  'astro.config.mjs': `// @ts-check
import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
import guidepost from 'guidepost/astro';

export default defineConfig({
  base: '/handbook',
  integrations: [
    starlight({
      title: 'My Docs',
      customCss: ['./src/custom.css'],
      sidebar: [{ label: 'Guides', items: [{ autogenerate: { directory: 'guides' } }] }],
    }),
    guidepost(),
  ],
});
`,
  'src/custom.css': ':root { --sl-color-accent: #b3541e; }\n',
  'src/content.config.ts': `import { defineCollection } from 'astro:content';
import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';

export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`,
  'src/content/docs/index.mdx': `---
title: Welcome
template: splash
hero:
  tagline: A site of our own.
---

import { Card, CardGrid } from '@astrojs/starlight/components';

<CardGrid stagger>
  <Card title="Update content" icon="pencil">
    Edit \`index.mdx\`.
  </Card>
</CardGrid>
`,
  'src/content/docs/guides/hello.md': `---
title: Say hello
---

## Greet

\`\`\`bash title="greet.sh" {1} ins={2}
NAME=world

echo "hello $NAME"
\`\`\`

\`\`\`text check
hello world
\`\`\`

:::note
An aside.
:::

\`\`\`js title="a.js" del={1} frame="none"
const a = 1;
\`\`\`
`,
  'src/snippets/log-in.md': '```sh id=login\necho "logged in"\n```\n\n```text check\nlogged in\n```\n',
  'src/content/docs/guides/shared.md':
    '---\ntitle: Shared\n---\n\n<Include file="../../../snippets/log-in.md" />\n\nThen:\n\n```sh needs=login\necho "then"\n```\n',
  'src/content/docs/guides/twice.mdx':
    '---\ntitle: Twice\n---\n\n<Include file="../../../snippets/log-in.md" prefix="one" />\n\n<Include file="../../../snippets/log-in.md" prefix="two" />\n',
  'src/snippets/shared.mdx': '```sh\necho "shared"\n```\n',
  'src/content/docs/guides/parts.mdx': `---
title: Parts of Starlight
---

import { Steps, TabItem, Tabs } from '@astrojs/starlight/components';
import Shared from '../../../snippets/shared.mdx';

<Steps>

1. Make a folder:

   \`\`\`bash frame="none"
   mkdir -p made
   \`\`\`

2. Look for it:

   \`\`\`bash showLineNumbers
   test -d made && rmdir made && echo "{found} <it>"
   \`\`\`

   \`\`\`text check
   {found} <it>
   \`\`\`

</Steps>

<Tabs>
  <TabItem label="npm">

  \`\`\`sh
  echo "npm"
  \`\`\`

  </TabItem>
  <TabItem label="pnpm">

  \`\`\`sh
  echo "pnpm"
  \`\`\`

  </TabItem>
</Tabs>

<Shared />
`,
  // A page of the site's own, without Starlight's layout.
  'src/pages/plain.md': `---
title: A plain page
---

\`\`\`sh
echo "plain"
\`\`\`

\`\`\`text check
plain
\`\`\`
`,
};
