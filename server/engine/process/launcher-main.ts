/**
 * The launcher's program (`launcher.ts`): starts what the runner orders, reports how it ended, ends with the runner.
 */
import { type Order, launch } from './launch.ts';

/** An order and its number, which the answers repeat. */
export interface Told {
  readonly id: number;
  readonly order: Order;
}

export type Answer =
  | { readonly type: 'ready' }
  | ({ readonly id: number } & (
      | { readonly type: 'launched'; readonly pid: number }
      | { readonly type: 'exited'; readonly code: number | null; readonly signal: string | null }
      | { readonly type: 'refused'; readonly error: object; readonly message: string }
    ));

const answer = (message: Answer) => process.send?.(message);

process.on('message', ({ id, order }: Told) => {
  launch(order).then(
    ({ pid, exited }) => {
      answer({ id, type: 'launched', pid });
      void exited.then((exit) => answer({ id, type: 'exited', ...exit }));
    },
    (error: Error) => answer({ id, type: 'refused', error: { ...error }, message: error.message }),
  );
});
process.on('disconnect', () => process.exit());
answer({ type: 'ready' });
