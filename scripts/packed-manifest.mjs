/**
 * `npm pack` runs this before and after: what is packed needs no other package, because the bundle holds the code and
 * `types/` the types. The dependencies of package.json are what the bundle is made of.
 *
 *     node scripts/packed-manifest.mjs          writes package.json as it is packed, keeps the other
 *     node scripts/packed-manifest.mjs restore  puts it back
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const KEPT = '.package.json';

if (existsSync(KEPT)) renameSync(KEPT, 'package.json'); // also of a run that was cut off
if (process.argv[2] !== 'restore') {
  const text = readFileSync('package.json', 'utf8');
  writeFileSync(KEPT, text);
  writeFileSync('package.json', `${JSON.stringify(packed(JSON.parse(text), process.env), null, 2)}\n`);
}

/** In a workflow npm compares the repository with the one that the provenance names. */
function packed({ dependencies, devDependencies, ...manifest }, { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }) {
  const repository = server && name ? { repository: { type: 'git', url: `git+${server}/${name}.git` } } : {};
  return { ...manifest, ...repository, devDependencies: { ...dependencies, ...devDependencies } };
}
