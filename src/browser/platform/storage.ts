/**
 * Browser storage. If the browser refuses it, as in frames on other sites, or it is full, values last as long as the
 * page.
 */
type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** For this tab; deleted when it is closed. */
export const tabStorage = open(() => sessionStorage);
/** For all tabs of this site. */
export const siteStorage = open(() => localStorage);

/** A value that was stored as JSON; null if there is none, or it cannot be read. */
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
