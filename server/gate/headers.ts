/** What stands in every answer, a refusal included, whoever gives it: a page is kept to itself, and nothing is kept. */
export const HEADERS: Readonly<Record<string, string>> = {
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** Of an answer that is no page. */
export const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";
