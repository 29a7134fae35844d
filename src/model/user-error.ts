/**
 * A mistake that the user can mend: one line that says what, where and how to mend it; exit code 2.
 * Everything else that is thrown is a defect of ours and keeps its stack.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  /** The command or edit that mends it, when there is one. */
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}
