import { block, check, expect, practise, run, test } from './guidepost.ts';

test('Run shows the output under the step, and its check turns green', async ({ page, runner }) => {
  await practise(page, runner);
  await run(page, 'greet');
  await expect(block(page, 'greet').locator('.gp-line')).toHaveText('Hello, world');
  await expect(block(page, 'greet')).toHaveAttribute('data-status', 'passed');
  await expect(check(page, 'greet').locator('.gp-check-word')).toHaveText('Passed');
});
