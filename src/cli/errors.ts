import { maskText } from '../model/mask-text.ts';
import { UserError } from '../model/user-error.ts';

/** Whatever is said of an error quotes what was wrong, and that may be a secret. A mistake of the user in one line with its remedy; anything else is a defect of ours and keeps its stack. */
export function explainError(error: unknown): string {
  if (error instanceof UserError) return `djaudit: ${oneLine(sentence(maskText(error.message), error.remedy))}\n`;
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `djaudit: this is a defect of djaudit, please report it: ${plain(maskText(stack))}\n`;
}

function sentence(message: string, remedy: string | undefined): string {
  if (remedy === undefined) return message;
  return `${message}${/[.?!]$/.test(message) ? '' : '.'} ${remedy}`;
}

function oneLine(text: string): string {
  return plain(text).replaceAll(/\s+/g, ' ').trim();
}

/** Names from outside may hold escape sequences. */
function plain(text: string): string {
  return text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}
