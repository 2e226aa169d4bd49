/**
 * Starlight's list of contents asks of each element of a page whether a heading stands in it, in one selector: on a page
 * of many steps that takes as long as all of our own script, and it asks twice, for the list beside the text and for the
 * one on a phone. Here the same elements are found from the headings upwards.
 */
const SOURCE = 'TableOfContents/starlight-toc.js';
const ALL_AT_ONCE = /const toObserve = document\.querySelectorAll\(\[[^;]*?\]\.join\(\)\);/;
const FROM_HEADINGS = `const main = document.querySelector("main");
		const headings = [...(main?.querySelectorAll(this.tocHeadingSelector) ?? [])];
		const around = new Set(headings.length > 0 ? [main] : []);
		for (const heading of headings)
			for (let at = heading.parentElement; at && !around.has(at); at = at.parentElement) around.add(at);
		const toObserve = [...headings, ...[...around].flatMap(({ children }) => [...children])].filter((el) => !around.has(el));`;

export function quickContents() {
  return {
    name: 'guidepost-quick-contents',
    enforce: 'pre' as const,
    transform(code: string, id: string): string | undefined {
      if (!id.split('?')[0]?.endsWith(SOURCE)) return undefined;
      return ALL_AT_ONCE.test(code) ? code.replace(ALL_AT_ONCE, FROM_HEADINGS) : undefined;
    },
  };
}
