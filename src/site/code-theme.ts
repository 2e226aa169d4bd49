/**
 * Code colors for the light and the dark theme together. Shiki would tokenize each fence once per theme. GitHub's two
 * themes have the same rules in the same order, so one theme with `light-dark(…)` colors does: each fence is tokenized
 * once, and the page is half as large.
 */
import { bundledThemes, normalizeTheme, type ThemeRegistrationResolved } from 'shiki';

export async function codeTheme(): Promise<ThemeRegistrationResolved> {
  const { default: light } = await bundledThemes['github-light-high-contrast']();
  const { default: dark } = await bundledThemes['github-dark-high-contrast']();
  const color = (name: string) => both(light.colors?.[name], dark.colors?.[name]);
  const rules = light.tokenColors ?? [];
  return normalizeTheme({
    name: 'github-high-contrast',
    colors: { 'editor.background': color('editor.background'), 'editor.foreground': color('editor.foreground') },
    tokenColors: rules.map((rule, at) => {
      const other = dark.tokenColors?.[at];
      if (String(other?.scope) !== String(rule.scope))
        throw new Error("GitHub's two themes are no longer one template");
      const { foreground } = rule.settings;
      return foreground === undefined
        ? rule
        : { ...rule, settings: { ...rule.settings, foreground: both(foreground, other?.settings.foreground) } };
    }),
  }); // once, not for each fence
}

function both(light = '', dark = ''): string {
  return `light-dark(${light},${dark})`;
}
