/**
 * A fault that somebody could really cause in the practice backend, and the one check of the guide that it turns red.
 */
export interface Fault {
  /** Id of the block whose check must turn red. */
  readonly block: string;
  /** What is wrong, as the sentence of a test: "the package asyncpg is missing". */
  readonly fault: string;
  /** Script that brings the session to where the guide has it at this block; most rows stand in the guide's order. */
  readonly before?: string;
  /** Id of a service of the other option, which is stopped first: both use the same port. */
  readonly instead?: string;
  /** Id of a service that is stopped for this fault and started again to mend it. */
  readonly stops?: string;
  /** Scripts that make and undo the fault; they run in backend/ and have the words of prelude.ts. */
  readonly break?: string;
  readonly mend?: string;
  /** What the explanation must name, all by itself: the output does not count, nor the author's help. */
  readonly says: RegExp;
  /** Ids of blocks with a check that stays green under this fault. */
  readonly green?: readonly string[];
}
