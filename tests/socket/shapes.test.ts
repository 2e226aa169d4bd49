/** Every message of the protocol in shapes that no page of ours sends. A new type is covered by itself. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClientMessage } from '../../src/protocol/wire.ts';
import { everyMessage } from './every-message.ts';

const PLACE = { guide: 'guide', session: 'session-1', run: 'run-00001', block: 'block', hash: 'a'.repeat(64) };
const ODD = ['[]', '{}', '-1', '1e308', '{"length":1}', '["a"]', '[["x"]]', JSON.stringify('x'.repeat(9000))];
const REFS = ['3.5', '-1', '1e99', '"3"', '[3]', 'true', '{}'];
const KEYS = ['__proto__', 'constructor', 'toString', 'then'];

for (const [type, message] of everyMessage(PLACE))
  test(`${type} is refused with a key, a wrapping or a value that is not its own`, () => {
    const text = JSON.stringify(message);
    const isTaken = (json: string) => ClientMessage.safeParse(JSON.parse(json)).success;
    assert.equal(isTaken(text), true);
    for (const odd of [
      `[${text}]`,
      `{"0":${text}}`,
      JSON.stringify(text),
      ...KEYS.map((key) => text.replace('{', `{"${key}":{"type":"run"},`)),
      ...REFS.map((ref) => text.replace('"ref":3', `"ref":${ref}`)),
      ...Object.entries(message)
        .filter(([key]) => key !== 'ref')
        .flatMap(([key, value]) =>
          ODD.map((by) => text.replace(`"${key}":${JSON.stringify(value)}`, `"${key}":${by}`)),
        ),
    ])
      assert.equal(isTaken(odd), false, odd.slice(0, 200));
  });
