/**
 * All words that may follow the language of a fence. The parser uses this table, the manual's reference and the JSON
 * schema are generated from it, and a Block has a field for each word. To add one, add a row here and run
 * `npm run generate`; CONTRIBUTING.md lists what else to do.
 */
import { ready } from './ready.ts';
import { count, duration, exitCode, id, ids, newId, oneOf, text, type WordType, version } from './word-types.ts';

/** A word without a value. */
interface Flag {
  /** The explanation in the manual and in editors, in Markdown. */
  readonly help: string;
}

/** A word with a value; `absent` is the value if the word is missing. */
interface Valued<T, Absent> extends Flag {
  readonly type: WordType<T>;
  readonly absent: Absent;
}

export type Word = Flag | Valued<unknown, unknown>;

const NONE: readonly string[] = [];

export const WORDS = {
  block: {
    probe: flag('A block that only looks: exit code 0 means passed, 2 means a warning, any other means failed.'),
    service: flag('A block that keeps running.'),
    run: flag('Run a fence in a language that is not a shell.'),
    tty: flag('Give the block a real terminal.'),
    patch: flag('The text is a unified diff: show what it changes, then apply it.'),
    optional: flag(
      'The block can be run, but is not counted as a step: `guidepost run` leaves it out without `--optional`.',
    ),
    'no-run': flag('Show the fence, but never run it.'),
    id: value(newId, 'Its name in `needs=`, on the command line and in reports. Default: made from its heading.'),
    title: value(
      text,
      'Its title on the page. Default: its heading; if several blocks share the heading, the first command.',
    ),
    with: value(text, "The command that receives the script's file as its last argument, such as `psql -f`."),
    cwd: value(text, 'The directory that it starts in; `$NAME` is replaced by the value of that variable.'),
    about: value(
      duration,
      'How long it usually takes. The page shows this until the block has passed once on this machine.',
    ),
    timeout: value(duration, 'How long it may take; for a service, how long until it is ready.'),
    stop: value(duration, 'How long it has to end after Stop before it is killed. Default: 3s; for a service, 30s.'),
    needs: value(ids, 'The blocks that must have passed first.', NONE),
    confirm: value(text, 'Ask the reader before it runs, with this reason; `$NAME` shows the value of that input.'),
    ready: value(ready, 'What makes a service ready; `output` means that its checks have passed.'),
    retry: value(count, 'How many more times to try a block that fails.', 0),
    bash: value(version, 'The oldest bash that it runs in. On macOS, bash is 3.2 unless a newer one is installed.'),
    os: value(oneOf('linux', 'macos'), 'The only system that it runs on.'),
    undo: value(id, 'The block that undoes this one.'),
    tags: value(ids, 'Names for `guidepost run --tag`: `slow,network`.', NONE),
    file: value(
      text,
      'Show the difference from this file, then write the text to it; `$NAME` in the path is replaced.',
    ),
  },
  check: {
    check: flag('This fence is a check.'),
    exit: value(exitCode, 'The exit code that passes. Default: 0.', 0),
    within: value(duration, 'How long to wait for the output. After that, the check is undecided.'),
    every: value(duration, 'Run the block again at this interval until the check passes.'),
    unordered: flag('The lines may come in any order.'),
    never: flag('None of these lines may be printed.'),
    exact: flag('Compare the output as it is: escape sequences, trailing spaces and `\\r` count.'),
    eol: flag('On an `exact` check: a last line without a line ending is compared as `text (no-eol)`.'),
    stream: value(oneOf('stdout', 'stderr'), 'Look at only one of the two streams.', 'both'),
    of: value(id, 'The block that it checks. Default: the nearest block above.'),
  },
} as const satisfies Record<string, Readonly<Record<string, Word>>>;

export type Where = keyof typeof WORDS;

/**
 * The words that a block may have if it changes a file (`file=`, `patch`). Every other one is about a script that runs,
 * or is `undo`, which such a block already has.
 */
export const ALSO_ON_CHANGES: readonly string[] = [
  'file',
  'patch',
  'id',
  'title',
  'cwd',
  'needs',
  'confirm',
  'about',
  'optional',
  'no-run',
  'os',
  'bash',
  'tags',
] satisfies readonly (keyof typeof WORDS.block)[];

/** The words of a fence: a field for each word that it may have. */
export type WordsOn<On extends Where> = {
  readonly [Name in keyof (typeof WORDS)[On]]: (typeof WORDS)[On][Name] extends Valued<infer T, infer Absent>
    ? T | Absent
    : boolean;
};

export function takesValue(word: Word): word is Valued<unknown, unknown> {
  return 'type' in word;
}

function flag(help: string): Flag {
  return { help };
}

function value<T>(type: WordType<T>, help: string): Valued<T, null>;
function value<T, const Absent>(type: WordType<T>, help: string, absent: Absent): Valued<T, Absent>;
function value<T>(type: WordType<T>, help: string, absent: unknown = null): Valued<T, unknown> {
  return { type, help, absent };
}
