/** The types for fences of other tools, and for what they are in our words. */
import type { BlockWords, CheckWords } from '../fence/index.ts';
import type { Echo } from '../model.ts';
import type { Node } from '../tree.ts';

export interface ForeignFence {
  /** The language in lower case; empty if the fence has none. */
  readonly lang: string;
  readonly meta: string;
  readonly value: string;
  /** The line of the fence, 1-based; for indented code, the line above it. */
  readonly line: number;
  /** The text of the comment between this fence and the one before it. */
  readonly remark: Remark | null;
}

export interface Remark {
  readonly text: string;
  readonly line: number;
  readonly end: number;
}

/** The document around a fence. */
export interface ForeignDocument {
  readonly file: string;
  readonly front: Readonly<Record<string, unknown>>;
  /** Without its front matter. */
  readonly body: string;
}

/** A warning about a fence. */
export interface Told {
  readonly line: number;
  readonly message: string;
}

export interface ForeignLine {
  /** In our language of checks. */
  readonly text: string;
  /** The line number in the file. */
  readonly at: number;
}

export interface ForeignCheck {
  readonly words: Partial<CheckWords>;
  readonly lines: readonly ForeignLine[];
  /** Why this cannot be checked, so that it always fails; null if it can. */
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
      /** For a session: the same as the text of a `console` fence. */
      readonly pasted: string | null;
      readonly check: ForeignCheck | null;
    }
);

/** The reader for one tool. */
export interface Tool {
  readonly name: string;
  /** Null for a fence that is not this tool's. */
  read(fence: ForeignFence, document: ForeignDocument): Adopted | null;
  /** What the tool would do with the document besides its fences, and Guidepost does not. */
  told?(root: Node, document: ForeignDocument): readonly Told[];
}
