/**
 * The names that stand in live facts: each word, the domains above each host (`www.example.com` names `example.com`), and
 * the bucket of an S3 address (`media.s3.eu-west-1.amazonaws.com`).
 */
export function namesIn(items: readonly unknown[]): ReadonlySet<string> {
  const words = new Set(
    JSON.stringify(items)
      .toLowerCase()
      .split(/[^a-z0-9._-]+/),
  );
  const names = new Set<string>();
  for (const word of words) {
    names.add(word);
    const bucket = /^(.+)\.s3[.-]/.exec(word)?.[1];
    if (bucket !== undefined) names.add(bucket);
    for (let dot = word.indexOf('.'); dot >= 0; dot = word.indexOf('.', dot + 1)) names.add(word.slice(dot + 1));
  }
  return names;
}
