/** Keeps the step that the address names in view while the page above it still grows, until the reader acts. */
const ACTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

export function linkedElement(): HTMLElement | null {
  return location.hash.startsWith('#step-')
    ? document.getElementById(decodeURIComponent(location.hash.slice(1)))
    : null;
}

/** What is drawn before the first frame, and output from the runner, would move it away. */
export function holdLinkedStep(): void {
  const page = document.querySelector('main') ?? document.body;
  const align = () => linkedElement()?.scrollIntoView({ behavior: 'instant' });
  const observer = new ResizeObserver(align);
  const letGo = () => {
    observer.disconnect();
    for (const act of ACTS) removeEventListener(act, letGo, true);
  };
  const hold = () => {
    if (!linkedElement()) return;
    observer.disconnect();
    for (const part of page.querySelectorAll('guide-bar, guide-block, guide-check, guide-options, guide-only'))
      observer.observe(part);
    for (const act of ACTS) addEventListener(act, letGo, { capture: true, passive: true });
    align();
  };
  addEventListener('hashchange', hold);
  if (isArrival()) hold();
}

/** After a reload, or when going back, the browser restores the scroll position itself. */
function isArrival(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return !(entry instanceof PerformanceNavigationTiming) || entry.type === 'navigate';
}
