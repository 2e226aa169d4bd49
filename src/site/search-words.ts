/** A plugin for Starlight, whose search says what we pass to it, in the language of the site. */
import type { StarlightPlugin } from '@astrojs/starlight/types';
import { wordsOf } from '../words/index.ts';

export function searchWords(lang: string): StarlightPlugin {
  const said = Object.entries(wordsOf(lang).search).map(([name, text]) => [`pagefind.${name}`, text] as const);
  return {
    name: 'guidepost-search-words',
    hooks: {
      'i18n:setup': ({ injectTranslations }) => injectTranslations({ [lang]: Object.fromEntries(said) }),
      'config:setup': () => {},
    },
  };
}
