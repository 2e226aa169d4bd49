// The runner's credentials arrive in the address's fragment, once. They are taken out of the address before anything
// else runs, and kept for this tab: sessionStorage lives as long as the tab, is not shared with other origins (the
// port is part of one), and both values die with the runner that made them. Other tabs of this origin are told.
(() => {
  const arrive = () => {
    const [, token, secret, given] = /^#guidepost=([\w-]{43})\.([\w-]{43})(?:\.(\d{1,5}))?$/.exec(location.hash) || [];
    if (!token) return false;
    history.replaceState(history.state, '', location.pathname + location.search);
    const credentials = { token, secret, port: given || location.port };
    sessionStorage.setItem('guidepost', JSON.stringify(credentials));
    new BroadcastChannel('guidepost').postMessage({ credentials, fresh: true });
    return true;
  };
  arrive();
  // The link opened in a tab that already shows the page changes nothing but the fragment.
  addEventListener('hashchange', () => arrive() && location.reload());
})();
