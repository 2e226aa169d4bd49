// The runner's credentials arrive in the address's fragment, once. They are taken out of the address before anything
// else runs, and kept for this tab: sessionStorage lives as long as the tab, is not shared with other origins (the
// port is part of one), and both values die with the runner that made them. Other tabs of this origin are told.
// Every page of the site passes them on to a tab that asks, and asks where it has none, so that a guide opened from any
// of them finds the runner.
(() => {
  const channel = new BroadcastChannel('guidepost');
  const storage = () => {
    try {
      return sessionStorage;
    } catch {
      return undefined; // as in other sites' frames
    }
  };
  const kept = () => storage()?.getItem('guidepost');
  const arrive = () => {
    const [, token, secret, given] = /^#guidepost=([\w-]{43})\.([\w-]{43})(?:\.(\d{1,5}))?$/.exec(location.hash) || [];
    if (!token) return false;
    history.replaceState(history.state, '', location.pathname + location.search);
    const credentials = { token, secret, port: given || location.port };
    sessionStorage.setItem('guidepost', JSON.stringify(credentials));
    channel.postMessage({ credentials, fresh: true });
    return true;
  };
  channel.addEventListener('message', ({ data: { ask, credentials } }) => {
    const own = kept();
    if (ask && own) channel.postMessage({ credentials: JSON.parse(own) });
    else if (credentials && !own) storage()?.setItem('guidepost', JSON.stringify(credentials));
  });
  if (!arrive() && !kept()) channel.postMessage({ ask: true });
  // The link opened in a tab that already shows the page changes nothing but the fragment.
  addEventListener('hashchange', () => arrive() && location.reload());
})();
