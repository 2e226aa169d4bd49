/**
 * Starlight loads its search, 26 kB, on every page as soon as the page is idle. Here it is loaded when somebody opens
 * it, or once a runner has proven itself (browser/platform/lazy-import.ts): if that runner has ended since, another
 * program may answer on its port, and must not be asked for it. The search field then gets a label and the focus.
 */
const SOURCE = 'starlight/dist/components/Search.astro';
const SOONER = 'const onIdle = window.requestIdleCallback || ((cb) => setTimeout(cb, 1));';
const LATER = `const onIdle = (make) => {
	let made;
	const page = globalThis.guidepostPage ??= {};
	page.search = () => (made ??= make().then(() => {
		const field = this.querySelector('input');
		field?.setAttribute('aria-label', openBtn.title || openBtn.getAttribute('aria-label') || '');
		if (dialog.open) field?.focus();
	}, () => (made = undefined)));
	new MutationObserver(() => dialog.open && void Promise.resolve(page.allowed?.()).then(page.search))
		.observe(dialog, { attributeFilter: ['open'] });
};`;

export function searchOnDemand() {
  return {
    name: 'guidepost-search-on-demand',
    enforce: 'pre' as const,
    transform(code: string, id: string): string | undefined {
      if (!id.split('?')[0]?.endsWith(SOURCE)) return undefined;
      return code.includes(SOONER) ? code.replace(SOONER, LATER) : undefined;
    },
  };
}
