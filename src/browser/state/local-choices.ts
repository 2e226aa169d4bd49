/**
 * A reader's choices without a session: kept in this browser for each guide, in the form of a view. Secrets are never
 * kept.
 */

import { emptyView, type View } from '../../runbook/session/view.ts';
import { readKept, siteStorage } from '../platform/storage.ts';

interface Kept {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, string>>;
  /** Steps that the reader has ticked, by the hash of the block at that time. */
  readonly done?: Readonly<Record<string, string>>;
}

const key = (guide: string) => `guidepost.choices.${guide}`;
const stepsKey = (guide: string) => `guidepost.steps.${guide}`;
const sessionKey = (guide: string) => `guidepost.session.${guide}`;

export function localView(guide: string): View {
  const { inputs = {}, options = {} } = read(guide);
  return {
    ...emptyView,
    inputs: new Map(Object.entries(inputs).map(([name, value]) => [name, { value, seq: 0 }])),
    options: new Map(Object.entries(options).map(([group, option]) => [group, { option, seq: 0 }])),
  };
}

export function keepChoice(guide: string, kind: keyof Kept, name: string, value: string): void {
  const kept = read(guide);
  siteStorage.setItem(key(guide), JSON.stringify({ ...kept, [kind]: { ...kept[kind], [name]: value } }));
}

/** Whether the reader has ticked a step in its present form. If the step has changed since, the tick does not count. */
export function tickedOff(guide: string): (block: string, hash: string | undefined) => boolean {
  const { done = {} } = read(guide);
  return (block, hash) => hash !== undefined && done[block] === hash;
}

export function tickOff(guide: string, block: string, hash: string, isDone: boolean): void {
  keepChoice(guide, 'done', block, isDone ? hash : '');
}

/** The session that this browser's tabs show for a guide: a second tab shows the same one. */
export function keptSession(guide: string): string | null {
  return siteStorage.getItem(sessionKey(guide));
}

export function keepSession(guide: string, session: string): void {
  siteStorage.setItem(sessionKey(guide), session);
}

/** How much of the guide was done when one of its pages was last open, in words. */
export function keptSteps(guide: string): string | null {
  return siteStorage.getItem(stepsKey(guide));
}

export function keepSteps(guide: string, steps: string): void {
  if (keptSteps(guide) !== steps) siteStorage.setItem(stepsKey(guide), steps);
}

/** Where the reader was when a page of the guide was last open. */
export interface Place {
  readonly title: string;
  readonly address: string;
  /** How many steps are done, in words. */
  readonly done: string;
}

export function keptPlace(guide: string): Place | null {
  return readKept(siteStorage, placeKey(guide)) as Place | null;
}

/** Null if nothing is left to do, or nothing was begun. */
export function keepPlace(guide: string, place: Place | null): void {
  const text = JSON.stringify(place);
  if (text !== siteStorage.getItem(placeKey(guide))) siteStorage.setItem(placeKey(guide), text);
}

const placeKey = (guide: string) => `guidepost.place.${guide}`;

export function onOtherTab(guide: string, listener: (session: string) => void): void {
  addEventListener('storage', ({ key: changed }) => {
    const now = keptSession(guide); // if two tabs choose at the same time, both show the value that was stored last
    if (changed === sessionKey(guide) && now) listener(now);
  });
}

function read(guide: string): Kept {
  return readKept(siteStorage, key(guide)) ?? {};
}

type Kind = 'practice' | 'mine' | undefined;

/** A value from a session, suggested when another session of the same kind asks for it. */
export function keptGiven(guide: string, kind: Kind): Readonly<Record<string, string>> {
  return (readKept(siteStorage, givenKey(guide, kind)) ?? {}) as Readonly<Record<string, string>>;
}

export function keepGiven(guide: string, kind: Kind, name: string, value: string): void {
  siteStorage.setItem(givenKey(guide, kind), JSON.stringify({ ...keptGiven(guide, kind), [name]: value }));
}

const givenKey = (guide: string, kind: Kind) => `guidepost.given.${guide}.${kind}`;

/** The folder that the reader worked in last. */
export function keptFolder(guide: string): string | null {
  return siteStorage.getItem(folderKey(guide));
}

export function keepFolder(guide: string, path: string): void {
  siteStorage.setItem(folderKey(guide), path);
}

const folderKey = (guide: string) => `guidepost.folder.${guide}`;
