/** The environment for the reader's programs: the reader's own, without what npm and Guidepost added to it. */
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
 * No pagers, because there is no keyboard; Python unbuffered, so that its output appears at once. Colors are not
 * forced: a variable for that would also put them into what a block captures or writes to a file.
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

/** npm prepends the `node_modules/.bin` of the project and of every folder above it, and a folder of its own. */
function withoutBins(path: string, project: string | undefined): string {
  const ours = (entry: string) =>
    /\/node_modules\/(\.bin|npm\/node_modules\/@npmcli\/run-script\/lib\/node-gyp-bin|@npmcli\/run-script\/lib\/node-gyp-bin)$/.test(
      entry,
    );
  const entries = path.split(':');
  // If npm did not start us, the reader put such entries there.
  return project === undefined ? path : entries.filter((entry) => !ours(entry)).join(':');
}
