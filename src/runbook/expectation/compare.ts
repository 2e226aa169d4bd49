/** Which of two values comes first: below 0 the left one; NaN when one of them is not of the kind. */
export type Compare = (left: string, right: string) => number;
