/** What shows only after seconds. */
import { prove } from './prove.ts';
import { slow } from './rows/slow.ts';

prove(slow, 'side by side');
