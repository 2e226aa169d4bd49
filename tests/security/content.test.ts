/** What stands in a guide, from this machine or from a host. */
import { prove } from './prove.ts';
import { content } from './rows/content.ts';

prove(content);
