/** The numbers and names that both ends of the socket share; without the schema, so that the page need not load it. */

/** How many bytes of a run's output may be sent without an `ack`. */
export const WINDOW = 1 << 20;
export const PROTOCOL = 'guidepost.v1';
/** The prefix of the token among the subprotocols that the page offers; never sent back. */
export const TOKEN_PREFIX = 'guidepost.auth.';
export const SOCKET_PATH = '/__guidepost/ws';
export const VERSION = 1;
