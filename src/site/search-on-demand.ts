/**
 * Starlight loads its search, 26 kB, on every page as soon as the page is idle. Here it is loaded when somebody opens
 * it, or once a runner has proven itself (browser/platform/lazy-import.ts): if that runner has ended since, another
 * program may answer on its port, and must not be asked for it. Until it is there, a field of ours takes what is typed;
 * the search field then gets that, a label and the focus.
 *
 * Pagefind searches in the page itself if there is no Worker: a worker would fetch the results past that guard.
 */
const SOURCE = 'starlight/dist/components/Search.astro';
const SOONER = 'const onIdle = window.requestIdleCallback || ((cb) => setTimeout(cb, 1));';
const LATER = `const onIdle = (make) => {
	let made;
	const label = openBtn.title || openBtn.getAttribute('aria-label') || '';
	const early = document.createElement('input');
	early.placeholder = label;
	const name = (field) => field?.setAttribute('aria-label', label);
	name(early);
	const take = () => {
		const field = this.querySelector('.pagefind-ui__search-input');
		name(field);
		early.remove();
		if (field && early.value) {
			field.value = early.value;
			field.dispatchEvent(new InputEvent('input', { bubbles: true }));
		}
		if (dialog.open) field?.focus();
	};
	const page = globalThis.guidepostPage ??= {};
	page.search = () => (made ??= (delete globalThis.Worker, make()).then(take, () => (made = undefined)));
	new MutationObserver(() => {
		if (!dialog.open) return;
		void Promise.resolve(page.allowed?.()).then(page.search);
		if (this.querySelector('input')) return;
		dialog.querySelector('#starlight__search')?.append(early);
		early.focus();
	}).observe(dialog, { attributeFilter: ['open'] });
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
