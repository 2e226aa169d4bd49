/** The elements that need a runner. Before that, the page's markup stands for them. */
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
