/** The elements that draw what a runner tells. What they say of nothing stands in the page's markup. */
import { GuideCheck } from './guide-check.ts';
import { GuideHelp } from './guide-help.ts';
import { GuideLiveRegion } from './live-region.ts';
import { GuideNow } from './guide-now.ts';

const elements = {
  'guide-check': GuideCheck,
  'guide-help': GuideHelp,
  'guide-now': GuideNow,
  'guide-live-region': GuideLiveRegion,
};
for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
