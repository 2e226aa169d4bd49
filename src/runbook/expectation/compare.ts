/** Compares two values: below 0 if the left one is smaller; NaN if one of them is not of the type. */
export type Compare = (left: string, right: string) => number;
