/** What a report says has passed, so that `--retry-failed` need not run it again. */
import { labelOf } from '../../report/combine.ts';
import type { Report } from '../../report/report.ts';
import { resolve } from 'node:path';
import type { Task } from './tasks.ts';

/** Of a report of one run or of many; `cwd` is where its files are named from. */
export function passedIn(report: Report, cwd: string): (task: Task) => boolean {
  const runs = Map.groupBy(report.blocks, ({ block }) => block.page.split('/').slice(0, -1).join('/'));
  const green = [...runs].flatMap(([name, blocks]) => {
    if (!blocks.every(({ outcome }) => outcome === 'passed' || outcome === 'warning')) return [];
    return [{ name, files: new Set(blocks.map(({ block }) => resolve(cwd, block.file))) }];
  });
  const isIn = ({ runbook }: Task, files: ReadonlySet<string>) =>
    runbook.pages.some(({ file }) => files.has(resolve(file)));
  return (task) =>
    green.some(({ name, files }) => {
      const label = /\[.*\]$/.exec(name)?.[0] ?? '';
      return label === labelOf(task.options) && isIn(task, files);
    });
}
