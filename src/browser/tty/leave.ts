/** Tab goes to the program, but leaves the terminal after Escape, and when the program has ended. */
export function leaving(ended: () => boolean): (event: KeyboardEvent) => boolean {
  let escaped = false;
  return (event) => {
    if (event.type !== 'keydown') return true;
    if (event.key === 'Tab' && (escaped || ended())) return false;
    if (event.key !== 'Shift') escaped = event.key === 'Escape';
    return true;
  };
}
