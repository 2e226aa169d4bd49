/** The site on an origin of its own, as any host would serve it, and a runner that may be paired with it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createEngine } from '../../server/engine/engine.ts';
import type { Guide } from '../../server/engine/types.ts';
import { findGuides } from '../../server/guides.ts';
import { serve, type Served } from '../../server/serve.ts';
import { walkSite } from '../../server/site/walk.ts';
import { CONTENT, SITE } from './build-site.ts';

export interface Hosted {
  /** Of the docs: `http://docs.localhost:PORT`. Browsers resolve such a name to this machine, and trust it. */
  readonly url: string;
  readonly served: Served;
  link(path?: string): string;
  close(): Promise<void>;
}

/** `local`: the guides as the reader's own copy has them. */
export async function pairedDocs(folder: string, local = (guides: readonly Guide[]) => guides): Promise<Hosted> {
  const assets = walkSite(SITE);
  const docs = await host((path) => {
    const asset = assets.get(path);
    return asset && { body: asset.body, type: asset.type };
  }, 'docs.localhost');
  const guides = local(await findGuides(join(CONTENT, 'guides')));
  const engine = createEngine({
    stateDir: join(folder, 'state'),
    runtimeDir: join(folder, 'run'),
    practiceDir: join(folder, 'practice'),
    env: process.env,
    cwd: folder,
  });
  const served = await serve({
    engine,
    guides: () => guides,
    log: () => {},
    dist: null,
    content: CONTENT,
    port: 0,
    sites: [docs.url],
  });
  return {
    url: docs.url,
    served,
    link: (path = '/guides/sampler/') => served.link(path, docs.url),
    async close() {
      await engine.shutdown();
      await served.close();
      docs.close();
    },
  };
}

export async function host(
  answer: (path: string) => { body: string | Buffer; type: string } | undefined,
  name = '127.0.0.1',
) {
  const server = createServer((request, response) => {
    const found = answer(new URL(request.url ?? '/', 'http://host').pathname);
    response.writeHead(found ? 200 : 404, { 'Content-Type': found?.type ?? 'text/plain' });
    response.end(found?.body ?? 'nothing');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${name}:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
