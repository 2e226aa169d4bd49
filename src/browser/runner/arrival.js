// The runner's credentials arrive in the address's fragment, once. They are taken out of the address before anything
// else runs. While a page stands, they are in no storage that its scripts can read: the one who asks for them first,
// which is ours, gets them, and nobody after it. Only on the way from one page to the next they lie in sessionStorage,
// which is this tab's and this origin's (the port is part of it).
(() => {
  const take = (key = 'guidepost') => {
    try {
      const text = sessionStorage.getItem(key);
      sessionStorage.removeItem(key);
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
  // The runner of this page will draw in it: there is room for that before the first picture, as much as this tab last
  // needed on this page (elements/kept-room.ts). What lies in the storage may be anybody's.
  if ([keys.kept, keys.fresh].some((each) => each?.port === location.port)) {
    document.documentElement.dataset.guidepost = '';
    const sheet = new CSSStyleSheet();
    for (const [part, height] of Object.entries(take(`guidepost.room ${location.pathname}`)))
      if (/^guide-[a-z]+(\[data-[a-z]+="[\w.-]+"\])*$/.test(part) && Number.isInteger(height))
        sheet.insertRule(
          `:root[data-guidepost] ${part} { display: block; box-sizing: border-box; min-block-size: ${height}px }`,
        );
    document.adoptedStyleSheets.push(sheet);
  }
  // The link opened in a tab that already shows the page changes nothing but the fragment.
  addEventListener('hashchange', () => {
    const arrived = arrive();
    if (!arrived) return;
    // What may not stay is not taken along either: whoever answers now could read it.
    if (!keys.stay) keys.kept = null;
    keys.fresh = arrived;
    keys.stay = true;
    location.reload();
  });
})();
