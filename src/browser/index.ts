/**
 * What a guide page loads: its custom elements, which find the page's store themselves. Markup and words are made when
 * the site is built. This script contains what every reader needs; what needs a runner, or is rarely used (questions,
 * sequences, tools, explanations), is loaded on demand (platform/lazy-import.ts).
 */
import { GuideBar } from './elements/guide-bar.ts';
import { GuideBlock, GuideCode } from './elements/guide-block.ts';
import { GuideInputs } from './elements/guide-inputs.ts';
import { GuideOnly, GuideOptions } from './elements/guide-options.ts';
import { holdLinkedStep } from './elements/linked-step.ts';
import { GuideRail } from './elements/guide-rail.ts';

const elements = {
  'guide-options': GuideOptions,
  'guide-only': GuideOnly,
  'guide-block': GuideBlock,
  'guide-code': GuideCode,
  'guide-inputs': GuideInputs,
  'guide-rail': GuideRail,
  'guide-bar': GuideBar,
};
for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
holdLinkedStep();
