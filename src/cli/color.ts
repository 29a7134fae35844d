/** Whether to write ANSI colours: the option, then NO_COLOR and FORCE_COLOR, then whether anybody watches. */
export function wantsColor(
  option: 'auto' | 'always' | 'never',
  stream: Pick<NodeJS.WriteStream, 'isTTY'>,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (option !== 'auto') return option === 'always';
  const { FORCE_COLOR, NO_COLOR, TERM } = env as { readonly [name: string]: string | undefined };
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return Boolean(stream.isTTY) && TERM !== 'dumb';
}
