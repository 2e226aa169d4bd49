/** What a guide page loads: its custom elements, which find the page's store by themselves. */
import { GuideBar } from './elements/guide-bar.ts';
import { GuideBlock, GuideCode } from './elements/guide-block.ts';
import { GuideCheck, GuideHelp } from './elements/guide-check.ts';
import { GuideInputs } from './elements/guide-inputs.ts';
import { GuideOnly, GuideOptions } from './elements/guide-options.ts';
import { GuideRail } from './elements/guide-rail.ts';
import { GuideLiveRegion } from './elements/live-region.ts';

const elements = {
  'guide-options': GuideOptions,
  'guide-only': GuideOnly,
  'guide-block': GuideBlock,
  'guide-code': GuideCode,
  'guide-check': GuideCheck,
  'guide-help': GuideHelp,
  'guide-inputs': GuideInputs,
  'guide-rail': GuideRail,
  'guide-bar': GuideBar,
  'guide-live-region': GuideLiveRegion,
};
for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
