// The runner's credentials arrive in the address's fragment, once. They are taken out of the address before anything
// else runs. While a page stands, they are in no storage that its scripts can read: the one who asks for them first,
// which is ours, gets them, and nobody after it. Only on the way from one page to the next they lie in sessionStorage,
// which is this tab's and this origin's (the port is part of it).
(() => {
  const take = () => {
    try {
      const text = sessionStorage.getItem('guidepost');
      sessionStorage.removeItem('guidepost');
      return JSON.parse(text) || {};
    } catch {
      return {};
    }
  };
  const arrive = () => {
    const [, token, secret, given] = /^#guidepost=([\w-]{43})\.([\w-]{43})(?:\.(\d{1,5}))?$/.exec(location.hash) || [];
    if (!token) return null;
    history.replaceState(history.state, '', location.pathname + location.search);
    return { token, secret, port: given || location.port };
  };
  const { kept = null, fresh = null } = take();
  const keys = { kept, fresh: arrive() || fresh, stay: true };
  Object.defineProperty(globalThis, 'guidepostKeys', {
    configurable: true,
    get() {
      delete globalThis.guidepostKeys;
      return keys;
    },
  });
  addEventListener('pagehide', () => {
    if (!keys.stay || !(keys.kept || keys.fresh)) return;
    try {
      sessionStorage.setItem('guidepost', JSON.stringify({ kept: keys.kept, fresh: keys.fresh }));
    } catch {
      // without storage the next page asks the other tabs
    }
  });
  addEventListener('pageshow', ({ persisted }) => persisted && take());
  // The link opened in a tab that already shows the page changes nothing but the fragment.
  addEventListener('hashchange', () => {
    const arrived = arrive();
    if (!arrived) return;
    keys.fresh = arrived;
    keys.stay = true;
    location.reload();
  });
})();
