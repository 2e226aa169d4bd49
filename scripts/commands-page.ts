/** The manual's page of commands, made from what `--help` prints. */
import { commands } from '../server/commands/index.ts';

export async function commandsPage(): Promise<string> {
  const sections = await Promise.all(
    [...commands].map(async ([name, { summary, load }]) => {
      const { usage } = await load();
      return `## ${name}\n\n${summary[0]?.toUpperCase()}${summary.slice(1)}.\n\n\`\`\`text\n${usage.trim()}\n\`\`\`\n`;
    }),
  );
  return `${HEAD}\n${sections.join('\n')}`;
}

const HEAD = `---
title: Commands
description: What each command of Guidepost does, with its flags and exit codes, as its --help says it.
sidebar: { order: 24 }
---

\`npm start\`, \`npm run dev\` and \`npm run build\` are the commands of the same name; the others are called with \`npm run guidepost -- COMMAND\`.

Exit codes: 0 all well, 1 a block or a check failed or this machine refused something (no room, no permission), 2 the guide or the command line is wrong, 3 undecided (\`match\` only), 70 a bug in Guidepost, 130 stopped with Ctrl-C, TERM or HUP, or because nobody read what it printed.

| setting | meaning |
| --- | --- |
| \`XDG_STATE_HOME\` | where journals are kept; \`~/.local/state\` unless set |
| \`XDG_CACHE_HOME\` | where practice copies are made; \`~/.cache\` unless set |
| \`TMPDIR\` | where the scripts of running blocks stand; \`/tmp\` unless set |
| \`XDG_RUNTIME_DIR\` | where the keys of a running server are kept |
| \`GUIDEPOST_BASH\` | the bash that runs blocks; the newest on the PATH or in the usual places unless set |
| \`GUIDEPOST_KEEP_DAYS\` | closed sessions are kept this many days; 30 unless set |
| \`GUIDEPOST_KEEP_MB\` | closed sessions together take at most this many megabytes; 2048 unless set |
`;
