/** The server proves that it knows the secret before the page tells it anything: a squatter on the port does not. */

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
  return btoa(String.fromCharCode(...new Uint8Array(signature))) === base64(proof);
}

/** The server writes base64url, whose 32 bytes lack one sign of filling. */
function base64(url: string): string {
  return `${url.replaceAll('-', '+').replaceAll('_', '/')}=`;
}
