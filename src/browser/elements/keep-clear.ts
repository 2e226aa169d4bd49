/** What is scrolled to, or gets the focus, stands beside the session bar and not under it, however tall that is. */
export function keepClear(bar: HTMLElement): void {
  const { style } = document.documentElement;
  new ResizeObserver(() => {
    const { position } = getComputedStyle(bar); // of a phone it is below; in a low window it scrolls away
    const height = `${bar.offsetHeight}px`;
    style.scrollPaddingTop =
      position === 'sticky'
        ? `calc(var(--sl-nav-height, 0rem) + var(--sl-mobile-toc-height, 0rem) + ${height} + 1.25rem)`
        : '';
    style.scrollPaddingBottom = position === 'fixed' ? `calc(${height} + 0.5rem)` : '';
  }).observe(bar);
}
