import type { Text } from '../../model/repository/index.ts';

/** The address of an index: user and password are taken out of it. */
export function mask(address: string): Text {
  const found = /\/\/([^/@]+)@/.exec(address)?.[1];
  if (found === undefined) return { status: 'known', text: address };
  if (/^\$\{?\w+/.test(found)) return { status: 'reference', text: address };
  const traits = { length: found.length, uniqueCharacters: new Set(found).size, insecurePrefix: false };
  return { status: 'secret', text: address.replace(/\/\/[^/@]+@/, '//***@'), traits, placeholder: false };
}
