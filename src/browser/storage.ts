/** What the browser keeps for us. Where it may not, as in other sites' frames, things last as long as the page. */
type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Of this tab; gone with it. */
export const tabStorage = open(() => sessionStorage);
/** Of all tabs of this site. */
export const siteStorage = open(() => localStorage);

function open(storage: () => Storage): Keeper {
  try {
    return storage();
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    };
  }
}
