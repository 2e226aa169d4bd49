/** Notifications by the system, for readers who look elsewhere and have allowed them. */

/** The browser asks once and remembers the answer. */
export function mayAskToNotify(): boolean {
  return isThere() && Notification.permission === 'default';
}

export function askToNotify(): void {
  void Notification.requestPermission();
}

export function notify(text: string): void {
  if (!document.hidden || !isThere() || Notification.permission !== 'granted') return;
  const notification = new Notification(text, { tag: 'guidepost' });
  notification.addEventListener('click', () => {
    window.focus();
    notification.close();
  });
}

function isThere(): boolean {
  return typeof Notification !== 'undefined';
}
