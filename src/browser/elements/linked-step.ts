/** The step that the address names: kept where the reader looks for it while the page above it still grows, until they do anything. */
const ACTS = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

export function linkedElement(): HTMLElement | null {
  return location.hash.startsWith('#step-')
    ? document.getElementById(decodeURIComponent(location.hash.slice(1)))
    : null;
}

/** What runs before the first picture, and outputs that come from the runner, would move it away. */
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

/** Where a page is loaded anew or gone back to, the browser shows it where it was left. */
function isArrival(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return !(entry instanceof PerformanceNavigationTiming) || entry.type === 'navigate';
}
