/** `.vscode/tasks.json`: tasks that lint and run guides, and show what they find as problems at the right lines. */

/** Matches `docs/install.md:12: warning: …`, as `guidepost lint` prints it. */
const FINDING = {
  regexp: '^(\\S.*?):(\\d+): (error|warning): (.*)$',
  file: 1,
  line: 2,
  severity: 3,
  message: 4,
};

/** Matches `      install at docs/install.md:12`, as `guidepost run` prints it below a step that failed. */
const FAILURE = { regexp: '^ {6}(\\S.*) at (\\S.*\\.mdx?):(\\d+)$', message: 1, file: 2, line: 3 };

/** Matches `docs/install.md:12: the input X is declared twice`: a guide that cannot be read. */
const MISTAKE = { regexp: '^(\\S.*?\\.mdx?):(\\d+): (?!error: |warning: )(.*)$', file: 1, line: 2, message: 3 };

export function tasksTemplate(): string {
  const task = (label: string, args: readonly string[], patterns: readonly object[]) => ({
    label: `Guidepost: ${label}`,
    type: 'process',
    command: 'npx',
    args: ['guidepost', ...args],
    problemMatcher: patterns.map((pattern) => ({
      owner: 'guidepost',
      fileLocation: ['relative', '${workspaceFolder}'],
      severity: 'error',
      pattern,
    })),
    presentation: { reveal: 'silent', clear: true },
  });
  const tasks = [
    task('lint', ['lint'], [FINDING, MISTAKE]),
    task('run this file', ['run', '${relativeFile}'], [FAILURE, MISTAKE]),
    task('run all', ['run', '--all', '--keep-going'], [FAILURE, MISTAKE]),
  ];
  return `${JSON.stringify({ version: '2.0.0', tasks }, null, 2)}\n`;
}
