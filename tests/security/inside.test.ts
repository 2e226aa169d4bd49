/** What somebody who was let in can do. */
import { prove } from './prove.ts';
import { frames } from './rows/frames.ts';
import { inputs } from './rows/inputs.ts';
import { messages } from './rows/messages.ts';
import { processes } from './rows/processes.ts';
import { running } from './rows/running.ts';
import { secrets } from './rows/secrets.ts';
import { trust } from './rows/trust.ts';

prove([...messages, ...frames, ...running, ...trust, ...inputs, ...secrets, ...processes]);
