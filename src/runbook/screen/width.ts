/** How many columns a character takes in a terminal: 0 for marks and joiners, 2 for East Asian wide ones and emoji. */
export function widthOf(character: string): 0 | 1 | 2 {
  if (character < '\u0300') return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/**
 * Marks, format characters, and the vowels and finals of a Korean syllable, which are drawn with its first consonant.
 */
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;

/**
 * East Asian Width W and F (UAX 11) by block, and characters that are emoji by default; the letters of flags are
 * narrow.
 */
const WIDE =
  /^(?![\u{1f1e6}-\u{1f1ff}])[\p{Emoji_Presentation}\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u3247\u3250-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
