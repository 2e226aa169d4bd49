/** Every secret that a session has had: each stays masked until the session ends, even if replaced. In memory only. */
import { type Mask, holdsSecret, openMask } from './mask.ts';
import { type Form, formsOf } from './secret-forms.ts';

export interface Secrets {
  /** Sets the value of a secret input; from now on it is masked. */
  give(name: string, value: string): void;
  /** The input's current value. */
  value(name: string): string | undefined;
  /** A mask for one stream of output. */
  openMask(): Mask;
  hide(text: string): string;
  /** Whether a text contains a secret, in any form. `latin1`: one character per byte. */
  standIn(latin1: string): boolean;
}

/** `onNew` is called for each new secret, before any run can print it or carry it on. */
export function openSecrets(onNew: () => void = () => {}): Secrets {
  const now = new Map<string, string>();
  const ever = new Set<string>();
  let forms: readonly Form[] = [];
  const open = () => openMask(() => forms);
  return {
    give(name, value) {
      now.set(name, value);
      if (ever.has(value)) return;
      ever.add(value);
      forms = [...forms, ...formsOf(value)];
      onNew();
    },
    value: (name) => now.get(name),
    openMask: open,
    hide(text) {
      const mask = open();
      return Buffer.concat([mask.push(Buffer.from(text)), mask.end()]).toString();
    },
    standIn: (latin1) => holdsSecret(Buffer.from(latin1, 'latin1'), forms),
  };
}
