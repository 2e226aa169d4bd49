/** What `guidepost new` writes. Each passes `guidepost lint` as it is; the guide passes `guidepost run`. */

export function guideTemplate(title: string): string {
  return `---
title: ${JSON.stringify(title)}
description: What a reader has when they are through.
---

Say here what this guide does, what it needs and how long it takes.

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
# folder: docs                  # where the Markdown lies, from this file
# guides: ['setup/**']          # which files are guides; every file with a block by default
# exclude: ['drafts/**']
# site: https://docs.example.com
# base: /${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}
`;
}

/** Actions are pinned to a commit: a tag can be moved. */
const CHECKOUT = 'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2';
const NODE = 'actions/setup-node@39370e3970a6d050c480ffad4ff0ed4d3fdee5af # v4.1.0';
const UPLOAD = 'actions/upload-artifact@b4b15b8c7c6ac21ea08fcf65892d2ee8f75cf882 # v4.4.3';

export function workflowTemplate(version: string): string {
  return `# Lints every guide and runs it from its first step to its last.
name: Guides

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

concurrency:
  group: guides-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  guides:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    steps:
      - uses: ${CHECKOUT}
        with:
          persist-credentials: false
      - uses: ${NODE}
        with:
          node-version: 24
      - name: Lint
        run: npx --yes guidepost@${version} lint --format github
      - name: Run
        run: npx --yes guidepost@${version} run --all --yes --keep-going --report junit=guides.xml --report md=guides.md
      - name: Summary
        if: always()
        run: if [ -f guides.md ]; then cat guides.md >> "$GITHUB_STEP_SUMMARY"; fi
      - uses: ${UPLOAD}
        if: always()
        with:
          name: guides
          path: guides.xml
          if-no-files-found: ignore
`;
}
