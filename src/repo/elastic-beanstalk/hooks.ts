import type { PlatformHook, RepositoryFile } from '../../model/repository/index.ts';
import { shellLine } from '../command-line.ts';
import { item, startOf } from '../item.ts';
import { placeOfFile } from '../place.ts';
import type { Repository } from '../repository.ts';
import type { Shell } from '../shell/shell.ts';

const HOOK = /(?:^|\/)\.platform\/(hooks|confighooks)\/(prebuild|predeploy|postdeploy)\/[^/]+$/;

/** Scripts that the platform runs on every instance; editors' leftovers are none. */
export function readHooks(
  repository: Repository,
  shell: Shell,
  files: readonly RepositoryFile[],
): readonly PlatformHook[] {
  return files.flatMap(({ path, mode }) => {
    const [, when, stage] = HOOK.exec(path) ?? [];
    if (when === undefined || stage === undefined || /\.(md|txt|gitkeep)$|\/\.gitkeep$/.test(path)) return [];
    const text = repository.text(path);
    if (text === undefined) return [];
    const shebang = /^#!([^\n\r]*)/.exec(text)?.[1]?.trim();
    return [
      {
        ...item(startOf(path), undefined, 'production'),
        when: when as PlatformHook['when'], // the expression lets no other through
        stage: stage as PlatformHook['stage'],
        executable: mode === '100755',
        ...(shebang === undefined ? {} : { shebang }),
        stopsOnError: /^\s*set\s+-[a-z]*e|^\s*set\s+-o\s+errexit|^#!.*\s-[a-z]*e/m.test(text),
        script: shellLine(shell, text, placeOfFile(path, text), startOf(path)),
      },
    ];
  });
}
