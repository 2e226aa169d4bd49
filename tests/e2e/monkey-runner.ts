/** A runner in a process of its own, which can be killed: `node monkey-runner.ts FOLDER PORT`. Prints its link. */
import { join } from 'node:path';
import { createEngine } from '../../server/engine/engine.ts';
import { findGuides } from '../../server/guides/read-guides.ts';
import { serve } from '../../server/http/serve.ts';
import { CONTENT, SITE } from './build-site.ts';

const [folder = '', port = '0'] = process.argv.slice(2);
const guides = await findGuides(join(CONTENT, 'guides'));
const engine = createEngine({
  stateDir: join(folder, 'state'),
  practiceDir: join(folder, 'practice'),
  runtimeDir: join(folder, 'temporary'),
  cwd: folder,
  env: process.env,
  guide: (id) => guides.find(({ runbook }) => runbook.id === id),
});
const served = await serve({
  engine,
  guides: () => guides,
  log: () => {},
  dist: SITE,
  content: CONTENT,
  port: Number(port),
  runtime: join(folder, 'runtime'),
});
process.once('SIGTERM', () => void Promise.all([engine.shutdown(), served.close()]).then(() => process.exit(0)));
console.log(JSON.stringify({ link: served.link('/guides/sampler/more/'), port: served.port }));
