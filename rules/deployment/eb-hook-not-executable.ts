import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { PlatformHook } from '../../src/model/repository/index.ts';
import { fix, quoted, text } from '../shared/fix.ts';
import { found } from '../shared/places.ts';

export default defineRule({
  id: 'eb-hook-not-executable',
  topic: 'deployment/elastic-beanstalk',
  severity: 'medium',
  docs: {
    title: 'Make platform hooks executable',
    why: 'Elastic Beanstalk starts the files of .platform/hooks as programs. Without the execute bit or the first line that names the interpreter the deployment fails, or the hook does nothing; without `set -e` a failed command is passed over.',
    how: 'The mode in git’s index counts, because that is what the bundle gets, and the first two bytes must be `#!`. A script that goes on after an error is low.',
    fix: '`git update-index --chmod=+x .platform/hooks/predeploy/*`.',
    silent: ['hooks that a container_command or the Buildfile makes executable'],
    example: {
      language: 'text',
      bad: '.platform/hooks/predeploy/01_static.sh, mode 100644 in git:\n\n#!/bin/bash\nset -euo pipefail\npython manage.py collectstatic --noinput',
      good: '.platform/hooks/predeploy/01_static.sh, mode 100755 in git:\n\n#!/bin/bash\nset -euo pipefail\npython manage.py collectstatic --noinput',
    },
    references: [
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/platforms-linux-extend.hooks.html',
      'https://repost.aws/knowledge-center/elastic-beanstalk-platform-hooks',
    ],
  },
  controls: { wellArchitected: ['REL08'] },
  needs: ['repository.elasticBeanstalk'],
  subjects: ({ repository }) => repository.elasticBeanstalk.hooks,
  judge: (hook, { repository: { elasticBeanstalk } }) => {
    const details = {
      evidence: [found('mode', hook.executable ? '100755' : '100644', hook.location)],
      location: hook.location,
    };
    const chmod = [
      ...elasticBeanstalk.containerCommands,
      ...elasticBeanstalk.extensions.flatMap(({ commands }) => commands),
    ].find(({ command }) => /chmod\b.*\.platform\//.test(command.text));
    if (!hook.executable && chmod === undefined) {
      return fail(`${hook.path} is not executable in git: Elastic Beanstalk cannot run it`, {
        ...details,
        fix: fix('Set the bit in git', text(`git update-index --chmod=+x ${quoted(hook.path)}`)),
      });
    }
    if (hook.shebang === undefined) {
      return fail(`${hook.path} does not begin with #!: the system does not know what to run it with`, {
        ...details,
        fix: fix('Name the interpreter', text('#!/bin/bash')),
      });
    }
    return isShell(hook) && !hook.stopsOnError ? goesOn(hook, details) : pass(`${hook.path} can be run`, details);
  },
});

function isShell({ shebang }: PlatformHook): boolean {
  return shebang !== undefined && /\b(ba|da|z)?sh\b/.test(shebang);
}

/** A single command needs no `set -e`: its status is the script's. */
function goesOn(hook: PlatformHook, details: Parameters<typeof pass>[1]) {
  if (hook.script.commands.length < 2) return pass(`${hook.path} can be run`, details);
  return fail(`${hook.path} goes on after a failed command: it has no \`set -e\``, {
    ...details,
    severity: 'low',
    fix: fix('Stop at the first error', text('set -euo pipefail')),
  });
}
