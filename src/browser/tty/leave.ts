/** Tab belongs to the program, except after Escape, and once the program has ended: then it leaves the terminal. */
export function leaving(ended: () => boolean): (event: KeyboardEvent) => boolean {
  let escaped = false;
  return (event) => {
    if (event.type !== 'keydown') return true;
    if (event.key === 'Tab' && (escaped || ended())) return false;
    if (event.key !== 'Shift') escaped = event.key === 'Escape';
    return true;
  };
}
