/**
 * A text that may hold a secret. `value` is there only when the classifier calls it no secret; otherwise `redacted` says what
 * may be said of it. One of the two is present.
 */
export interface GuardedText {
  readonly value?: string;
  readonly redacted?: RedactedText;
}

/** What is left of a secret when it leaves the collector: the parts of it that are none. */
export interface RedactedText {
  /** Lower case, without `://`: `postgres`, `rediss`. */
  readonly scheme?: string;
  readonly host?: string;
  readonly port?: string;
  /** The path of the URL without its leading slash: the database's name. */
  readonly path?: string;
  /** Parameters of the URL's query that are no secret: `sslmode`. */
  readonly query?: Readonly<Record<string, string>>;
  /** `empty`, or characters in classes: enough to tell a placeholder from a key, too little to search for it. */
  readonly length: 'empty' | '1-7' | '8-15' | '16-31' | '32-63' | '64+';
}

/** A variable as a container or an environment gets it. */
export interface GuardedVariable extends GuardedText {
  readonly name: string;
}
