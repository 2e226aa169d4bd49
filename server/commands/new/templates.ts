/** The files that `guidepost new` writes. The guide passes `guidepost lint` and `guidepost run` as it is. */

export function guideTemplate(title: string): string {
  return `---
title: ${JSON.stringify(title)}
description: What the reader has at the end.
needs: A shell.
costs: A minute.
changes: Creates the folder demo in the current folder, and removes it.
---

Say here what this guide does, and why.

## Look at the tools

\`\`\`bash probe id=tools
bash --version | head -1
\`\`\`

\`\`\`text check
GNU bash, version [..]
\`\`\`

> **If this fails:** say here what to install, and how.

## Do the first thing

\`\`\`bash id=first needs=tools
mkdir -p demo
echo "ready" > demo/state.txt
cat demo/state.txt
\`\`\`

\`\`\`text check
ready
\`\`\`

## Tidy up

\`\`\`bash id=tidy needs=first confirm="Removes the folder demo"
rm -r demo
echo "gone"
\`\`\`

\`\`\`text check
gone
\`\`\`
`;
}

export function configTemplate(title: string): string {
  return `# What Guidepost serves, runs and checks; see the manual, "Use it in your own repository".
title: ${JSON.stringify(title)}
# folder: docs                  # where the Markdown is, relative to this file
# guides: ['setup/**']          # which files are guides; by default, every file with a block
# exclude: ['drafts/**']
# site: https://docs.example.com
# base: /${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}
`;
}
