/** What the reader's programs see: the reader's own environment without what npm and Guidepost added to it. */
export function cleanEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !isAdded(name)) clean[name] = value;
  }
  if (env['npm_config_local_prefix'] !== undefined) delete clean['COLOR'];
  if (clean['PATH'] !== undefined) clean['PATH'] = withoutBins(clean['PATH'], env['npm_config_local_prefix']);
  return { ...clean, ...SHOWN };
}

/**
 * Pagers off, Python unbuffered: nobody sits at a terminal, and what is printed must arrive. Colours are the program's
 * and the reader's choice. Forced by a variable, they also stand in what a block captures or writes to a file.
 */
const SHOWN = {
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  PYTHONUNBUFFERED: '1',
};

function isAdded(name: string): boolean {
  return (
    /^(npm_|GUIDEPOST_|BASH_FUNC_)/.test(name) ||
    [
      'BASH_ENV',
      'ENV',
      'SHELLOPTS',
      'BASHOPTS',
      'POSIXLY_CORRECT',
      'INIT_CWD',
      'NODE',
      'NODE_CHANNEL_FD',
      'NODE_TEST_CONTEXT',
    ].includes(name)
  );
}

/** npm puts the bins of the project and of every folder above it, and its own, in front. */
function withoutBins(path: string, project: string | undefined): string {
  const ours = (entry: string) =>
    /\/node_modules\/(\.bin|npm\/node_modules\/@npmcli\/run-script\/lib\/node-gyp-bin|@npmcli\/run-script\/lib\/node-gyp-bin)$/.test(
      entry,
    );
  const entries = path.split(':');
  // Without npm in front of us, the reader put it there.
  return project === undefined ? path : entries.filter((entry) => !ours(entry)).join(':');
}
