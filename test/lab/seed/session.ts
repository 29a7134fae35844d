/** How the seeds reach moto: any keys will do. */
export interface Session {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly forcePathStyle: true;
}

export function session(endpoint: string): Session {
  const credentials = { accessKeyId: 'AKIALABLABLABLABLAB1', secretAccessKey: 'lab' };
  return { endpoint, region: 'eu-west-1', credentials, forcePathStyle: true };
}

/** What AWS types as optional and always sends. */
export function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`moto gave no ${what}`);
  return value;
}
