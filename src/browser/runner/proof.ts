/**
 * The server proves that it knows the secret before the page sends it anything; a foreign program on the port cannot.
 */

/** Whether `proof` is the HMAC-SHA256 over the nonce, this page's origin and the host, under the secret. */
export async function isProven(
  proof: string,
  secret: string,
  nonce: string,
  origin: string,
  host: string,
): Promise<boolean> {
  return (await sign(secret, `${nonce}\n${origin}\n${host}`)) === proof;
}

/** A key for one connection, made of what the page kept of a runner that has ended; see server/gate/resume.ts. */
export async function passKey(
  resume: string,
  origin: string,
  host: string,
): Promise<{ token: string; secret: string }> {
  const made = `resume.${Date.now()}.${crypto.randomUUID().replaceAll('-', '')}`;
  const about = `${made}\n${origin}\n${host}`;
  const [pass, secret] = await Promise.all([sign(resume, `pass\n${about}`), sign(resume, `proof\n${about}`)]);
  return { token: `${made}.${pass}`, secret };
}

/** HMAC-SHA256 as base64url. */
async function sign(secret: string, text: string): Promise<string> {
  const utf8 = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', utf8.encode(secret), algorithm, false, ['sign']);
  const signature = await crypto.subtle.sign('HMAC', key, utf8.encode(text));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(signature)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
}
