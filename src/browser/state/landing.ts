/** On the front page: a guide has as many steps as its own pages said last, where the reader has made choices since. */
import { setText } from '../platform/dom.ts';
import { keptSteps } from './local-choices.ts';

for (const node of document.querySelectorAll<HTMLElement>('[data-steps-of]')) {
  const steps = keptSteps(node.dataset['stepsOf'] ?? '');
  if (steps !== null) setText(node, steps);
}
