/** The server proves that it knows the secret before the page tells it anything: a squatter on the port does not. */

export function newNonce(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(24)));
}

/** Whether `proof` is the HMAC-SHA256 over the nonce, this page's origin and the host, under the secret. */
export async function isProven(
  proof: string,
  secret: string,
  nonce: string,
  origin: string,
  host: string,
): Promise<boolean> {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', text.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ]);
  const signature = await crypto.subtle.sign('HMAC', key, text.encode(`${nonce}\n${origin}\n${host}`));
  return base64url(new Uint8Array(signature)) === proof;
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
