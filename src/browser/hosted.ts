/**
 * Why a page of the internet did not reach a runner on this machine. The browser tells it nothing but that it failed;
 * what it was told about permissions narrows that down.
 */
type Reason = 'denied' | 'blocked' | 'unreached';

// the second name is the one of Chromium before 147; no list of names that TypeScript knows has either
const NAMES = ['loopback-network', 'local-network-access'];

export async function whyNot(): Promise<Reason> {
  const secure = location.protocol === 'https:';
  for (const name of NAMES) {
    const state = await navigator.permissions.query({ name: name as PermissionName }).then(
      (answer) => answer.state,
      () => null, // a name that this browser does not know
    );
    if (state === null) continue;
    // still to be asked after it was: the reader has closed the question
    return state === 'denied' || (secure && state === 'prompt') ? 'denied' : 'unreached';
  }
  return secure ? 'blocked' : 'unreached';
}
