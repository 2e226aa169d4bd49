/** The dialog of all steps (components/GuideParts.astro). Its list is made when it is first asked for: a page of many steps would hold each twice. */
export function stepsDialog(): HTMLDialogElement | null {
  const dialog = document.querySelector<HTMLDialogElement>('#gp-steps-dialog');
  if (dialog && !dialog.querySelector('guide-rail')) dialog.append(document.createElement('guide-rail'));
  return dialog;
}
