/** The values captured on one way through a check. Never changed; two with the same key are the same. */
export interface Captures {
  readonly key: string;
  readonly values: ReadonlyMap<string, string>;
}

export function openCaptures(values: ReadonlyMap<string, string> = new Map()): Captures {
  return { key: '', values };
}

export function bind({ key, values }: Captures, name: string, value: string): Captures {
  return { key: `${key}${name}=${JSON.stringify(value)};`, values: new Map(values).set(name, value) };
}
