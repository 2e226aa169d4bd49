/**
 * On pages that show no guide, so that a guide opened from any of them finds the runner: a key that has arrived is proven
 * here, and handed to a tab that asks only when the runner has just proven itself. The socket is closed again.
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

/** Whether the runner that serves this page knows the key. A hosted page connects on its reader's click only. */
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
