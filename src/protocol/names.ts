/** The numbers and names both ends of the socket share; free of the schema so that the page does not carry it. */

/** Bytes of one run's output that may be under way without an `ack`. */
export const WINDOW = 1 << 20;
export const PROTOCOL = 'guidepost.v1';
/** Stands before the token among the subprotocols that the page offers; never echoed. */
export const TOKEN_PREFIX = 'guidepost.auth.';
export const SOCKET_PATH = '/__guidepost/ws';
export const VERSION = 1;
