/** Sends what the reader types to the program: in order, and each message only after the previous one was accepted. */
export interface Typing {
  type(text: string): void;
}

const LONGEST = 2048; // characters per message: at most 8192 bytes

/** `send` resolves with the reason for a refusal, or null. */
export function openTyping(send: (text: string) => Promise<string | null>): Typing {
  let waiting = '';
  let busy = false;

  async function flush() {
    busy = true;
    while (waiting !== '') {
      const text = firstPart(waiting);
      waiting = waiting.slice(text.length);
      if ((await send(text)) !== null) waiting = ''; // half of a text is worse than nothing
    }
    busy = false;
  }

  return {
    type(text) {
      waiting += text;
      if (!busy) void flush();
    },
  };
}

/** Never splits a surrogate pair. */
function firstPart(text: string): string {
  const part = text.slice(0, LONGEST);
  return /[\ud800-\udbff]$/.test(part) && part.length > 1 ? part.slice(0, -1) : part;
}
