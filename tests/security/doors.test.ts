/** What stands before the runner. */
import { prove } from './prove.ts';
import { frontDoor } from './rows/front-door.ts';
import { listening } from './rows/listening.ts';
import { origins } from './rows/origins.ts';
import { resume } from './rows/resume.ts';
import { transport } from './rows/transport.ts';
import { token } from './rows/token.ts';

prove([...listening, ...frontDoor, ...origins, ...transport, ...token, ...resume]);
