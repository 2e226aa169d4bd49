import { html } from './html.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import type { Report } from './report.ts';

/** The formats of --report, by the word that names them. */
export const formats: ReadonlyMap<string, (report: Report) => string> = new Map([
  ['junit', junit],
  ['json', json],
  ['md', markdown],
  ['html', html],
]);
