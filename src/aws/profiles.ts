import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { nearest } from '../model/nearest.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
/** The keys of one section; those of a profile in the two files together. */
type Profile = Readonly<Record<string, string>>;

export interface ProfileFiles {
  readonly config: string;
  readonly credentials: string;
  readonly profiles: ReadonlyMap<string, Profile>;
}

/** Reads the names and keys of the profiles; files that are not there have none. Of credentials only the presence is used. */
export async function readProfiles(env: Environment): Promise<ProfileFiles> {
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir();
  const config = env['AWS_CONFIG_FILE'] ?? join(home, '.aws', 'config');
  const credentials = env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(home, '.aws', 'credentials');
  const profiles = new Map<string, Profile>();
  const add = (name: string, keys: Profile) => profiles.set(name, { ...profiles.get(name), ...keys });
  for (const [section, keys] of sectionsOf(await textOf(config))) {
    if (section === 'default') add(section, keys);
    const name = /^profile\s+(.+)$/.exec(section)?.[1];
    if (name !== undefined) add(name.replaceAll(/^["']|["']$/g, ''), keys);
  }
  for (const [section, keys] of sectionsOf(await textOf(credentials))) add(section, keys);
  return { config, credentials, profiles };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

function sectionsOf(text: string): ReadonlyMap<string, Profile> {
  const sections = new Map<string, Record<string, string>>();
  let current: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    const [, key, value] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (section !== undefined) {
      current = sections.get(section) ?? {};
      sections.set(section, current);
    } else if (key !== undefined && value !== undefined && !/^\s*[#;]/.test(line)) current[key.toLowerCase()] = value;
  }
  return sections;
}

/** The names that somebody who typed `wanted` may have meant: at most three, the nearest first. */
export function nearNames(wanted: string, names: Iterable<string>): readonly string[] {
  const left = new Set(names);
  const near: string[] = [];
  for (let name = nearest(wanted, left); name !== undefined && near.length < 3; name = nearest(wanted, left)) {
    near.push(name);
    left.delete(name);
  }
  return near;
}
