/** The site on an origin of its own, as any host would serve it, and a runner that may be paired with it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright/test';
import { createEngine } from '../../server/engine/engine.ts';
import { findGuides } from '../../server/guides/read-guides.ts';
import { serve, type Served } from '../../server/http/serve.ts';
import { walkSite } from '../../server/site/walk.ts';
import { CONTENT, SITE } from './build-site.ts';

export const DOCS = 'https://docs.example.com';

export interface Hosted {
  readonly served: Served;
  link(path?: string): string;
  close(): Promise<void>;
}

/**
 * `content`: the guides as the reader's own copy has them. `serveWith`: the runner's own `serve`, of another version.
 * `port`: 0 takes any; the same port again is a restart as the page sees it.
 */
export async function pairedRunner(folder: string, content = CONTENT, serveWith = serve, port = 0): Promise<Hosted> {
  const guides = await findGuides(join(content, 'guides'));
  const engine = createEngine({
    stateDir: join(folder, 'state'),
    runtimeDir: join(folder, 'run'),
    practiceDir: join(folder, 'practice'),
    env: process.env,
    cwd: folder,
  });
  const served = await serveWith({
    engine,
    guides: () => guides,
    log: () => {},
    dist: null,
    content,
    port,
    sites: [DOCS],
  });
  return {
    served,
    link: (path = '/guides/sampler/') => served.link(path, DOCS),
    async close() {
      await engine.shutdown();
      await served.close();
    },
  };
}

/**
 * Answers for the docs' host, so that to the browser they are what they will be: a site of the internet, whose way to
 * this machine goes through its local network checks.
 */
export async function publishDocs(context: BrowserContext): Promise<void> {
  const assets = walkSite(SITE);
  await context.route(`${DOCS}/**`, (route) => {
    const asset = assets.get(new URL(route.request().url()).pathname);
    return route.fulfill(asset ? { body: asset.body, contentType: asset.type } : { status: 404, body: 'nothing' });
  });
}

/** The reader's answer to Chromium's question, or what they set in the site's settings. */
export async function permit(page: Page, setting: 'granted' | 'denied', origin = DOCS): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  const permission = { name: 'loopback-network' };
  const { browserContextId = '' } = targetInfo;
  await session.send('Browser.setPermission', { permission, setting, origin, browserContextId });
}

export async function host(answer: (path: string) => { body: string | Buffer; type: string } | undefined) {
  const server = createServer((request, response) => {
    const found = answer(new URL(request.url ?? '/', 'http://host').pathname);
    response.writeHead(found ? 200 : 404, { 'Content-Type': found?.type ?? 'text/plain' });
    response.end(found?.body ?? 'nothing');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
