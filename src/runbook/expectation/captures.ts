/** The values captured in one way to match a check. Immutable; two with the same key are equal. */
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
