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

\`npm start\`, \`npm run dev\` and \`npm run build\` run the commands of the same name; run the others with \`npm run guidepost -- COMMAND\`.

Exit codes: 0 success, 1 a block or a check failed or this machine refused something (disk full, no permission), 2 the guide or the command line is wrong, 3 undecided (\`match\` only), 70 a bug in Guidepost, 130 stopped with Ctrl-C, TERM or HUP, or because its output was closed.

| setting | meaning |
| --- | --- |
| \`XDG_STATE_HOME\` | where journals are kept; \`~/.local/state\` unless set |
| \`XDG_CACHE_HOME\` | where practice copies are made; \`~/.cache\` unless set |
| \`TMPDIR\` | where the scripts of running blocks are kept; \`/tmp\` unless set |
| \`XDG_RUNTIME_DIR\` | where the keys of a running server are kept |
| \`GUIDEPOST_BASH\` | the bash that runs blocks; unless set, the newest one on the PATH or in the usual folders |
| \`GUIDEPOST_KEEP_DAYS\` | how many days closed sessions are kept; 30 unless set |
| \`GUIDEPOST_KEEP_MB\` | how many megabytes closed sessions may take together; 2048 unless set |
`;
