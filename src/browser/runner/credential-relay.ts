/**
 * On pages without a guide, so that a guide opened from any of them finds the runner. A new key is checked here. It is
 * given to a tab that asks for it only if the runner has just proven itself; then the socket is closed again.
 */
import { connect, isOwnRunner } from './connection.ts';
import { type Credentials, keepCredentials, ownCredentials, shareCredentials, takeFresh } from './credentials.ts';

const isGuide = document.getElementById('guidepost-data') !== null;

if (!isGuide && self === top) {
  const { fresh } = ownCredentials();
  if (fresh) void isProven(fresh);
  shareCredentials(
    async () => {
      const { kept } = ownCredentials();
      return kept !== null && isProven(kept);
    },
    (credentials) => {
      takeFresh(credentials);
      void isProven(credentials);
    },
  );
}

/** Whether the runner that serves this page knows the key. A hosted page connects only on the reader's click. */
function isProven(credentials: Credentials): Promise<boolean> {
  if (!isOwnRunner(credentials)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const connection = connect(credentials, {
      onLink(link) {
        if (link === 'connecting') return;
        resolve(link === 'connected');
        queueMicrotask(() => connection.close());
      },
      onCredentials: keepCredentials,
      onHello() {},
      onMessage() {},
    });
  });
}
