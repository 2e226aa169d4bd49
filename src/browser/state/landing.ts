/** For the front page: the progress of each guide, as its pages last stored it. */
import { setAttribute, setText } from '../platform/dom.ts';
import { keptPlace, keptSteps } from './local-choices.ts';
import * as words from '../../words/en.ts';

for (const node of document.querySelectorAll<HTMLElement>('[data-steps-of]')) {
  const steps = keptSteps(node.dataset['stepsOf'] ?? '');
  if (steps !== null) setText(node, steps);
}

for (const link of document.querySelectorAll<HTMLElement>('[data-resume]')) {
  const place = keptPlace(link.dataset['resume'] ?? '');
  if (!place) continue;
  setText(link, words.landing.resume(place.title, place.done));
  setAttribute(link, 'href', place.address);
  link.hidden = false;
}
