/** All sessions of this runner: opens them, resumes them after a restart, and ends what they started. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Workspace } from '../../src/runbook/model.ts';
import { fold } from '../../src/runbook/session/fold.ts';
import { REFUSALS } from '../../src/runbook/session/reason-words.ts';
import { emptyView } from '../../src/runbook/session/view.ts';
import { openChanges } from './change/index.ts';
import { cacheFolder } from '../system/cache-folder.ts';
import { NotStarted } from './process/index.ts';
import { type Bash, cleanEnvironment, findBash, openShell } from './shell/index.ts';
import {
  type Engine,
  type Guide,
  type Keep,
  type OpenSettings,
  type OwnSession,
  type Session,
  KEEP,
  Refused,
  openReadOnly,
  openOwn,
  openPractice,
  openSession,
  earlierTimes,
  openStateFile,
  practiceInputs,
  prune,
  recover,
  recoverOne,
  removePractice,
} from './session/index.ts';
import {
  type Limits,
  type OwnJournal,
  LIMITS,
  claim,
  openJournal,
  openSecrets,
  openStore,
  release,
} from './journal/index.ts';

type Values = Readonly<Record<string, string>>;

const NOT_IN_PRACTICE =
  'A practice session works in its own copy: leave the folder out, or open a session in your own folder.';

export interface EngineSettings {
  /** The folder of the journals: `$XDG_STATE_HOME/guidepost`. */
  readonly stateDir: string;
  /** Where temporary folders are made; by default the system's own. */
  readonly runtimeDir?: string;
  /** Where practice copies are made; by default the user's cache folder. */
  readonly practiceDir?: string;
  /** The reader's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly os?: 'linux' | 'macos';
  /** Where a session outside practice works, unless the guide asks for a folder; by default the current directory. */
  readonly cwd?: string;
  /** Returns a guide as it is now. Called for each next run, and when a session of an earlier runner is resumed. */
  readonly guide?: (id: string) => Guide | undefined;
  readonly limits?: Partial<Limits>;
  /** How many days and bytes of closed sessions are kept. */
  readonly keep?: Partial<Keep>;
}

export function createEngine(settings: EngineSettings): Engine {
  const { env, os = platform() === 'darwin' ? 'macos' : 'linux' } = settings;
  const store = openStore(settings.stateDir);
  const clean = cleanEnvironment(env);
  const bash = bashOf({ PATH: clean['PATH'], GUIDEPOST_BASH: env['GUIDEPOST_BASH'] });
  const temporary = resolve(settings.runtimeDir ?? tmpdir());
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  const practice = settings.practiceDir ?? join(cacheFolder(env), 'practice');
  const recovered = recover(store, practice).then(() => prune(store, { ...KEEP, ...settings.keep }, Date.now()));
  // A failure is reported by the methods that await it.
  recovered.catch(() => undefined);
  const sessions = new Map<string, OwnSession>();
  const runs = new Set(store.runs());

  /** The id of a run is unique among all sessions. */
  function claimRun(run: string): void {
    if (runs.has(run)) throw new Refused('duplicate_run', REFUSALS.asked(run));
    runs.add(run);
  }

  /** Claims a session. Returns the path for its temporary folder, or null if another runner was faster. */
  function hold(folder: string): string | null {
    const own = join(temporary, `guidepost-${randomBytes(9).toString('hex')}`);
    return claim(folder, own) ? own : null;
  }

  function live(opened: Guide, workspace: Workspace, journal: OwnJournal, folder: string, own: string): OwnSession {
    const { id } = journal;
    let last = opened;
    const guide = () => (last = settings.guide?.(opened.runbook.id) ?? last);
    const secrets = openSecrets(() => states.renew());
    const states = openStateFile(folder, () => guide().runbook.inputs, secrets);
    const session = openSession({
      id,
      guide,
      workspace,
      journal,
      os,
      limits: { ...LIMITS, ...settings.limits },
      claimRun,
      secrets,
      openShell: (home) =>
        openShell({
          bash,
          folder: own,
          home,
          env: { ...clean, ...opened.runbook.env },
          session: id,
          state: states.read(),
          onState: (state) => states.write(state),
        }),
      openChanges: (home, valueOf) => openChanges({ folder, workspace: workspace.path, home, valueOf }),
      async onEnd(closed) {
        sessions.delete(id);
        if (closed && workspace.kind === 'practice') await removePractice(workspace);
        journal.close();
        release(folder);
      },
    });
    sessions.set(id, session);
    const { path, version } = bash;
    const { shell } = session.view;
    if (shell?.path !== path || shell.version !== version) journal.append({ type: 'shell', path, version });
    return session;
  }

  async function open(guide: Guide, kind: Workspace['kind'], given: OpenSettings = {}): Promise<Session> {
    await recovered;
    const id = `${Date.now().toString(36)}-${randomBytes(6).toString('hex')}`;
    const folder = store.create(id);
    // Claimed first of all, so that a session that a runner could not finish creating is recognized as abandoned.
    const own = hold(folder);
    if (own === null) throw new Error(`the new session ${id} already belongs to a runner`);
    const { runbook } = guide;
    const { workspace, inputs } = await place(guide, kind, id, given.inputs ?? {}).catch((error: unknown) => {
      store.remove(id);
      throw error;
    });
    const journal = openJournal(id, folder, () => sessions.get(id)?.stopForFull());
    const { owner = null } = given;
    journal.append({ type: 'opened', guide: runbook.id, workspace, ...(owner === null ? {} : { owner }) });
    const session = live(guide, workspace, journal, folder, own);
    try {
      for (const [name, value] of Object.entries(inputs)) session.setInput(name, value);
      for (const [group, option] of Object.entries(given.options ?? {})) session.choose(group, option);
    } catch (error) {
      await session.close();
      throw error;
    }
    return session;
  }

  async function place({ runbook, ...guide }: Guide, kind: Workspace['kind'], id: string, given: Values) {
    const { folder, practice: settled, inputs } = runbook;
    const path = folder ? given[folder.input] : undefined;
    if (kind === 'mine') {
      if (!folder || path === undefined)
        return { workspace: { kind, path: resolve(settings.cwd ?? process.cwd()) }, inputs: given };
      const workspace = openOwn(folder, path);
      return { workspace, inputs: { ...given, [folder.input]: workspace.path } };
    }
    if (path !== undefined) throw new Refused('bad_value', NOT_IN_PRACTICE);
    const workspace = await openPractice({ runbook, ...guide }, join(practice, id));
    const own = settled ? await practiceInputs(settled, inputs, workspace.path) : {};
    return { workspace, inputs: { ...own, ...given } };
  }

  /**
   * Resumes a session that an earlier runner left open; read-only if it is closed, its guide is gone or it has an
   * owner.
   */
  function resume(id: string, folder: string): Session {
    const listing = store.listing(id);
    const guide = listing ? settings.guide?.(listing.guide) : undefined;
    const own = listing && !listing.closed && guide ? hold(folder) : null;
    if (!listing || !guide || own === null) return openReadOnly(id, folder, guide);
    const journal = openJournal(id, folder, () => sessions.get(id)?.stopForFull());
    const { workspace } = journal.entries(0).reduce(fold, emptyView);
    return live(guide, workspace ?? listing.workspace, journal, folder, own);
  }

  async function list(guide?: string, owner?: string | null) {
    await recovered;
    return store
      .ids()
      .flatMap((id) => store.listing(id) ?? [])
      .filter((listing) => guide === undefined || listing.guide === guide)
      .filter((listing) => owner === undefined || listing.owner === owner)
      .toSorted((a, b) => b.openedAt - a.openedAt);
  }

  /** Whether a session may be given to this owner; without one, to anybody on this machine. */
  function isOwn(id: string, owner: string | null | undefined): boolean {
    const foreign = owner !== undefined && store.listing(id)?.owner !== owner;
    return !foreign;
  }

  return {
    open,
    list,
    async times(guide, owner) {
      const listed = await list(guide.runbook.id, owner);
      return earlierTimes(
        guide,
        listed.map(({ session }) => session),
        store,
      );
    },
    async read(id, owner) {
      await recovered;
      if (!isOwn(id, owner)) return undefined;
      const folder = store.folder(id);
      const guide = settings.guide?.(store.listing(id)?.guide ?? '');
      return sessions.get(id) ?? (folder === null ? undefined : openReadOnly(id, folder, guide));
    },
    async find(id, owner) {
      await recovered;
      if (!isOwn(id, owner)) return undefined;
      await recoverOne(store, id);
      const folder = store.folder(id);
      return sessions.get(id) ?? (folder === null ? undefined : resume(id, folder));
    },
    async shutdown() {
      await recovered;
      await Promise.all([...sessions.values()].map((session) => session.leave()));
    },
  };
}

function bashOf(names: Parameters<typeof findBash>[0]): Bash {
  try {
    return findBash(names);
  } catch (error) {
    throw error instanceof NotStarted ? new Refused('failed', error.message) : error;
  }
}
