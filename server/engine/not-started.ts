/** There is nothing to start a script with, or nowhere to start it in. */
export class NotStarted extends Error {}
