/**
 * Every word of the page in German. What the runner says of a run (why a check failed, why it refuses) is English, as
 * on the command line.
 */
import type { End } from '../runbook/model.ts';
import { duration as plain, inUnit, roughly } from '../runbook/quantities.ts';
import type { RunView } from '../runbook/session/view.ts';
import type * as en from './en.ts';

export const duration: typeof en.duration = (ms) => plain(ms).replace('.', ',');

export const STATES: typeof en.STATES = {
  idle: { label: 'Nicht ausgeführt', clause: 'wurde noch nicht ausgeführt' },
  queued: { label: 'Wartet', clause: 'wartet noch' },
  running: { label: 'Läuft', clause: 'läuft noch' },
  ready: { label: 'Bereit', clause: 'ist bereit' },
  passed: { label: 'Bestanden', clause: 'ist bestanden' },
  warning: { label: 'Warnung', clause: 'ist mit einer Warnung bestanden' },
  failed: { label: 'Fehlgeschlagen', clause: 'ist fehlgeschlagen' },
  cancelled: { label: 'Angehalten', clause: 'wurde angehalten' },
  interrupted: { label: 'Unterbrochen', clause: 'wurde unterbrochen' },
  lost: { label: 'Lief, als die Verbindung abbrach', clause: 'lief, als die Verbindung abbrach' },
  stale: { label: 'Veraltet', clause: 'ist veraltet' },
  undone: { label: 'Rückgängig gemacht', clause: 'wurde rückgängig gemacht' },
};

export { roughly };

export const labelOf: typeof en.labelOf = (state, run) =>
  state === 'lost' && run?.startedAt === null ? 'Wartete, als die Verbindung abbrach' : STATES[state].label;

export function resultWords({ passed, failed, other }: Parameters<typeof en.resultWords>[0]): string {
  const said = [
    passed > 0 && `${passed} bestanden`,
    failed > 0 && `${failed} nicht bestanden`,
    other > 0 && `${other} nicht beendet`,
  ];
  return said.filter(Boolean).join(', ');
}

export const REASONS: typeof en.REASONS = {
  diskFull: 'auf der Festplatte ist kein Platz mehr',
  shownLimit: 'mehr zeigt die Seite nicht; der Rest steht in der Datei der Sitzung',
  keptLimit: 'mehr wird nicht aufbewahrt; was darüber hinausging, wurde verworfen',
  runnerGone: 'der Runner wurde beendet',
  needs: (what) => `vorausgesetzt wird ${what}`,
};

export const FILE_CHANGES: typeof en.FILE_CHANGES = {
  file: (path) => `Schreibt die Datei ${path}.`,
  patch: (paths) => `Ändert ${paths.join(', ')}.`,
};

export const REFUSALS: typeof en.REFUSALS = {
  unknown: (id: string) => `In dieser Anleitung gibt es keinen Block ${id}.`,
  differs: 'Die Anleitung auf diesem Rechner ist eine andere als diese Seite. Laden Sie die Seite neu.',
  closed: 'Diese Sitzung ist geschlossen.',
  asked: (run: string) => `Der Lauf ${run} wurde schon verlangt.`,
  needs: (needed: readonly string[]) => `Vorausgesetzt wird: ${needed.join(', und ')}.`,
  need: (title: string, clause: string) => `„${title}“ ${clause}`,
  needsBash: (bash) => `Vorausgesetzt wird ${bash}`,
  bash: (wanted, { path, version }, os) =>
    `bash ${wanted}, und ${path} ist ${version}: installieren Sie ${os === 'macos' ? 'eine mit `brew install bash`' : 'eine neuere'} und starten Sie Guidepost neu, oder nennen Sie eine in GUIDEPOST_BASH.`,
  showsFirst: 'Dieser Schritt zeigt erst, was er ändert.',
  system: { linux: 'Dieser Schritt ist für Linux.', macos: 'Dieser Schritt ist für macOS.' },
  only: {
    practice: 'Dieser Schritt gehört zur Übungskopie.',
    mine: 'Dieser Schritt gehört zum eigenen Ordner.',
  },
  option: (option, group) => `Dieser Schritt gehört zur Möglichkeit ${option} von ${group}, die nicht gewählt ist.`,
  noValue: (label: string) => `${label} braucht zuerst einen Wert.`,
};

export const PROBLEMS: typeof en.PROBLEMS = {
  needed: 'wird gebraucht',
  tooLong: 'ist länger als 8 KiB',
  unfit: 'enthält Zeichen, die kein Programm annimmt',
  pattern: (pattern) => `passt nicht zum Muster \`${pattern}\``,
  int: 'muss eine ganze Zahl sein',
  bool: 'muss true oder false sein',
  enum: (allowed) => `muss eines von diesen sein: ${allowed.join(', ')}`,
  url: 'muss eine Adresse wie http://localhost:8000 sein',
  path: 'muss ein Pfad in einer Zeile sein',
};

export function folderWords(problem: Parameters<typeof en.folderWords>[0]): string {
  switch (problem.is) {
    case 'relative':
      return 'Dieser Pfad ist nicht absolut. Geben Sie einen an, der mit / beginnt.';
    case 'absent':
      return 'Diesen Ordner gibt es nicht.';
    case 'below-file':
      return 'Diesen Ordner gibt es nicht: ein Teil seines Pfads ist eine Datei.';
    case 'circle':
      return 'Diesen Ordner gibt es nicht: ein Link auf seinem Pfad führt zu sich selbst zurück.';
    case 'closed':
      return 'Sie dürfen diesen Ordner nicht öffnen.';
    case 'file':
      return 'Das ist kein Ordner.';
    case 'other':
      return `Das ist nicht das Projekt, denn darin fehlt: ${problem.lacks.join(', ')}.`;
    case 'unknown':
      return `Das System kann diesen Ordner nicht öffnen: ${problem.why}`;
  }
}

export function endWords(end: End): string {
  switch (end.how) {
    case 'exited':
      return `Exit-Code ${end.code}`;
    case 'signalled':
      return `beendet durch ${end.signal}`;
    case 'timed-out':
      return end.waiting === undefined
        ? `nach ${duration(end.after)} abgebrochen`
        : `nach ${duration(end.after)} nicht bereit, gewartet wurde auf ${end.waiting}`;
    case 'cancelled':
      return 'angehalten';
    case 'interrupted':
      return `unterbrochen: ${end.why ?? REASONS.runnerGone}`;
    case 'not-started':
      return `nicht gestartet: ${end.why}`;
  }
}

export function endClause(end: End): string {
  return end.how === 'exited' ? `endete mit ${endWords(end)}` : `wurde ${endWords(end)}`;
}

export function cutWords({ size, why }: NonNullable<RunView['cut']>): string {
  const reasons = { cap: REASONS.shownLimit, kept: REASONS.keptLimit, disk: REASONS.diskFull };
  return `nur die ersten ${bytes(size)} der Ausgabe werden gezeigt: ${reasons[why]}`;
}

export function noteWords(
  { background, end, killAt, paused, forgotten, verdicts }: RunView,
  now: number,
): string | null {
  if (killAt !== null && end === null) {
    const left = killAt - now;
    return `Wird angehalten. ${left > 0 ? `In ${duration(Math.ceil(left / 1000) * 1000)} wird das Programm abgebrochen.` : 'Das Programm wird abgebrochen.'}`;
  }
  if (paused !== null)
    return `Pausiert: Ein Signal hat ${paused.name} (Prozess ${paused.pid}) angehalten. \`kill -CONT ${paused.pid}\` in einem Terminal setzt es fort.`;
  if (end !== null && forgotten !== null) return `Spätere Blöcke finden nicht, was dieser gesetzt hat: ${forgotten}.`;
  if (!background) return null;
  if (end === null)
    return 'Die Befehle sind beendet. Der Schritt wartet einen Augenblick auf Ausgaben seiner Hintergrundprozesse.';
  const added = 'Hintergrundprozesse dieses Schritts laufen noch. Was sie ausgeben, wird hier angefügt';
  const failed = [...verdicts.values()].some(({ outcome }) => outcome === 'failed');
  return failed ? `${added}, kommt aber für die fehlgeschlagene Prüfung zu spät.` : `${added}.`;
}

export function bytes(count: number): string {
  const [amount, unit] = inUnit(count);
  return unit === null ? counted(count, 'Byte', 'Bytes') : `${amount.replace('.', ',')} ${unit}`;
}

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString('de')} ${count === 1 ? one : many}`;
export const steps: typeof en.steps = (count) => counted(count, 'Schritt', 'Schritte');
export const checks: typeof en.checks = (count) => counted(count, 'Prüfung', 'Prüfungen');
export const lines: typeof en.lines = (count) => counted(count, 'Zeile', 'Zeilen');

export const links: typeof en.links = {
  absent: 'Kein Runner',
  offered: 'Noch nicht verbunden',
  connecting: 'Verbindung wird aufgebaut …',
  connected: 'Verbunden',
  lost: 'Verbindung verloren',
  refused: 'Nicht verbunden',
  foreign: 'Unbekannter Server',
  'other-version': 'Andere Version',
  denied: 'Nicht erlaubt',
  blocked: 'Gesperrt',
  unreached: 'Nicht verbunden',
};

export const barMarkup: typeof en.barMarkup = {
  label: 'Sitzung',
  noScript:
    'Sie können diese Anleitung lesen und ihre Befehle kopieren. Um ihre Schritte auszuführen, schalten Sie JavaScript ein.',
  passed: 'Bestandene Schritte',
  steps: 'Schritte',
  close: 'Schließen',
  help: 'So wird ausgeführt',
  practice: 'Übung beginnen',
  folder: 'Eigenen Ordner verwenden',
  stop: 'Alles anhalten',
  again: 'Neue Sitzung',
  where:
    'Die Übung arbeitet in einer frischen Kopie, die danach gelöscht wird. Im eigenen Ordner ändern die Schritte Ihre Dateien.',
  whereMine: 'Die Schritte dieser Anleitung ändern Dateien in Ihrem eigenen Ordner.',
  next: 'Nächster Schritt',
  several: 'Mehrere ausführen',
  follow: 'Mitgehen',
  followMore: 'Mitgehen: zu dem blättern, was läuft',
  session: 'Sitzung',
  sessionMenu: 'Sitzung: neu anfangen, rückgängig machen, Verlauf',
  lost: 'Die Verbindung ist verloren: der Runner antwortet nicht. Wurde er beendet, starten Sie ihn im selben Ordner mit demselben Befehl. Diese Seite verbindet sich dann wieder und macht weiter, wo sie war; tut sie es nicht, öffnen Sie den Link, der ausgegeben wurde.',
  gone: 'Ein Teil dieser Seite konnte nicht geladen werden. Laden Sie sie neu und versuchen Sie es noch einmal.',
};

export const bar: typeof en.bar = {
  count: (done, all) => `${done} von ${counted(all, 'Schritt', 'Schritten')}`,
  readOnly: 'nur lesen',
  noSession: 'noch keine Sitzung',
  mine: (path) => `Eigener Ordner: ${path}`,
  practice: 'Übungskopie',
  closed: (where) => `${where} · geschlossen`,
};

export const now: typeof en.now = {
  running: 'Läuft',
  paused: 'Pausiert',
  waiting: 'Wartet',
  lost: 'Lief zuletzt',
  next: 'Als Nächstes',
  done: (count) => `${counted(count, 'Schritt ist', 'Schritte sind')} erledigt. Das war alles.`,
  about: (ms) => `etwa ${roughly(ms)}`,
  atLeast: (ms) => `${roughly(ms)} oder mehr`,
  of: (taken, about) => `${taken} von ${about}`,
  onPage: (title) => `auf der Seite „${title}“`,
  asks: 'fragt erst nach',
  after: (title) => `danach „${title}“`,
  more: (count, time) => `danach noch ${count}${time && `, ${time}`}`,
};

export const several: typeof en.several = {
  label: 'Mehrere Schritte ausführen',
  page: 'Diese Seite ausführen',
  all: 'Alles ausführen',
  again: 'Alles von Anfang an ausführen',
  here: 'Bis hier ausführen',
  what: (count, pages) => (pages > 1 ? `${steps(count)} auf ${pages} Seiten` : steps(count)),
  asks: (title) => `Hält vor „${title}“ an: dieser Schritt fragt erst nach.`,
  stops: 'Hält beim ersten Schritt an, der nicht bestanden ist.',
};

export const tab: typeof en.tab = {
  running: (step, title) => `▶ ${step} · ${title}`,
  passed: (step, title) => `✓ ${step} · ${title}`,
  failed: (step, title) => `✗ ${step} · ${title}`,
  title: 'Benachrichtigungen',
  notify: 'Benachrichtigen, wenn Schritte enden',
};

export const stopped: typeof en.stopped = {
  at: 'Angehalten bei ',
  because: (why) => `: ${why}`,
  asks: 'der Schritt fragt erst nach.',
  values: (labels) => `der Schritt braucht einen Wert: ${labels.join(', ')}.`,
  failed: 'der Schritt ist nicht bestanden.',
};

export const brokenPage: typeof en.brokenPage = {
  title: 'Diese Anleitung ist nicht lesbar; ihre Schritte lassen sich nicht ausführen.',
  remedy:
    'Berichtigen Sie die Datei: dann zeigt die Seite die Anleitung wieder. Andere Anleitungen sind nicht betroffen.',
};

export const connection: typeof en.connection = {
  lost: 'Die Verbindung ist verloren. Versuchen Sie es noch einmal.',
  noAnswer: 'Der Runner hat nicht geantwortet.',
};

export const stepMarkup: typeof en.stepMarkup = {
  here: 'Bis hier ausführen',
  link: 'Link zu diesem Schritt',
  linkTo: (title) => `Link zu ${title}`,
  asksFirst: 'Vorher wird nachgefragt.',
  hereOf: (title) => `Bis hier ausführen: alle Schritte bis ${title}`,
  copy: 'Kopieren',
  copyOf: (title) => `Kopieren: ${title}`,
  copyText: 'Diesen Text kopieren',
  run: 'Ausführen',
  runOf: (title) => `Ausführen: ${title}`,
  done: 'Erledigt',
  doneOf: (title) => `Erledigt: ${title}`,
  undo: ['macht rückgängig', 'Er macht rückgängig, was ein anderer Schritt getan hat.'],
  probe: ['sieht nur nach', 'Er ändert nichts.'],
  service: ['Dienst', 'Er läuft weiter, bis Sie ihn anhalten.'],
  macos: 'nur macOS',
  linux: 'nur Linux',
  file: ['schreibt eine Datei', 'Sie sehen den Unterschied, bevor sie geschrieben wird.'],
  patch: ['ändert Dateien', 'Sie sehen die Änderungen, bevor sie gemacht werden.'],
  terminal: ['Terminal', 'Sie tippen hinein, während er läuft.'],
  never: 'Darf nicht ausgegeben werden',
  json: 'Erwartetes JSON',
  legend: 'Wofür [..] und dergleichen steht',
  expected: 'Erwartete Ausgabe',
  recommended: 'empfohlen',
  inPractice: 'In der Übungskopie',
  inMine: 'Im eigenen Ordner',
};

export const legend: typeof en.legend = {
  title: 'Was für anderen Text steht',
  lead: 'Eine Prüfung vergleicht jede Zeile mit dem, was das Programm ausgibt. Hervorgehobenes steht für Text, der anders sein darf:',
  rows: [
    ['[..]', 'irgendetwas, innerhalb der Zeile'],
    ['...', 'beliebige Zeilen, auch keine'],
    ['[NUMBER]', 'eine Zahl; ebenso [VERSION], [UUID] und andere Arten von Werten'],
    ['[port=NUMBER]', 'eine Zahl, die spätere Schritte als $port verwenden'],
    ['[VERSION>=2.0]', 'eine Version ab 2.0'],
    ['(?)', 'am Ende einer Zeile: sie darf fehlen; (*) und (+): sie darf mehrmals kommen'],
    ['(re)', 'am Ende einer Zeile: sie ist ein regulärer Ausdruck'],
  ],
  more: 'Alles Weitere im Handbuch',
};

export const stepButton: typeof en.stepButton = {
  run: 'Ausführen',
  again: 'Noch einmal ausführen',
  stop: 'Anhalten',
  cancel: 'Abbrechen',
  of: (label, title) => `${label}: ${title}`,
};

export const scriptLine: typeof en.scriptLine = { running: 'läuft', exit: (code) => `Exit-Code ${code}` };

export const copying: typeof en.copying = { copied: 'Kopiert', denied: 'Nicht erlaubt' };

export const check: typeof en.check = {
  waiting: (what) => `Wartet auf ${what}`,
  passed: 'Bestanden',
  failed: 'Fehlgeschlagen',
  running: 'Wartet auf diese Ausgabe',
  undecided: 'Nicht entschieden',
  passedBut: (ended) => `Die Prüfung ist bestanden, aber das Programm ${ended}`,
};

export const explanation: typeof en.explanation = {
  expected: (line) => `Erwartet, Zeile ${line}`,
  printed: (line) => `Ausgegeben, Zeile ${line}`,
  difference: 'Erwartet und ausgegeben, Zeile für Zeile',
};

export const differences: typeof en.differences = {
  label: 'Unterschied',
  expected: 'erwartet: ',
  printed: 'ausgegeben: ',
  earlier: 'früher: ',
  later: 'später: ',
  removed: 'entfernt: ',
  added: 'hinzugefügt: ',
};

export const accept: typeof en.accept = {
  offer: 'Diese Ausgabe übernehmen',
  what: 'Ist die Ausgabe richtig und die Anleitung falsch, schreibt dies die Zeilen der Prüfung neu, die nicht mehr passen.',
  write: 'In die Anleitung schreiben',
  cancel: 'Abbrechen',
  would: ['Das würde sich ändern in ', ':'],
  written: ['Geschrieben in ', '. Führen Sie den Schritt noch einmal aus, um es zu prüfen.'],
};

export const inputs: typeof en.inputs = {
  required: (count) => (count === 1 ? '1 fehlt' : `${count} fehlen`),
  set: 'für diese Sitzung gesetzt',
  unset: 'nicht gesetzt',
};

export const inputsMarkup: typeof en.inputsMarkup = {
  title: 'Werte, die die Schritte verwenden',
  optional: 'freiwillig',
};

export const askValues: typeof en.askValues = {
  before: (count) => (count === 1 ? 'Dieser Schritt braucht einen Wert:' : 'Dieser Schritt braucht Werte:'),
  run: (count) => (count === 1 ? 'Übernehmen und ausführen' : 'Alle übernehmen und ausführen'),
  example: (text) => `wie ${text}`,
};

export const valueInCode: typeof en.valueInCode = (label, value, given) =>
  value === null ? (given ? label : `${label}: noch kein Wert`) : `${label}: ${value}`;

export const values: typeof en.values = {
  secret: 'Ein Geheimnis wird nur in einer Sitzung aufbewahrt. Beginnen Sie zuerst eine Sitzung.',
  wrong: (label, problem) => `${label} ${problem}.`,
};

export const options: typeof en.options = {
  notChosen: 'Diese Möglichkeit ist nicht gewählt; ihre Schritte laufen nicht.',
};

export const rail: typeof en.rail = {
  ticked: 'Als erledigt markiert',
  asks: 'fragt erst nach',
  label: 'Schritte dieser Anleitung',
  optional: 'freiwillig',
  done: (done, all) => `${done} von ${all}`,
};

export const outputMarkup: typeof en.outputMarkup = {
  find: 'Suchen',
  findIn: 'In der Ausgabe suchen',
  wrap: 'Umbrechen',
  wrapLines: 'Lange Zeilen umbrechen',
  copy: 'Kopieren',
  copyAll: 'Ausgabe kopieren',
  save: 'Sichern',
  saveAll: 'Ausgabe sichern',
  compare: 'Vergleichen',
  compareRuns: 'Mit einer anderen Ausführung vergleichen',
  earlier: 'Frühere Ausgabe zeigen',
  share: 'Für Kollegen kopieren',
  end: 'Zum Ende',
  silent: [
    'Keine Ausgabe seit ',
    '. Ein Programm, das auf Eingaben wartet, bekommt hier keine, es sei denn, sein Block hat das Wort tty; ein Server, der weiterläuft, braucht das Wort service.',
  ],
};

export const output: typeof en.output = {
  of: (title) => `Ausgabe von ${title}`,
  none: 'Keine Ausgabe',
  noneYet: 'Noch keine Ausgabe',
  head: (what) => `Ausgabe · ${what}`,
  part: (shown, whole) => [shown, whole].filter(Boolean).join(' von '),
  earlier: (size) => `Frühere Ausgabe zeigen (${size})`,
  printed: (count) => `Gedruckt sind nur die letzten ${lines(count)}.`,
};

export const foot: typeof en.foot = {
  after: (took) => `nach ${took}`,
  at: (time) => `um ${time}`,
  failed: (line) => ` · Zeile ${line} ist fehlgeschlagen`,
  attempt: (count) => ` · Versuch ${count}`,
};

export const colleague: typeof en.colleague = {
  failed: (title, how) => `**${title}**: ${how}`,
  command: 'Befehl:',
  output: (shown, all) => (shown < all ? `Die letzten ${shown} von ${all} Zeilen der Ausgabe:` : 'Ausgabe:'),
  none: 'Keine Ausgabe.',
  why: (check) => `Prüfung: ${check}`,
  step: (hash) => `Stand des Schritts ${hash}`,
};

export const longLine: typeof en.longLine = { rest: ' … der Rest dieser Zeile steht in der gesicherten Datei' };

export const finding: typeof en.finding = {
  label: 'In der Ausgabe suchen',
  none: 'nichts',
  of: (at, all) => `${at} von ${all}`,
  previous: 'Voriger Treffer',
  next: 'Nächster Treffer',
};

export const terminal: typeof en.terminal = {
  title: 'Terminal',
  of: (title) => `Terminal von ${title}`,
  typeIn: (title) => `Terminal von ${title}: hier tippen. Escape, dann Tab führt hinaus.`,
  hint: 'Tippen Sie in das Terminal. Escape, dann Tab führt hinaus.',
  copy: 'Kopieren',
  copyShown: 'Kopieren, was das Terminal zeigt',
};

export const keys: typeof en.keys = {
  title: 'Tasten dieser Seite',
  close: 'Schließen',
  palette: 'Strg oder ⌘ + K',
  paletteDoes: 'einen Schritt, eine Seite oder eine Aktion finden',
  run: 'Strg oder ⌘ + Enter',
  runDoes: 'den Schritt ausführen, der den Fokus hat',
  of: {
    j: 'zum nächsten Schritt',
    k: 'zum Schritt davor',
    r: 'diesen Schritt ausführen',
    s: 'diesen Schritt anhalten',
    o: 'zur Ausgabe dieses Schritts',
    b: 'zur Sitzungsleiste',
    '/': 'alle Seiten durchsuchen',
    '?': 'diese Liste',
  },
  single: 'Einzelne Tasten wirken auf dieser Site',
};

export const palette: typeof en.palette = {
  title: 'Wohin oder was',
  label: 'Schritte, Seiten und Aktionen',
  action: 'Aktion',
  step: 'Schritt',
  page: 'Seite',
  search: 'Suche',
  searchFor: (typed) => (typed === '' ? 'Alle Seiten durchsuchen' : `Alle Seiten nach „${typed}“ durchsuchen`),
};

export const search: typeof en.search = {
  search_label: 'Diese Site durchsuchen',
  clear_search: 'Löschen',
  load_more: 'Mehr Ergebnisse laden',
  zero_results: 'Keine Ergebnisse für [SEARCH_TERM]',
  many_results: '[COUNT] Ergebnisse für [SEARCH_TERM]',
  one_result: '[COUNT] Ergebnis für [SEARCH_TERM]',
  alt_search: 'Keine Ergebnisse für [SEARCH_TERM]. Gezeigt werden Ergebnisse für [DIFFERENT_TERM]',
  search_suggestion: 'Keine Ergebnisse für [SEARCH_TERM]. Versuchen Sie eine dieser Suchen:',
  searching: 'Suche nach [SEARCH_TERM] …',
};

export const skip: typeof en.skip = { bar: 'Zur Sitzungsleiste springen', rail: 'Zu den Schritten springen' };

export const history: typeof en.history = {
  title: 'Frühere Sitzungen',
  none: 'Es gibt noch keine.',
  nothing: 'nichts wurde ausgeführt',
  show: 'Zeigen',
  showOf: (when) => `Die Sitzung vom ${when} zeigen`,
  shown: 'wird gezeigt',
  closed: 'geschlossen',
  command: ['Im Terminal zeigt ', ' dasselbe, und „sessions compare“ stellt zwei davon nebeneinander.'],
};

export const compare: typeof en.compare = {
  title: (step) => `Ausführungen von ${step} vergleichen`,
  none: 'Eine andere Ausführung dieses Schritts gibt es nicht.',
  with: 'Vergleichen mit ',
  run: 'Ausführung',
  result: 'Ergebnis',
  code: 'Exit-Code',
  took: 'Dauer',
  output: 'Ausgabe',
  noCode: '–',
  same: 'Beide haben dasselbe ausgegeben.',
};

export const question: typeof en.question = {
  label: 'Bevor dies ausgeführt wird',
  cancel: 'Abbrechen',
  close: 'Schließen',
  reload: 'Seite neu laden',
  needs: (title, clause) => `Dieser Schritt setzt „${title}“ voraus; der Schritt ${clause}.`,
  goTo: (title) => `Zu „${title}“`,
  anyway: 'Trotzdem ausführen',
  write: 'Schreiben',
  yes: 'Ja, ausführen',
  nothingToUndo: 'Es gibt noch nichts rückgängig zu machen.',
  inMine: 'Im eigenen Ordner ',
};

export const place: typeof en.place = {
  mine: 'Diese Anleitung arbeitet in Ihrem eigenen Ordner und kann Ihre eigenen Dateien ändern.',
  ask: 'Wo soll diese Anleitung ausgeführt werden? Eine Übungskopie wird danach gelöscht und berührt Ihre eigenen Dateien nicht.',
  practice: 'Übung beginnen',
  folder: 'Eigenen Ordner verwenden',
};

export const folder: typeof en.folder = {
  path: 'Absoluter Pfad Ihres Projekts',
  which: 'Welcher Ihrer Ordner ist das Projekt?',
  look: 'Ansehen',
  use: 'In diesem Ordner arbeiten',
  changes: 'Die Schritte ändern diesen Ordner, keine Kopie: ',
  missing: ' ist nicht da',
};

export const changes: typeof en.changes = { create: 'Erzeugt', change: 'Ändert', delete: 'Löscht' };

export const undo: typeof en.undo = {
  offer: (title) => `Rückgängig machen: ${title}`,
  files: 'stellt die Dateien wieder her, wie sie waren',
  runs: (title) => `führt „${title}“ aus`,
  not: (why) => `Nicht rückgängig gemacht: ${why}.`,
  later: (title) => `„${title}“ lief später und kann auch rückgängig gemacht werden.`,
  both: 'Beide rückgängig machen, den späteren zuerst',
  these: (count) => `Diese ${count} Schritte rückgängig machen, den letzten zuerst`,
  only: 'Nur diesen rückgängig machen',
  all: 'Alles rückgängig machen',
};

export const menu: typeof en.menu = {
  shell: (version) => `bash ${version} in `,
  reset: 'Auf eine frische Übungskopie zurücksetzen',
  restart: 'Schließen und eine neue Sitzung beginnen',
  practice: 'Neue Übung',
  folder: 'Neue Sitzung im eigenen Ordner',
  report: 'Bericht als Seite sichern',
  reportMarkdown: 'Bericht als Markdown sichern',
  thisSession: 'Diese Sitzung',
  undo: 'Rückgängig machen, der letzte Schritt zuerst',
  others: 'Andere Sitzungen',
  pastSessions: 'Alle früheren Sitzungen',
  history: 'Verlauf',
  closed: (when) => `${when} · geschlossen`,
  underWay: 'läuft',
  past: (when, outcome) => `${when} · ${outcome}`,
  later: ' · später noch einmal gelaufen',
  keys: [' in einem Schritt führt ihn aus; ', ' schließt eine Frage.'],
};

export const noRunner: typeof en.noRunner = {
  connect: 'Mit meinem Runner verbinden',
  connectAgain: 'Noch einmal verbinden',
  tryAgain: 'Noch einmal versuchen',
  edited: 'Sie wurde bearbeitet. Laden Sie die Seite neu, um zu sehen, was ausgeführt würde.',
  otherCopy:
    'Es wurde nichts ausgeführt. Öffnen Sie diese Seite in Ihrem eigenen Runner, um zu sehen, was ausgeführt würde, oder aktualisieren Sie Ihre Kopie des Projekts und starten Sie den Runner neu.',
  differs: (wayOut) => `Die Anleitung auf diesem Rechner ist eine andere als diese Seite. ${wayOut}`,
  ownTab: 'Diese Seite in einem eigenen Tab öffnen',
  local: 'Diese Seite in meinem Runner öffnen',
  port: 'Port',
  itsPort: 'Sein Port: ',
  anyBrowser: (start) =>
    `In jedem Browser: rufen Sie in Ihrer Kopie des Projekts \`${start}\` auf. Das zeigt diese Anleitung und gibt seinen Port aus.`,
  noCopy: 'Ohne eine Kopie des Projekts',
  installed: (command) =>
    `Mit installiertem Guidepost: rufen Sie \`${command}\` auf. Das zeigt, was ausgeführt würde, fragt Sie und zeigt diese Anleitung.`,
  lost: (pair) =>
    `Der Runner antwortet nicht mehr. Wurde er beendet, starten Sie ihn wieder mit ${pair}, öffnen Sie den Link, den er für diese Seite ausgibt, und verbinden Sie sich dort. Diese Seite macht dann weiter, wo sie war; bei einem anderen Port fragt sie erst.`,
  refused:
    'Diese Seite wurde mit dem Schlüssel eines früheren Runners geöffnet. Öffnen Sie den Link, den der Runner in seinem Terminal ausgegeben hat.',
  foreign:
    'Am Port des Runners antwortet ein anderes Programm. Es wurde ihm nichts geschickt. Öffnen Sie den Link, den Ihr Runner in seinem Terminal ausgegeben hat.',
  'other-version':
    'Diese Seite und der Runner haben verschiedene Versionen. Öffnen Sie diese Seite in Ihrem Runner, oder aktualisieren Sie das Ältere von beiden: Ihre Kopie des Projekts oder diese Seite.',
  noAnswerYet: 'Der Runner hat noch nicht geantwortet. Versuchen Sie es gleich noch einmal.',
  asking:
    'Ihr Browser fragt vielleicht, ob diese Seite auf Ihr Gerät zugreifen darf. Erlauben Sie es, um sich mit dem Runner zu verbinden.',
  offered: (port) =>
    `Chromium und neuere Versionen von Firefox fragen, ob diese Seite auf andere Apps und Dienste dieses Geräts zugreifen darf. Erlauben Sie es, dann laufen die Schritte auf Ihrem eigenen Rechner, im Runner an Port ${port}.`,
  denied:
    'Ihr Browser lässt diese Seite nicht auf andere Apps und Dienste dieses Geräts zugreifen. Erlauben Sie es in den Website-Einstellungen neben der Adresse und verbinden Sie sich noch einmal.',
  blocked: (port, pair) =>
    `Safari lässt keine Seite auf ein Programm Ihres Rechners zugreifen: öffnen Sie diese Seite stattdessen in Ihrem Runner. In jedem anderen Browser: kein Runner an Port ${port} nimmt diese Seite an; starten Sie ihn mit ${pair} und öffnen Sie den Link, den er für diese Seite ausgibt.`,
  unreached: (port, pair) =>
    `Kein Runner an Port ${port} nimmt diese Seite an. Er läuft nicht, wurde ohne diese Seite gestartet, oder wurde neu gestartet und hat neue Schlüssel. Rufen Sie in Ihrer Kopie des Projekts ${pair} auf und öffnen Sie den Link, den er für diese Seite ausgibt. Hat Ihr Browser um Erlaubnis gefragt und Sie haben die Frage geschlossen, versuchen Sie es noch einmal und erlauben Sie es.`,
  framed: 'Innerhalb einer anderen Seite werden keine Schritte ausgeführt.',
  noKey:
    'Dieser Tab hat keinen Schlüssel für den Runner. Öffnen Sie den Link, den der Runner in seinem Terminal ausgegeben hat. Anleitungen, die Sie von dort öffnen, können auch ausgeführt werden.',
  hosted: 'Schritte laufen auf Ihrem eigenen Rechner, nie auf dieser Seite.',
};

export const overview: typeof en.overview = 'Überblick';

export const start: typeof en.start = {
  label: 'Auf einen Blick',
  takes: 'Umfang',
  size: (count, pages, checked) => `${steps(count)}${pages > 1 ? ` auf ${pages} Seiten` : ''}, ${checks(checked)}`,
  about: (time) => `${time} oder mehr`,
  needs: 'Braucht',
  bash: (version) => `bash ${version} oder neuer.`,
  values: (labels) => `Sie werden gefragt nach: ${labels.join(', ')}.`,
  changes: 'Ändert',
  asks: 'Fragt vorher',
  files: 'Der Unterschied wird gezeigt, bevor diese Dateien geschrieben werden:',
  dangers: (count) => (count === 1 ? 'Ein Schritt fragt erst nach' : `${count} Schritte fragen erst nach`),
  practice: 'Übungskopie',
  inPractice:
    'Ein kleines Projekt, für jede Sitzung neu kopiert und danach gelöscht. Ihr eigenes Projekt bleibt, wie es ist.',
  mine: 'Eigener Ordner',
  inFolder:
    'Ein Ordner, den Sie nennen. Die Schritte ändern, was darin liegt, nachdem Sie gesehen haben, welcher es ist.',
  inMine: 'Der Ordner, in dem der Runner gestartet wurde. Die Schritte ändern, was darin liegt.',
};

export const landing: typeof en.landing = {
  resume: (title, done) => `Weiter bei „${title}“ · ${done}`,
  description: 'Anleitungen, deren Schritte laufen und deren Prüfungen die Wahrheit sagen',
  title: 'Anleitungen, deren Schritte laufen',
  lead: [
    'Klicken Sie auf ',
    ', sehen Sie die Ausgabe unter dem Schritt erscheinen und eine Prüfung nur dann grün werden, wenn das Programm ausgegeben hat, was die Anleitung verspricht.',
  ],
  open: (title) => `„${title}“ öffnen`,
  write: 'Selbst eine schreiben',
  demo: 'Ein bestandener Schritt',
  demoTitle: 'Das Backend starten',
  guides: 'Anleitungen',
  practice: 'Übungskopie',
  how: 'So geht es',
  reasons: [
    [
      'Es läuft auf Ihrem Rechner',
      'Ein kleiner Runner zeigt diese Seiten auf 127.0.0.1 und führt die Schritte in Ihrer eigenen bash aus, der Reihe nach, und was ein Schritt setzt, gilt für die nächsten.',
    ],
    [
      'Es sagt die Wahrheit',
      'Eine Prüfung besteht, wenn die Ausgabe Zeile für Zeile so ist, wie die Anleitung sagt. Ist sie es nicht, zeigt die Seite, in welcher Zeile und bei welchem Zeichen, und was zu tun ist.',
    ],
    [
      'Es lässt sich üben',
      'Eine Übungskopie ist ein kleines echtes Projekt, für jede Sitzung neu gemacht, damit nichts von Ihnen berührt wird.',
    ],
  ],
};

export const notFound: typeof en.notFound = {
  title: 'Diese Seite gibt es nicht',
  text: 'Sie wurde vielleicht verschoben oder umbenannt, oder die Adresse ist falsch geschrieben. Die Anleitungen dieser Website:',
  home: 'Zur Startseite',
};
