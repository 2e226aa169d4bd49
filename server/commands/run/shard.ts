/** Part of a list, for runs that share the work: `--shard 2/5` takes the second, seventh, twelfth … */
import { UsageError } from '../io.ts';

export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

/** Throws UsageError. */
export function readShard(text: string | undefined): Shard | null {
  if (text === undefined) return null;
  const [, number = '0', of = '0'] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  if (Number(number) < 1 || Number(number) > Number(of))
    throw new UsageError(`--shard ${text} should look like --shard 2/5: the second of five parts`);
  return { number: Number(number), of: Number(of) };
}

export function shardOf<T>(all: readonly T[], shard: Shard | null): readonly T[] {
  return shard === null ? all : all.filter((_, index) => index % shard.of === shard.number - 1);
}
