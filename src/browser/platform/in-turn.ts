/**
 * What a page of many steps has to do at first is done a little at a time, so that it answers meanwhile; all of it at
 * once as soon as the reader does something, or nobody looks.
 */
const AT_A_TIME = 8; // ms; with what the browser adds, far below what anybody notices
const ACTS = ['pointerdown', 'keydown', 'focusin', 'input', 'change', 'click'];

const waiting = new Set<() => void>();
let working = false;

/** Calls it soon, in the order of asking. */
export function inTurn(work: () => void): void {
  waiting.add(work);
  if (working) return;
  working = true;
  for (const act of ACTS) addEventListener(act, doAll, { capture: true, passive: true });
  void workOff();
}

async function workOff(): Promise<void> {
  await yieldToPage();
  let until = performance.now() + AT_A_TIME;
  for (const work of waiting) {
    done(work);
    if (performance.now() < until || document.hidden) continue;
    await yieldToPage();
    until = performance.now() + AT_A_TIME;
  }
  working = false;
  for (const act of ACTS) removeEventListener(act, doAll, { capture: true });
}

function doAll(): void {
  for (const work of waiting) done(work);
}

function done(work: () => void): void {
  waiting.delete(work);
  try {
    work();
  } catch (error) {
    reportError(error); // one part that fails must not keep the others waiting
  }
}

/** A page in the background gets no turn for a second or longer. */
async function yieldToPage(): Promise<void> {
  if (document.hidden) return;
  const { scheduler } = globalThis as { scheduler?: { yield?: () => Promise<void> } };
  await (scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve)));
}
