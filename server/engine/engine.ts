/** All sessions of this runner: opens them, finds them again after a restart, and ends what they started. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { platform, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Workspace } from '../../src/runbook/model.ts';
import { emptyView, fold } from '../../src/runbook/view.ts';
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
  /** `$XDG_STATE_HOME/guidepost`: journals. */
  readonly stateDir: string;
  /** Where temporary folders are made; the system's own place by default. */
  readonly runtimeDir?: string;
  /** Where practice copies are made; the user's cache folder by default. */
  readonly practiceDir?: string;
  /** The reader's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly os?: 'linux' | 'macos';
  /** Where a session in the reader's own place begins, unless the guide says; the current directory by default. */
  readonly cwd?: string;
  /** A guide as it stands now: for what a session runs next, and for one that an earlier runner has left open. */
  readonly guide?: (id: string) => Guide | undefined;
  readonly limits?: Partial<Limits>;
  /** How long, and how much, of closed sessions is kept. */
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
  // Whoever opens or finds a session hears of it.
  recovered.catch(() => undefined);
  const sessions = new Map<string, OwnSession>();
  const runs = new Set(store.runs());

  /** An id means one run, whatever session it is asked for in. */
  function claimRun(run: string): void {
    if (runs.has(run)) throw new Refused('duplicate_run', `The run ${run} was asked for before.`);
    runs.add(run);
  }

  /** Claims a session; the temporary folder that it then has, or null where another runner was faster. */
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
    // Claimed before there is anything else, so that what a runner leaves unfinished is known to be nobody's.
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

  /** Left open by an earlier run of the runner: taken up again where the guide is still there. */
  function takeUp(id: string, folder: string): Session {
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
    async find(id, owner) {
      await recovered;
      if (owner !== undefined && store.listing(id)?.owner !== owner) return undefined;
      await recoverOne(store, id);
      const folder = store.folder(id);
      return sessions.get(id) ?? (folder === null ? undefined : takeUp(id, folder));
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
