/** What stands before the runner. */
import { prove } from './prove.ts';
import { requestRules } from './rows/request-rules.ts';
import { listening } from './rows/listening.ts';
import { origins } from './rows/origins.ts';
import { resume } from './rows/resume.ts';
import { transport } from './rows/transport.ts';
import { token } from './rows/token.ts';

prove([...listening, ...requestRules, ...origins, ...transport, ...token, ...resume]);
