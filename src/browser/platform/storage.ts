/** What the browser keeps for us. Where it may not, as in other sites' frames, or has no room, things last as long as the page. */
type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Of this tab; gone with it. */
export const tabStorage = open(() => sessionStorage);
/** Of all tabs of this site. */
export const siteStorage = open(() => localStorage);

/** What was kept as JSON; null where there is nothing, or something else. */
export function readKept(storage: Keeper, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function open(storage: () => Storage): Keeper {
  const kept = new Map<string, string>();
  const attempt = <T>(use: (storage: Storage) => T): T | null => {
    try {
      return use(storage());
    } catch {
      return null;
    }
  };
  return {
    getItem: (key) => kept.get(key) ?? attempt((real) => real.getItem(key)),
    setItem(key, value) {
      kept.set(key, value);
      attempt((real) => {
        real.setItem(key, value);
        kept.delete(key);
      });
    },
    removeItem(key) {
      kept.delete(key);
      attempt((real) => real.removeItem(key));
    },
  };
}
