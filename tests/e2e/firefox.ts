/**
 * A Firefox of this machine, where there is one. Playwright would bring a Firefox of its own, which not every machine
 * can fetch; its way into an ordinary one wants more of BiDi than a Firefox with long-term support has.
 */
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { z } from 'zod';
import { openBidi } from './bidi.ts';

/** Not `/usr/bin/firefox`: where that leads into a snap, it cannot read the profile of a test. */
const USUAL = [
  '/usr/bin/firefox-esr',
  '/usr/lib/firefox/firefox',
  '/usr/lib64/firefox/firefox',
  '/opt/firefox/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

/** The program's path; undefined where there is none. */
export const FIREFOX = [process.env['GUIDEPOST_FIREFOX'] ?? '', ...USUAL].find((path) => existsSync(path));

export interface Firefox {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Resolves once this expression of the page is true. */
  until(expression: string): Promise<void>;
  /** The first such element that is seen and has this text. */
  click(selector: string, text?: string): Promise<void>;
  type(text: string): Promise<void>;
  /** From now on this stands for a host of the internet. */
  publish(host: string, find: Publisher): Promise<void>;
  close(): Promise<void>;
}

type Publisher = (path: string) => { readonly body: Buffer; readonly type: string } | undefined;

const Tree = z.object({ contexts: z.array(z.object({ context: z.string() })).min(1) });
const Evaluated = z.object({ type: z.literal('success'), result: z.object({ sharedId: z.string().optional() }) });
const Sent = z.object({ isBlocked: z.boolean(), request: z.object({ request: z.string(), url: z.string() }) });

export async function openFirefox(program: string, profile: string): Promise<Firefox> {
  await mkdir(profile, { recursive: true });
  const { send, listen, close } = await openBidi(program, ['--headless', '--no-remote', '--profile', profile], profile);
  await send('session.new', { capabilities: {} });
  const [tab] = Tree.parse(await send('browsingContext.getTree')).contexts;
  const context = tab?.context;

  const act = (source: object) => send('input.performActions', { context, actions: [source] });
  const evaluate = async (expression: string) =>
    Evaluated.parse(await send('script.evaluate', { expression, target: { context }, awaitPromise: true })).result;
  /** Resolves with what the expression gives as soon as it gives something. */
  const poll = (expression: string) =>
    evaluate(
      `new Promise((done) => { const look = () => { const found = ${expression}; found ? done(found) : requestAnimationFrame(look); }; look(); })`,
    );

  return {
    goto: async (url) => void (await send('browsingContext.navigate', { context, url, wait: 'complete' })),
    reload: async () => void (await send('browsingContext.reload', { context, wait: 'complete' })),
    until: async (expression) => void (await poll(`!!(${expression})`)),
    async click(selector, text = '') {
      const all = `[...document.querySelectorAll(${JSON.stringify(selector)})]`;
      const { sharedId } = await poll(
        `${all}.find((each) => each.checkVisibility() && each.textContent.includes(${JSON.stringify(text)}) && (each.scrollIntoView({ block: 'center' }), true))`,
      );
      const move = { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element: { sharedId } } };
      const [down, up] = [
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ];
      await act({ type: 'pointer', id: 'mouse', actions: [move, down, up] });
    },
    async type(text) {
      const keys = [...text].flatMap((value) => ['keyDown', 'keyUp'].map((type) => ({ type, value })));
      await act({ type: 'key', id: 'keyboard', actions: keys });
    },
    async publish(host, find) {
      listen('network.beforeRequestSent', (params) => {
        const {
          isBlocked,
          request: { request, url },
        } = Sent.parse(params);
        if (!isBlocked) return;
        const { body = Buffer.of(), type = 'text/plain' } = find(new URL(url).pathname) ?? {};
        const headers = [{ name: 'Content-Type', value: { type: 'string', value: type } }];
        const bytes = { type: 'base64', value: body.toString('base64') };
        void send('network.provideResponse', {
          request,
          statusCode: body.length > 0 ? 200 : 404,
          headers,
          body: bytes,
        });
      });
      await send('session.subscribe', { events: ['network.beforeRequestSent'], contexts: [context] });
      const urlPatterns = [{ type: 'pattern', hostname: host }];
      await send('network.addIntercept', { phases: ['beforeRequestSent'], urlPatterns });
    },
    close,
  };
}
