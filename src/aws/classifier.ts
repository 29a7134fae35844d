const NAME =
  /(secret|passw(or)?d|passphrase|pwd|token|credential|private|api_?key|access_?key|signing|salt|auth|dsn|_key|_url|_uri|webhook|connection_?string)/i;
const LOOK =
  /:\/\/[^/@\s]*@|-----BEGIN|\beyJ[\w-]{8,}\.|AKIA[A-Z0-9]{12,}|ASIA[A-Z0-9]{12,}|gh[pousr]_\w{16,}|xox[abpr]-|sk_(live|test)_|django-insecure-|hooks\.slack\.com|[A-Za-z0-9+/=_-]{32,}/;

export function isSecretName(name: string): boolean {
  return NAME.test(name);
}

export function looksSecret(text: string): boolean {
  return LOOK.test(text);
}
