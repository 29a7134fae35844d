/** A list of tags as the services write it: `Key`/`Value`, or in lower case. */
type Tags = readonly {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}[];

/** The Name tag, which people give, else the name that AWS has for it. */
export function nameOf(tags: Tags | undefined, otherwise: string): string {
  const tag = tags?.find(({ Key, key }) => (Key ?? key) === 'Name');
  return (tag?.Value ?? tag?.value) || otherwise;
}
