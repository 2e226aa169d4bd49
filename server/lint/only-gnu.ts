/**
 * Features of the tools of GNU or Linux that those of macOS do not have. Source: POSIX, and the manual pages of
 * FreeBSD, from which macOS took its tools. content/manual/on-macos.md says what to write instead.
 */

/** Something that a portable script must not use. */
export interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  /** What to write instead, if there is a single answer. */
  readonly instead?: string;
  /** Examples that the pattern must find. */
  readonly examples: readonly string[];
  /** Similar examples that it must not find. */
  readonly fine?: readonly string[];
}

/** Matches a call of a tool, in the position of a command, with these arguments. */
const call = (tool: string, args: string) =>
  new RegExp(
    String.raw`(^|[;&|({!]|\$\(|\b(?:do|then|else|if|while|until|exec|sudo|env|xargs)\s)\s*(?:\w+=\S*\s+)*(?:${tool})(?=[\s)]|$)(?:(?![;&|]).)*?${args}`,
  );

const LONG =
  'basename|cat|chmod|chown|cp|cut|date|df|dirname|du|env|find|head|id|install|ln|ls|mkdir|mktemp|mv|od|paste|ps|readlink|rm|rmdir|sed|sleep|sort|split|stat|tail|tee|touch|tr|uname|uniq|wc|xargs';

export const ONLY_GNU: readonly Rule[] = [
  {
    name: 'long options of the basic tools',
    instead: 'write the short one',
    pattern: call(LONG, String.raw`\s--[a-z]`),
    examples: ['cp --parents a b', 'x | sort --unique', 'rm --force x'],
    fine: ['git ls-files --others', 'rm -- -x', 'npm run --silent sort'],
  },
  {
    name: 'sed -i without a suffix',
    instead: 'write sed -i.bak, and remove the copy',
    pattern: call('sed', String.raw`\s-[nE]*i(\s|$)(?!'')(?!"")`),
    examples: ["sed -i 's/a/b/' f", "sed -n -i '' f".replace(" ''", " '1d'")],
    fine: ["sed -i '' 's/a/b/' f", "sed -i.bak 's/a/b/' f", "sed -n 's/-i /x/p' f"],
  },
  {
    name: 'sed -r, -s, -z',
    instead: 'write sed -E for sed -r',
    pattern: call('sed', String.raw`\s-[nEi]*[rsz]\b`),
    examples: ["sed -r 's/(a)/b/' f", 'sed -nz p f'],
    fine: ["sed -E 's/(a)/b/' f"],
  },
  {
    name: 'GNU operators in a basic expression of sed or grep',
    instead: 'write sed -E or grep -E, without the backslash',
    pattern: call('sed|grep', String.raw`\\[+?|]`),
    examples: ["sed 's/a\\+/b/' f", "grep 'a\\|b' f"],
    fine: ["sed 's/a*/b/' f"],
  },
  {
    name: 'readlink -f, -e, -m',
    instead: 'write cd … && pwd -P',
    pattern: call('readlink', String.raw`\s-\w*[fem]`),
    examples: ['p=$(readlink -f x)'],
    fine: ['readlink x'],
  },
  {
    name: 'date -d, -I, %N and friends',
    instead: 'write date -j -f on macOS, or leave it to Python',
    pattern: call('date', String.raw`(\s-\w*[dI]|%N|%3N|%P)`),
    examples: ['date -d yesterday', 'date +%s%N'],
    fine: ['date +%F', 'date -u +%s'],
  },
  {
    name: 'grep -P',
    instead: 'write grep -E',
    pattern: call('grep|git grep', String.raw`\s-\w*P`),
    examples: ["grep -oP 'a' f", 'x | grep -P a'],
    fine: ["grep -E 'P' f"],
  },
  {
    name: 'xargs -r, -d, -a',
    instead: 'BSD xargs runs nothing without input',
    pattern: call('xargs', String.raw`\s-\w*[rda](\s|$)`),
    examples: ['x | xargs -r rm', "x | xargs -d '\\n' rm"],
    fine: ['x | xargs -n 1 rm', 'x | xargs -0 rm'],
  },
  {
    name: 'stat -c',
    instead: 'write wc -c for a size',
    pattern: call('stat', String.raw`\s-\w*c`),
    examples: ['stat -c %s f'],
    fine: ['stat -f %z f'],
  },
  {
    name: 'mktemp -p, -u with a suffix',
    instead: 'write mktemp -d',
    pattern: call('mktemp', String.raw`(\s-\w*p|X{3}\.\w)`),
    examples: ['mktemp -p /tmp', 'mktemp /tmp/XXXXXX.txt'],
    fine: ['mktemp -d', 'mktemp -d "${TMPDIR:-/tmp}/x.XXXXXX"'],
  },
  {
    name: 'cp and mv -t, -T, -u, cp -d',
    pattern: call('cp|mv', String.raw`\s-\w*[tTud](\s|$)`),
    examples: ['cp -t d f', 'mv -T a b', 'cp -u a b'],
    fine: ['cp -R a b', 'cp -p a b', 'mv -n a b'],
  },
  {
    name: 'ln -r, -T; install -D',
    pattern: call('ln|install', String.raw`\s-\w*[rTD](\s|$)`),
    examples: ['ln -sr a b', 'install -D a b'],
    fine: ['ln -sf a b'],
  },
  {
    name: 'head and tail with a count from the other end',
    pattern: call('head', String.raw`\s-[nc]\s*-\d`),
    examples: ['head -n -1 f'],
    fine: ['head -n 1 f', 'tail -n +2 f'],
  },
  {
    name: 'find -printf, -regextype, -executable, -readable, -writable',
    pattern: call('find', String.raw`\s-(printf|regextype|executable|readable|writable)\b`),
    examples: ["find . -printf '%p'", 'find . -executable'],
    fine: ['find . -type f -perm -u+x'],
  },
  {
    name: 'find without a place',
    instead: 'write find .',
    pattern: /(^|[;&|({]|\$\()\s*find\s+-(name|type|path|iname|maxdepth)/,
    examples: ['find -name x'],
    fine: ['find . -name x'],
  },
  {
    name: 'sleep with a unit',
    instead: 'write seconds',
    pattern: call('sleep', String.raw`\s(\d+[smhd]|infinity)`),
    examples: ['sleep 1m', 'sleep infinity'],
    fine: ['sleep 1.5'],
  },
  {
    name: 'base64 -w, du -b',
    pattern: new RegExp(`${call('base64', String.raw`\s-\w*w`).source}|${call('du', String.raw`\s-\w*b`).source}`),
    examples: ['base64 -w0 f', 'du -sb d'],
    fine: ['base64 f', 'du -sk d'],
  },
  {
    name: 'tar with GNU words',
    pattern: call('tar', String.raw`\s--(transform|wildcards|owner|group|sort|mtime|xform)`),
    examples: ['tar --transform s/a/b/ -cf x y'],
    fine: ['tar -xzf x', 'tar -C d -cf x y'],
  },
  {
    name: 'ps with GNU words, -o cmd, --forest',
    instead: 'write ps -o command=',
    pattern: call('ps', String.raw`(\s--|\s-?o\s*\S*\bcmd\b|f\s+--forest)`),
    examples: ['ps -o pid,cmd', 'ps --ppid 1'],
    fine: ['ps -o pid=,command=', 'ps aux'],
  },
  {
    name: 'a program that only Linux has',
    pattern: call(
      'timeout|setsid|nproc|free|ss|ip|tac|sha256sum|sha1sum|md5sum|stdbuf|numfmt|systemctl|service|apt|apt-get|dnf|yum|ldd|pidof|fuser|xdg-open|watch|shuf|unshare|prlimit|ionice|flock|getent|useradd',
      '',
    ),
    examples: ['timeout 5 x', 'x=$(nproc)', 'y | sha256sum', 'sudo apt-get install x'],
    fine: ['pip install timeout', 'npm run watch', '--timeout 5'],
  },
  {
    name: '/proc, /dev/shm, /sys',
    pattern: /(^|[\s"'=<>])\/(proc|sys|dev\/shm)\//,
    examples: ['cat /proc/cpuinfo', 'ls "/dev/shm/x"'],
    fine: ['cat x/proc/y'],
  },
];
