/** What a guide page loads: its custom elements, which find the page's store by themselves. */
import { GuideBar } from './elements/guide-bar.ts';
import { GuideBlock, GuideCode } from './elements/guide-block.ts';
import { GuideCheck, GuideHelp } from './elements/guide-check.ts';
import { GuideInputs } from './elements/guide-inputs.ts';
import { GuideOnly, GuideOptions } from './elements/guide-options.ts';
import { GuideRail } from './elements/guide-rail.ts';
import { GuideTold } from './elements/guide-told.ts';

customElements.define('guide-options', GuideOptions);
customElements.define('guide-only', GuideOnly);
customElements.define('guide-block', GuideBlock);
customElements.define('guide-code', GuideCode);
customElements.define('guide-check', GuideCheck);
customElements.define('guide-help', GuideHelp);
customElements.define('guide-inputs', GuideInputs);
customElements.define('guide-rail', GuideRail);
customElements.define('guide-bar', GuideBar);
customElements.define('guide-told', GuideTold);
