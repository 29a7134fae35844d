/**
 * Whether djaudit wrote the file: a report, a part of one, or a snapshot. It repeats what it says of an account, and is no
 * word of the repository's.
 */
export function isOwnOutput(path: string, text: string): boolean {
  if (!path.endsWith('.json')) return false;
  return /^\{\s*"schemaVersion":\s*\d+,\s*"tool":\s*\{\s*"name":\s*"djaudit"/.test(text) || SNAPSHOT.test(text);
}

const SNAPSHOT = /^\{\s*"accounts":\s*\[[^\]]*(?:\][^\]]*){0,200}"djauditSnapshot":\s*\d/;
