/** The headers of every answer, even of a refusal: no other site can embed or read it, and no cache may store it. */
export const HEADERS: Readonly<Record<string, string>> = {
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** The Content-Security-Policy of an answer that is not a page. */
export const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";
