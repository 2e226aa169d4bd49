/** A runner on one port: its keys, its gate and its sockets, independent of whose HTTP server it is. */
import type { IncomingMessage } from 'node:http';
import { proposeOutput } from '../consent/accept.ts';
import type { Guide } from '../engine/index.ts';
import { requestRules } from '../gate/request-rules.ts';
import type { Rule } from '../gate/rule.ts';
import { upgradeRules } from '../gate/upgrade-rules.ts';
import { type Log, rateLimited, visible } from '../system/log.ts';
import { publish, resumeFile } from './runtime.ts';
import { type Door, openDoor } from '../socket/upgrades.ts';
import type { RunnerContext } from '../socket/runner-context.ts';
import { LIMITS, type Limits } from '../socket/limits.ts';
import { summarize } from '../socket/summary.ts';
import { openResume } from '../gate/resume.ts';
import { type Keys, createKeys, fragment } from '../gate/token.ts';

export interface RunnerSettings extends Pick<RunnerContext, 'engine' | 'guides'> {
  readonly log: Log;
  /** Hosted origins whose pages may connect, already approved: `https://docs.example.com`. */
  readonly sites?: readonly string[];
  /** The path of the first page, by origin; `/` by default. */
  readonly homes?: ReadonlyMap<string, string>;
  readonly accept?: RunnerContext['accept'];
  readonly confirm?: RunnerContext['confirm'];
  readonly report?: RunnerContext['report'];
  readonly tool?: RunnerContext['tool'];
  readonly limits?: Partial<Limits>;
  /**
   * The folder of the files for other commands and for the next start; without it `guidepost rotate` finds no runner.
   */
  readonly runtime?: string;
  /** The content folder. With `runtime`, its open pages can connect again after a restart on the same port. */
  readonly content?: string;
}

export interface Runner {
  readonly url: string;
  readonly port: number;
  readonly keys: Keys;
  readonly rules: readonly Rule[];
  readonly door: Door;
  readonly onRefused: (request: IncomingMessage, rule: string, status: number) => void;
  link(path?: string, origin?: string): string;
  changed(guide: Guide): void;
  rotate(): void;
  /** Disconnects the pages and removes the runtime file. */
  close(): void;
}

const REFUSALS_LOGGED = 20; // a minute

export function openRunner(port: number, settings: RunnerSettings): Runner {
  const url = `http://127.0.0.1:${port}`;
  const isLocal = (origin: string) => origin === url;
  const { runtime, content } = settings;
  const resume =
    runtime && content ? openResume({ file: resumeFile(runtime, port), content, port, origins: [url] }) : null;
  const keys = createKeys([url, ...(settings.sites ?? [])], resume);
  const limits = { ...LIMITS, ...settings.limits };
  const places = { taken: () => door.taken(), limit: limits.sockets };
  const rules = [...requestRules(port, new Set(keys.origins)), ...upgradeRules(keys, places, Date.now)];
  const onRefused = refusalLog(settings.log);
  const { engine, guides, log, accept = null, confirm = null, report = null, tool = 'Guidepost' } = settings;
  const propose = accept && proposeOutput;
  const door = openDoor(
    { engine, guides, log, accept, propose, confirm, report, tool, isLocal, keys, limits },
    rules,
    onRefused,
  );

  function link(path?: string, origin = url): string {
    const page = path ?? settings.homes?.get(origin) ?? '/';
    const key = keys.of(origin);
    if (!key) throw new Error(`${origin} is not an origin of this runner`);
    return `${origin}${page}${fragment(key, isLocal(origin) ? undefined : port)}`;
  }
  function rotate() {
    keys.rotate();
    door.dismiss('rotated');
    published?.update(described());
    log('keys replaced, every page disconnected');
  }
  const described = () => {
    const links = Object.fromEntries(keys.origins.map((origin) => [origin, link(undefined, origin)]));
    return { pid: process.pid, port, links };
  };
  const published = runtime === undefined ? null : publish(runtime, described(), rotate);
  return {
    url,
    port,
    keys,
    rules,
    door,
    onRefused,
    link,
    rotate,
    changed: (guide) => door.tell({ type: 'guide', guide: summarize(guide) }),
    close() {
      door.dismiss('shutdown');
      published?.remove();
    },
  };
}

function refusalLog(log: Log): Runner['onRefused'] {
  const limited = rateLimited(log, REFUSALS_LOGGED);
  return ({ method = '', url = '', headers }, rule, status) => {
    const origin = visible(headers.origin ?? 'no origin');
    limited(`refused ${status} (${rule}): ${visible(method)} ${visible(url)} from ${origin}`);
  };
}
