/** Where a joiner is allowed: the contexts of RFC 5892, appendix A. */

/** Text that ends with a virama, the sign that joins the consonants of Indic scripts. */
export const VIRAMAS =
  /[\p{L}\p{M}][\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0F84\u1039\u103A\u1714\u1734\u17D2\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\uA806\uA8C4\uA953\uA9C0\uAAF6\uABED]$/u;

/**
 * Whether a non-joiner separates two letters that would be joined: the first one must join to its left, the second one
 * to its right. Vowel signs in between are ignored.
 */
export function joinsArabic(before: string, after: string): boolean {
  const first = /(\p{L})\p{Mn}*$/u.exec(before)?.[1];
  const second = /^\p{Mn}*(\p{L})/u.exec(after)?.[1];
  return (
    first !== undefined && second !== undefined && CURSIVE.test(first) && !ENDS.test(first) && CURSIVE.test(second)
  );
}

const CURSIVE =
  /(?!\u0621|\u0674)[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]/u;
/** Letters that join to the right only (Joining_Type R), so that the next one is separate in any case. */
const ENDS =
  /[\u0622-\u0625\u0627\u0629\u062F-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06C0\u06C3-\u06CB\u06CD\u06CF\u06D2\u06D3\u06D5\u06EE\u06EF\u0710\u0715-\u0719\u071E\u0728\u072A\u072C\u072F\u074D\u0759-\u075B\u076B\u076C\u0771\u0773\u0774\u0778\u0779]/;
