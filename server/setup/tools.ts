import { execa } from 'execa';

/** A program on the reader's machine that Guidepost or its practice workspace needs. */
export interface Tool {
  readonly name: string;
  /** The end of a sentence that begins with "… is needed". */
  readonly purpose: string;
  readonly least: readonly [number, number] | null;
  /** Commands by which it may be installed, the preferred one first. */
  readonly commands: readonly string[];
  readonly macos: string;
  readonly debian: string;
}

export const BASH: Tool = {
  name: 'bash',
  purpose: 'to run the blocks of a guide',
  least: [3, 2],
  commands: ['bash'],
  macos: 'it is part of macOS: /bin/bash should be on PATH',
  debian: 'apt-get install -y bash',
};

export const GIT: Tool = {
  name: 'git',
  purpose: 'for the steps of a guide that commit',
  least: null,
  commands: ['git'],
  macos: 'xcode-select --install',
  debian: 'apt-get install -y git',
};

export const PYTHON: Tool = {
  name: 'Python',
  purpose: 'for the practice workspace of the migration guide',
  least: [3, 11],
  commands: ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11'],
  macos: 'brew install python@3.13',
  debian: 'apt-get install -y python3 python3-venv',
};

/** One sentence for each tool that is missing or too old, which says how to install it. */
export async function missingTools(
  tools: readonly Tool[],
  platform: NodeJS.Platform = process.platform,
): Promise<string[]> {
  const found = await Promise.all(tools.map(findVersion));
  return tools.flatMap((tool, index) => {
    const version = found[index] ?? null;
    return isEnough(tool, version) ? [] : [sentence(tool, version, platform)];
  });
}

type Version = readonly [number, number];

/** The newest version that the tool's commands report; null if none of them runs. */
async function findVersion({ commands }: Tool): Promise<Version | null> {
  const versions = await Promise.all(commands.map(async (command) => parseVersion(await output(command))));
  return versions.reduce((best, next) => (next && (!best || isAtLeast(next, best)) ? next : best), null);
}

function parseVersion(text: string): Version | null {
  const match = /(\d+)\.(\d+)/.exec(text);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

function isEnough({ least }: Tool, version: Version | null): boolean {
  return version !== null && (least === null || isAtLeast(version, least));
}

function isAtLeast([major, minor]: Version, [leastMajor, leastMinor]: Version): boolean {
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

function sentence(
  { name, purpose, least, macos, debian }: Tool,
  version: Version | null,
  platform: NodeJS.Platform,
): string {
  const wanted = least ? `${name} ${least.join('.')} or newer` : name;
  const state = version ? `version ${version.join('.')} is installed` : 'it was not found';
  return `${wanted} is needed ${purpose}; ${state}. Install it with: ${platform === 'darwin' ? macos : debian}`;
}

async function output(command: string): Promise<string> {
  const { failed, stdout } = await execa(command, ['--version'], { reject: false, timeout: 10_000, stdin: 'ignore' });
  return failed ? '' : stdout;
}
