/** What is wrong with the files that `npm pack` would put into the package; nothing where all is well. */
export function packProblems(files: readonly string[]): readonly string[] {
  const missing = NEEDED.filter((file) => !files.includes(file)).map((file) => `${file} is not in the package`);
  const unwanted = files.filter((file) => UNWANTED.test(file)).map((file) => `${file} is in the package`);
  return [...missing, ...unwanted];
}

const NEEDED = ['package.json', 'README.md', 'LICENSE'];
const UNWANTED = /(^|\/)(tests?|bench|\.github|\.devcontainer|node_modules|\.env[^/]*|[^/]*\.test\.[jt]s)(\/|$)/;
