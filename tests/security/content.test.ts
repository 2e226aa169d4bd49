/** What stands in a guide, from this machine or from a host, and what an author's server hands out of it. */
import { prove } from './prove.ts';
import { connect } from './rows/connect.ts';
import { content } from './rows/content.ts';
import { dev } from './rows/dev.ts';

prove([...connect, ...content, ...dev]);
