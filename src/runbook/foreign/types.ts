/** What other tools wrote into a fence, and what it is in our words. */
import type { BlockWords, CheckWords } from '../fence/index.ts';
import type { Echo } from '../model.ts';

export interface ForeignFence {
  /** Lower case; empty where the fence names none. */
  readonly lang: string;
  readonly meta: string;
  readonly value: string;
  /** Of the fence, 1-based; of code without a fence, the line above its first. */
  readonly line: number;
  /** The comment between this fence and the one before it, without its signs. */
  readonly remark: Remark | null;
}

export interface Remark {
  readonly text: string;
  readonly line: number;
  readonly end: number;
}

/** What else is known where a fence is read. */
export interface ForeignDocument {
  readonly file: string;
  readonly front: Readonly<Record<string, unknown>>;
  /** Without its front matter. */
  readonly body: string;
}

/** What somebody should know of it. */
export interface Told {
  readonly line: number;
  readonly message: string;
}

export interface ForeignLine {
  /** In our language of checks. */
  readonly text: string;
  /** The file's line. */
  readonly at: number;
}

export interface ForeignCheck {
  readonly words: Partial<CheckWords>;
  readonly lines: readonly ForeignLine[];
  /** Why this promise cannot be checked here; it then counts as broken. */
  readonly unchecked: string | null;
}

export type Adopted = {
  readonly told?: readonly Told[];
} & (
  | { /** Its tool would not run it either, or nobody can here: it is only shown. */ readonly as: 'shown' }
  | ({ readonly as: 'check' } & ForeignCheck)
  | {
      readonly as: 'block';
      readonly language: string;
      readonly words: Partial<Omit<BlockWords, 'change'>>;
      readonly script: string;
      readonly typed: boolean;
      readonly echoes: readonly Echo[];
      /** Of a session: the same as the text of a `console` fence. */
      readonly pasted: string | null;
      readonly check: ForeignCheck | null;
    }
);

/** One tool's way of writing. */
export interface Tool {
  readonly name: string;
  /** Null for a fence that is not this tool's. */
  read(fence: ForeignFence, document: ForeignDocument): Adopted | null;
}
