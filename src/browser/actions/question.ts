/** A question or message of a block, on the page between its command and its output. */
import { codeFrame } from '../platform/code.ts';
import { button, h, icon } from '../platform/html.ts';
import * as words from '../../words/en.ts';

export interface Choice {
  readonly icon: string;
  readonly label: string;
  /** How the button looks; a plain button if it is missing. */
  readonly tone?: 'primary' | 'danger';
  readonly choose: () => void;
}

export interface QuestionBox {
  /** Shows the text with its choices and moves the focus there. */
  ask(text: string | Node, choices: readonly Choice[]): void;
  clear(): void;
}

const ID = 'gp-question'; // of the newest question; screen readers read it when the focus arrives

export function questionBox(element: HTMLElement): QuestionBox {
  const clear = () => element.querySelector(':scope > .gp-question')?.remove();
  return {
    clear,
    ask(text, choices) {
      clear();
      const dismiss = () => {
        clear();
        element.querySelector<HTMLElement>('.gp-run')?.focus();
      };
      const buttons = choices.map(({ icon: drawing, label, tone, choose }) => {
        const made = button(drawing, label, ({ isTrusted }) => {
          if (!isTrusted) return; // only the reader may answer, not a script
          dismiss();
          choose();
        });
        if (tone) made.classList.add(`gp-${tone}`);
        return made;
      });
      const close = button('close', choices.length > 0 ? words.question.cancel : words.question.close, dismiss);
      const box = h(
        'div',
        {
          class: 'gp-question',
          role: 'group',
          tabindex: '-1',
          'aria-label': words.question.label,
          'aria-describedby': ID,
        },
        icon('asks'),
        h('div', { class: 'gp-question-text', id: ID }, text),
        h('div', { class: 'gp-question-actions' }, ...buttons, close),
      );
      box.addEventListener('keydown', (event) => event.key === 'Escape' && dismiss());
      codeFrame(element)?.after(box);
      box.focus({ preventScroll: true });
      box.scrollIntoView({ block: 'nearest' });
    },
  };
}

/** A message under a block, without choices. */
export function say(element: HTMLElement, text: string): void {
  questionBox(element).ask(text, []);
}
