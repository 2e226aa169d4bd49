/** What leaves the runner: pages, records, the terminal's lines; and the page itself. */
import { prove } from './prove.ts';
import { leaves } from './rows/leaves.ts';
import { page } from './rows/page.ts';
import { records } from './rows/records.ts';
import { site } from './rows/site.ts';

prove([...site, ...records, ...leaves, ...page]);
