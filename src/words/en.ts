/**
 * Every word of ours on the page, in English. de.ts says the same in German; TypeScript checks that it has the same
 * names. A name stands for what one part of the page says. Words for states, ends and sizes are shared with terminal
 * and reports.
 *
 * Code imports this file. For a site in another language the build replaces it by the file of that language, and each
 * module of the page's script contains only the words that it uses (src/site/site-words.ts).
 */
import { plural, roughly } from '../runbook/quantities.ts';

export { PROBLEMS } from '../runbook/value-words.ts';
export { STATES, labelOf } from '../runbook/session/state-words.ts';
export { bytes, duration, roughly } from '../runbook/quantities.ts';
export {
  FILE_CHANGES,
  REASONS,
  REFUSALS,
  cutWords,
  endClause,
  endWords,
  folderWords,
  noteWords,
  resultWords,
} from '../runbook/session/reason-words.ts';

/** The text before and after something else. */
type Around = readonly [string, string];

export const steps = (count: number) => plural(count, 'step');
export const checks = (count: number) => plural(count, 'check');
export const lines = (count: number) => plural(count, 'line');

/** What the page knows about its runner. */
export const links = {
  absent: 'No runner',
  offered: 'Not connected yet',
  connecting: 'Connecting …',
  connected: 'Connected',
  lost: 'Connection lost',
  refused: 'Not connected',
  foreign: 'Unknown server',
  'other-version': 'Version mismatch',
  denied: 'Not allowed',
  blocked: 'Blocked',
  unreached: 'Not connected',
};

/** The session bar before any script runs. */
export const barMarkup = {
  label: 'Session',
  noScript: 'You can read this guide and copy its commands. To run its steps, enable JavaScript.',
  passed: 'Steps passed',
  steps: 'Steps',
  close: 'Close',
  help: 'How to run it',
  practice: 'Start practice',
  folder: 'Use my own folder',
  stop: 'Stop all',
  again: 'New session',
  where:
    'Practice works in a fresh copy, which is deleted afterwards. In your own folder, the steps change your files.',
  whereMine: 'The steps of this guide change files in your own folder.',
  next: 'Next step',
  several: 'Run several',
  follow: 'Follow',
  followMore: 'Follow: scroll to what runs',
  session: 'Session',
  sessionMenu: 'Session: reset, undo, history',
  lost: 'The connection was lost: the runner does not answer. If it was stopped, start it again in the same folder, with the same command. This page then reconnects and continues where it was; if it does not, open the link that it printed.',
  gone: 'A part of this page could not be loaded. Reload it, then try again.',
};

/** What the bar says about the session. */
export const bar = {
  count: (done: number, all: number) => `${done} of ${steps(all)}`,
  readOnly: 'read-only',
  noSession: 'no session yet',
  mine: (path: string | undefined) => `My own folder: ${path}`,
  practice: 'Practice copy',
  closed: (where: string) => `${where} · closed`,
};

/** The line of the bar that says what runs or what comes next; the step's name, a link, follows the first word. */
export const now = {
  running: 'Running',
  paused: 'Paused',
  waiting: 'Waiting',
  lost: 'Was running',
  next: 'Next',
  done: (count: number) => (count === 1 ? 'The one step is done.' : `All ${steps(count)} are done.`),
  about: (ms: number) => `about ${roughly(ms)}`,
  atLeast: (ms: number) => `${roughly(ms)} or more`,
  of: (taken: string, about: string) => `${taken} of ${about}`,
  onPage: (title: string) => `on the page “${title}”`,
  asks: 'asks first',
  after: (title: string) => `then “${title}”`,
  more: (count: number, time: string) => `then ${count} more${time && `, ${time}`}`,
};

/** Several steps that one click runs one after another. */
export const several = {
  label: 'Run several steps',
  page: 'Run this page',
  all: 'Run all',
  again: 'Run all from the start',
  here: 'Run to here',
  what: (count: number, pages: number) => (pages > 1 ? `${steps(count)} on ${pages} pages` : steps(count)),
  asks: (title: string) => `It stops before “${title}”, which asks first.`,
  stops: 'It stops at the first step that does not pass.',
};

/** The tab's title and the notification, by the state of the latest run. */
export const tab = {
  running: (step: string, title: string) => `▶ ${step} · ${title}`,
  passed: (step: string, title: string) => `✓ ${step} · ${title}`,
  failed: (step: string, title: string) => `✗ ${step} · ${title}`,
  title: 'Notifications',
  notify: 'Notify me when steps end',
};

/** Why a sequence of steps stopped. */
export const stopped = {
  /** The text before and after the step's name. */
  at: 'Stopped at ',
  because: (why: string) => `: ${why}`,
  asks: 'it asks for confirmation.',
  values: (labels: readonly string[]) => `it needs a value: ${labels.join(', ')}.`,
  failed: 'it did not pass.',
};

/** For a file that cannot be read as a guide. */
export const brokenPage = {
  title: 'This guide cannot be read, so its steps cannot be run.',
  remedy: 'Correct the file: the page then shows the guide again. Other guides are not affected.',
};

export const connection = { lost: 'The connection was lost. Try again.', noAnswer: 'The runner gave no answer.' };

/** A step before any script runs. */
export const stepMarkup = {
  here: 'Run to here',
  link: 'Link to this step',
  linkTo: (title: string) => `Link to ${title}`,
  asksFirst: 'You are asked before it runs.',
  hereOf: (title: string) => `Run to here: all steps up to ${title}`,
  copy: 'Copy',
  copyOf: (title: string) => `Copy ${title}`,
  copyText: 'Copy this text',
  run: 'Run',
  runOf: (title: string) => `Run ${title}`,
  /** For readers who do a step by hand. */
  done: 'Done',
  doneOf: (title: string) => `Done: ${title}`,
  undo: ['undo', 'It undoes what another step did.'] satisfies Around,
  probe: ['only looks', 'It changes nothing.'] satisfies Around,
  service: ['service', 'It keeps running until you stop it.'] satisfies Around,
  macos: 'macOS only',
  linux: 'Linux only',
  file: ['writes a file', 'You see the difference before it is written.'] satisfies Around,
  patch: ['changes files', 'You see the changes before they are made.'] satisfies Around,
  terminal: ['terminal', 'You type into it while it runs.'] satisfies Around,
  never: 'Must not be printed',
  json: 'Expected JSON',
  legend: 'What [..] and the like stand for',
  expected: 'Expected output',
  recommended: 'recommended',
  inPractice: 'In the practice copy',
  inMine: 'In your own folder',
};

/** The legend of placeholders in checks. */
export const legend = {
  title: 'What stands for other text',
  lead: 'A check compares each line with what the program prints. Marked parts stand for text that may differ:',
  rows: [
    ['[..]', 'anything, within the line'],
    ['...', 'any lines, also none'],
    ['[NUMBER]', 'a number; in the same way [VERSION], [UUID] and other kinds of value'],
    ['[port=NUMBER]', 'a number that later steps use as $port'],
    ['[VERSION>=2.0]', 'a version that is 2.0 or newer'],
    ['(?)', 'at the end of a line: it may be missing; (*) and (+): it may come more than once'],
    ['(re)', 'at the end of a line: it is a regular expression'],
  ] satisfies readonly Around[],
  more: 'All of it in the manual',
};

/** The one button of a step. */
export const stepButton = {
  run: 'Run',
  again: 'Run again',
  stop: 'Stop',
  cancel: 'Cancel',
  of: (label: string, title: string) => `${label}: ${title}`,
};

export const scriptLine = { running: 'running', exit: (code: number) => `exit code ${code}` };

export const copying = { copied: 'Copied', denied: 'Not allowed' };

export const check = {
  waiting: (what: string) => `Waiting for ${what}`,
  passed: 'Passed',
  failed: 'Failed',
  running: 'Waiting for this output',
  undecided: 'Not decided',
  passedBut: (ended: string) => `The check passed, but the program ${ended}`,
};

/** Under a check that did not pass. */
export const explanation = {
  expected: (line: number) => `Expected, line ${line}`,
  printed: (line: number) => `Printed, line ${line}`,
  difference: 'Expected and printed, line by line',
};

/** For readers who hear a difference read out. */
export const differences = {
  label: 'Difference',
  expected: 'expected: ',
  printed: 'printed: ',
  earlier: 'earlier: ',
  later: 'later: ',
  removed: 'removed: ',
  added: 'added: ',
};

export const accept = {
  offer: 'Accept this output',
  what: 'If the output is right and the guide is wrong, this rewrites the lines of the check that no longer match.',
  write: 'Write this into the guide',
  cancel: 'Cancel',
  /** The text before and after the file's name. */
  would: ['This would change in ', ':'] satisfies Around,
  written: ['Written into ', '. Run the step again to check it.'] satisfies Around,
};

export const inputs = {
  required: (count: number) => `${count} still needed`,
  set: 'set for this session',
  unset: 'not set',
};

export const inputsMarkup = { title: 'Values that the steps use', optional: 'optional' };

/** A step that asks for values before it runs. */
export const askValues = {
  before: (count: number): string => (count === 1 ? 'This step needs a value:' : 'This step needs values:'),
  run: (count: number): string => (count === 1 ? 'Use it and run' : 'Use them and run'),
  example: (text: string) => `as in ${text}`,
};

/** For a name in a command: what it stands for. */
export const valueInCode = (label: string, value: string | null, given: boolean): string =>
  value === null ? (given ? label : `${label}: no value yet`) : `${label}: ${value}`;

/** Why a value is refused. */
export const values = {
  secret: 'A secret is stored only in a session. Start a session first.',
  wrong: (label: string, problem: string) => `${label} ${problem}.`,
};

/** Above an option that a link led to. */
export const options = { notChosen: 'This option is not chosen, so its steps do not run.' };

export const rail = {
  ticked: 'Marked as done',
  label: 'Steps of this guide',
  asks: 'asks first',
  optional: 'optional',
  done: (done: number, all: number) => `${done} of ${all}`,
};

export const outputMarkup = {
  find: 'Find',
  findIn: 'Find in output',
  wrap: 'Wrap',
  wrapLines: 'Wrap long lines',
  copy: 'Copy',
  copyAll: 'Copy output',
  save: 'Save',
  saveAll: 'Save output',
  compare: 'Compare',
  compareRuns: 'Compare with another run',
  earlier: 'Show earlier output',
  share: 'Copy for a colleague',
  end: 'Jump to the end',
  /** The text before and after the time. */
  silent: [
    'Nothing printed for ',
    '. A program that waits for typed input finds none here, unless its block has the word tty; a server that keeps running needs the word service.',
  ] satisfies Around,
};

export const output = {
  of: (title: string) => `Output of ${title}`,
  none: 'No output',
  noneYet: 'No output yet',
  head: (what: string) => `Output · ${what}`,
  part: (shown: string, whole: string) => [shown, whole].filter(Boolean).join(' of '),
  earlier: (size: string) => `Show earlier output (${size})`,
  printed: (count: number) => `Only the last ${lines(count)} are printed.`,
};

/** The line under an output. */
export const foot = {
  after: (took: string) => `after ${took}`,
  at: (time: string) => `at ${time}`,
  failed: (line: number) => ` · line ${line} failed`,
  attempt: (count: number) => ` · attempt ${count}`,
};

/** What is copied of a failed step, as Markdown. */
export const colleague = {
  failed: (title: string, how: string) => `**${title}**: ${how}`,
  command: 'Command:',
  output: (shown: number, all: number) =>
    shown < all ? `The last ${shown} of ${all} lines of its output:` : 'Output:',
  none: 'No output.',
  why: (check: string) => `Check: ${check}`,
  step: (hash: string) => `step at ${hash}`,
};

export const longLine = { rest: ' … the rest of this line is in the download' };

export const finding = {
  label: 'Find in output',
  none: 'none',
  of: (at: number, all: number) => `${at} of ${all}`,
  previous: 'Previous',
  next: 'Next',
};

export const terminal = {
  title: 'Terminal',
  of: (title: string) => `Terminal of ${title}`,
  typeIn: (title: string) => `Terminal of ${title}: type here. Escape, then Tab leaves it.`,
  hint: 'Type into the terminal. Escape, then Tab leaves it.',
  copy: 'Copy',
  copyShown: 'Copy what the terminal shows',
};

export const keys = {
  title: 'Keys of this page',
  close: 'Close',
  palette: 'Ctrl or ⌘ + K',
  paletteDoes: 'find a step, a page or an action',
  run: 'Ctrl or ⌘ + Enter',
  runDoes: 'run the step that has the focus',
  of: {
    j: 'to the next step',
    k: 'to the step before',
    r: 'run this step',
    s: 'stop this step',
    o: 'to the output of this step',
    b: 'to the session bar',
    '/': 'search all pages',
    '?': 'this list',
  },
  single: 'Single keys work on this site',
};

export const palette = {
  title: 'Go to or do',
  label: 'Steps, pages and actions',
  action: 'Action',
  step: 'Step',
  page: 'Page',
  search: 'Search',
  searchFor: (typed: string) => (typed === '' ? 'Search all pages' : `Search all pages for “${typed}”`),
};

/** What the search of the site says, by Pagefind's names: in the package as it is built, it speaks English only. */
export const search = {
  search_label: 'Search this site',
  clear_search: 'Clear',
  load_more: 'Load more results',
  zero_results: 'No results for [SEARCH_TERM]',
  many_results: '[COUNT] results for [SEARCH_TERM]',
  one_result: '[COUNT] result for [SEARCH_TERM]',
  alt_search: 'No results for [SEARCH_TERM]. Showing results for [DIFFERENT_TERM] instead',
  search_suggestion: 'No results for [SEARCH_TERM]. Try one of the following searches:',
  searching: 'Searching for [SEARCH_TERM] …',
};

export const skip = { bar: 'Skip to the session bar', rail: 'Skip to the steps' };

/** The list of all sessions. */
export const history = {
  title: 'Past sessions',
  none: 'There are none yet.',
  nothing: 'nothing was run',
  show: 'Show',
  showOf: (when: string) => `Show the session of ${when}`,
  shown: 'shown now',
  closed: 'closed',
  /** The text around the command. */
  command: [
    'In a terminal, ',
    ' lists the same, and “sessions compare” sets two of them side by side.',
  ] satisfies Around,
};

/** Two runs of a step, compared. */
export const compare = {
  title: (step: string) => `Compare runs of ${step}`,
  none: 'There is no other run of this step.',
  with: 'Compare with ',
  run: 'Run',
  result: 'Result',
  code: 'Exit code',
  took: 'Took',
  output: 'Output',
  noCode: '–',
  same: 'Both printed the same.',
};

/** What a step asks before it runs. */
export const question = {
  label: 'Before this runs',
  cancel: 'Cancel',
  close: 'Close',
  reload: 'Reload the page',
  needs: (title: string, clause: string) => `This step needs “${title}”, which ${clause}.`,
  goTo: (title: string) => `Go to “${title}”`,
  anyway: 'Run anyway',
  write: 'Write it',
  yes: 'Yes, run it',
  nothingToUndo: 'There is nothing to undo yet.',
  inMine: 'In your own folder ',
};

/** Where a guide should run. */
export const place = {
  mine: 'This guide will run in your own folder and can change your own files.',
  ask: 'Where should this guide run? A practice copy is deleted afterwards and does not touch your own files.',
  practice: 'Start practice',
  folder: 'Use my own folder',
};

export const folder = {
  path: 'Absolute path of your project',
  which: 'Which folder is your project in?',
  look: 'Look at it',
  use: 'Work in this folder',
  changes: 'The steps will change this folder, not a copy: ',
  missing: ' is not there',
};

/** What a step does to a file; the file's name follows. */
export const changes = { create: 'Creates', change: 'Changes', delete: 'Deletes' };

export const undo = {
  offer: (title: string) => `Undo: ${title}`,
  files: 'restores the files as they were',
  runs: (title: string) => `runs “${title}”`,
  not: (why: string) => `Not undone: ${why}.`,
  later: (title: string) => `“${title}” ran later and can be undone too.`,
  both: 'Undo both, the later one first',
  these: (count: number) => `Undo these ${count} steps, the last one first`,
  only: 'Undo only this one',
  all: 'Undo all',
};

export const menu = {
  shell: (version: string) => `bash ${version} at `,
  reset: 'Reset to a fresh practice copy',
  restart: 'Close and start a new session',
  practice: 'New practice session',
  folder: 'New session in my own folder',
  report: 'Save the report as a page',
  reportMarkdown: 'Save the report as Markdown',
  thisSession: 'This session',
  undo: 'Undo, latest step first',
  others: 'Other sessions',
  pastSessions: 'All past sessions',
  history: 'History',
  closed: (when: string) => `${when} · closed`,
  underWay: 'under way',
  past: (when: string, outcome: string) => `${when} · ${outcome}`,
  later: ' · run again later',
  /** The text around the keys Ctrl+Enter and Esc. */
  keys: [' in a step runs it; ', ' closes a question.'] satisfies Around,
};

/** Why nothing can run now, and what to do. Text between backticks is a command. */
export const noRunner = {
  connect: 'Connect to my runner',
  connectAgain: 'Connect again',
  tryAgain: 'Try again',
  edited: 'It was edited. Reload the page to see what would run.',
  otherCopy:
    'Nothing was run. Open this page in your local runner to see what would run, or update your copy of the project and restart the runner.',
  differs: (wayOut: string) => `The guide on this machine differs from this page. ${wayOut}`,
  ownTab: 'Open this page in its own tab',
  local: 'Open this page in your local runner',
  port: 'port',
  itsPort: 'Its port: ',
  anyBrowser: (start: string) =>
    `In any browser: run \`${start}\` in your copy of the project. It serves this guide and prints its port.`,
  noCopy: 'Without a copy of the project',
  installed: (command: string) =>
    `With Guidepost installed: run \`${command}\`. It shows what would run, asks you, and serves this guide.`,
  lost: (pair: string) =>
    `The runner no longer answers. If it was stopped, start it again with ${pair} and open the link that it prints for this site, and connect there. This page then continues where it was; on another port it asks you to connect first.`,
  refused:
    'This page was opened with the key of an earlier runner. Open the link that the runner printed in its terminal.',
  foreign:
    'Another program answers on the runner’s port. Nothing was sent to it. Open the link that your runner printed in its terminal.',
  'other-version':
    'This page and the runner have different versions. Open this page in your local runner, or update the older of the two: your copy of the project, or this site.',
  noAnswerYet: 'The runner has not answered yet. Try again in a moment.',
  asking: 'Your browser may be asking whether this site may access your device. Allow it to connect to the runner.',
  offered: (port: string) =>
    `Chromium and recent versions of Firefox ask whether this site may access other apps and services on this device. Allow it, and steps run on your own machine, in the runner on port ${port}.`,
  denied:
    'Your browser does not let this site access other apps and services on this device. Allow it in the site settings beside the address, then connect again.',
  blocked: (port: string, pair: string) =>
    `Safari does not let a site access a program on your machine: open this page in your local runner instead. In any other browser, no runner on port ${port} accepts this page: start it with ${pair} and open the link that it prints for this site.`,
  unreached: (port: string, pair: string) =>
    `No runner on port ${port} accepts this page. It is not running, was started without this site, or was restarted and has new keys. Run ${pair} in your copy of the project and open the link that it prints for this site. If your browser asked for permission and you dismissed it, try again and allow it.`,
  framed: 'Steps do not run inside another page.',
  noKey:
    'This tab has no key to the runner. Open the link that the runner printed in its terminal. Guides that you open from there can run too.',
  hosted: 'Steps run on your own machine, never on this site.',
};

/** The first page of a guide, in the navigation. */
export const overview: string = 'Overview';

/** The first page of a guide, before its text. */
export const start = {
  label: 'At a glance',
  takes: 'Takes',
  size: (count: number, pages: number, checked: number) =>
    `${steps(count)}${pages > 1 ? ` on ${pages} pages` : ''}, ${checks(checked)}`,
  about: (time: string) => `${time} or more`,
  needs: 'Needs',
  bash: (version: string) => `bash ${version} or newer.`,
  values: (labels: readonly string[]) => `You are asked for: ${labels.join(', ')}.`,
  changes: 'Changes',
  asks: 'Asks first',
  files: 'The difference is shown before these files are written:',
  dangers: (count: number) => (count === 1 ? 'One step asks before it runs' : `${count} steps ask before they run`),
  practice: 'Practice copy',
  inPractice: 'A small project, copied anew for each session and deleted afterwards. Your own project is left alone.',
  mine: 'My own folder',
  inFolder: 'A folder that you choose. You see which folder it is before the steps change anything in it.',
  inMine: 'The folder that the runner was started in. The steps change what is in it.',
};

/** The front page of a site that has none of its own. */
export const landing = {
  resume: (title: string, done: string) => `Continue at “${title}” · ${done}`,
  description: 'Guides whose steps run and whose checks tell the truth',
  title: 'Guides whose steps run',
  /** The text around the name of the button. */
  lead: [
    'Click ',
    ', watch the output arrive under the step, and see a check turn green only when the program printed what the guide promised.',
  ] satisfies Around,
  open: (title: string) => `Open “${title}”`,
  write: 'Write your own',
  demo: 'A step that has passed',
  demoTitle: 'Start the backend',
  guides: 'Guides',
  practice: 'practice copy',
  how: 'How it works',
  reasons: [
    [
      'It runs on your machine',
      'A small runner serves this site on 127.0.0.1 and runs the steps in your own bash, in order, with the state carried along.',
    ],
    [
      'It tells the truth',
      'A check passes when the output matches what the guide says, line by line. When it does not, the page shows which line, which character, and what to do.',
    ],
    [
      'It can be rehearsed',
      'A practice copy is a small real project, made anew for each session, so that nothing of yours is touched.',
    ],
  ] satisfies readonly Around[],
};

export const notFound = {
  title: 'There is no such page',
  text: 'It may have been moved or renamed, or the address was mistyped. The guides of this site:',
  home: 'To the front page',
};
