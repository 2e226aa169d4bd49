/** A workflow of GitHub Actions: lint once, the guides on each machine in shards, and a report for each machine. */
import { type Pipeline, npx, what, where } from './pipeline.ts';

/** Each is pinned to a commit, because a tag can be moved. */
const CHECKOUT = 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0';
const NODE = 'actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0';
const CACHE = 'actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0';
const UPLOAD = 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2';
const DOWNLOAD = 'actions/download-artifact@634f93cb2916e3fdff6788551b99b062d0335ce0 # v5.0.0';

export const FILE = '.github/workflows/guides.yml';

export function githubWorkflow(pipeline: Pipeline): string {
  const { version, shards, machines } = pipeline;
  const guidepost = npx(pipeline);
  const matrix = `[${machines.join(', ')}]`;
  const node = `      - uses: ${NODE}
        with:
          node-version: 24
      - uses: ${CACHE}
        with:
          path: ~/.npm
          key: guidepost-${version}-\${{ runner.os }}`;
  const checkout = `      - uses: ${CHECKOUT}
        with:
          persist-credentials: false`;
  return `# Written by \`guidepost ci github\`: lints every guide, and runs each from its first step to its last.
name: Guides

on:
  push:
    branches: [main, master]
  pull_request:

permissions:
  contents: read

concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true

jobs:
  lint:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
${checkout}
${node}
      - run: ${guidepost} lint${where(pipeline)} --format github

  guides:
    name: guides, part \${{ matrix.shard }} of ${shards}, on \${{ matrix.os }}
    strategy:
      fail-fast: false
      matrix:
        os: ${matrix}
        shard: [${Array.from({ length: shards }, (_, index) => index + 1).join(', ')}]
    runs-on: \${{ matrix.os }}
    timeout-minutes: 60
    steps:
${checkout}
${node}
      - name: Run
        env:
          SHARD: \${{ matrix.shard }}/${shards}
        run: |
          ${guidepost} run ${what(pipeline)} --yes --keep-going --shard "$SHARD" --report json=part.json
      - uses: ${UPLOAD}
        if: \${{ !cancelled() }}
        with:
          name: guides-\${{ matrix.os }}-\${{ matrix.shard }}
          path: part.json
          if-no-files-found: ignore
          overwrite: true

  # Fails where anything above did: the one check that a branch rule has to name.
  report:
    name: report of \${{ matrix.os }}
    needs: [lint, guides]
    if: \${{ !cancelled() }}
    strategy:
      fail-fast: false
      matrix:
        os: ${matrix}
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps:
${node}
      - uses: ${DOWNLOAD}
        with:
          pattern: guides-\${{ matrix.os }}-*
          path: parts
      - name: Merge
        env:
          MACHINE: \${{ matrix.os }}
        run: |
          ${guidepost} merge parts/*/part.json --title "Guides on $MACHINE" --report junit=guides.xml --report md=guides.md
      - name: Summary
        if: \${{ !cancelled() }}
        run: if [ -f guides.md ]; then cat guides.md >> "$GITHUB_STEP_SUMMARY"; fi
      - uses: ${UPLOAD}
        if: \${{ !cancelled() }}
        with:
          name: report-\${{ matrix.os }}
          path: guides.xml
          if-no-files-found: ignore
          overwrite: true
      - name: Every job above has passed
        env:
          RESULTS: \${{ needs.lint.result }} \${{ needs.guides.result }}
        run: '[ "$RESULTS" = "success success" ]'
`;
}
