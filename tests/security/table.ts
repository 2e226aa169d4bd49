/** Every row there is. */
import { connect } from './rows/connect.ts';
import { content } from './rows/content.ts';
import { changes } from './rows/changes.ts';
import { dev } from './rows/dev.ts';
import { frames } from './rows/frames.ts';
import { requestRules } from './rows/request-rules.ts';
import { inputs } from './rows/inputs.ts';
import { leaves } from './rows/leaves.ts';
import { listening } from './rows/listening.ts';
import { messages } from './rows/messages.ts';
import { origins } from './rows/origins.ts';
import { page } from './rows/page.ts';
import { processes } from './rows/processes.ts';
import { records } from './rows/records.ts';
import { resume } from './rows/resume.ts';
import { running } from './rows/running.ts';
import { site } from './rows/site.ts';
import { slow } from './rows/slow.ts';
import { secrets } from './rows/secrets.ts';
import { transport } from './rows/transport.ts';
import { token } from './rows/token.ts';
import { trust } from './rows/trust.ts';

export const table = [
  ...listening,
  ...requestRules,
  ...origins,
  ...transport,
  ...token,
  ...resume,
  ...messages,
  ...frames,
  ...running,
  ...changes,
  ...trust,
  ...connect,
  ...content,
  ...dev,
  ...inputs,
  ...secrets,
  ...processes,
  ...slow,
  ...site,
  ...records,
  ...leaves,
  ...page,
];
