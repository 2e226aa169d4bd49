import type { Place } from './place.ts';

/** A mistake of the author: the place, what is wrong, and what to write instead. */
export class RunbookError extends Error {
  readonly place: Place;
  /** The page that cannot be read: another file, where the mistake stands in one that it includes. */
  readonly page: string;
  /** The first page of the guide that cannot be read; the same page, where nobody knows a guide around it. */
  readonly guide: string;

  constructor(place: Place, message: string, page = place.file, guide = page) {
    super(message);
    this.name = 'RunbookError';
    this.place = place;
    this.page = page;
    this.guide = guide;
  }

  /** `guide.mdx:12: timeout=9 should look like 30s or 5m`; line 0 means the whole file. */
  override toString(): string {
    const { file, line } = this.place;
    return `${line === 0 ? file : `${file}:${line}`}: ${this.message}`;
  }
}
