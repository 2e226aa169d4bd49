/** Finds what has passed in a report, so that `--retry-failed` does not run it again. */
import { labelOf } from '../../report/combine.ts';
import type { Report } from '../../report/report.ts';
import { resolve } from 'node:path';
import type { Task } from './tasks.ts';

/** For a report of one run or of many. `cwd`: the folder to which its paths are relative. */
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
