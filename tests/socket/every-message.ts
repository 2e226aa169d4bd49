/** One of each message that a page may send. A new type does not compile until it is here, and is then tried by all. */
import type { ClientMessage } from '../../src/protocol/wire.ts';

export interface Place {
  readonly guide: string;
  readonly session: string;
  readonly run: string;
  readonly block: string;
  readonly hash: string;
}

type Type = ClientMessage['type'];

/** Without `type` and `ref`. Those that change what the others find come last. */
export function everyMessage({ guide, session, run, block, hash }: Place): readonly (readonly [Type, object])[] {
  const messages = {
    hello: { nonce: 'n'.repeat(22) },
    sessions: { guide },
    times: { guide },
    history: { guide },
    past: { guide, block },
    look: { guide, folder: '/' },
    open: { guide, workspace: 'mine' },
    follow: { session, after: 0 },
    input: { session, name: 'NAME', value: 'x' },
    option: { session, group: 'a', option: 'b' },
    ask: { session, block, hash },
    preview: { session, block, hash },
    run: { session, run, block, hash, answer: null, anyway: false },
    compare: { session, run, block, after: [session, run] },
    report: { session, format: 'html' },
    watch: { session, run, from: 0, to: null },
    ack: { session, run, upto: 1 },
    type: { session, run, text: 'x' },
    resize: { session, run, columns: 80, rows: 24 },
    propose: { session, run, expectation: 0 },
    accept: { session, run, expectation: 0 },
    cancel: { session, run },
    close: { session },
  } satisfies { readonly [T in Type]: Omit<Extract<ClientMessage, { type: T }>, 'type' | 'ref'> };
  return Object.entries(messages).map(([type, rest]) => [type as Type, { type, ref: 3, ...rest }]);
}
