import { expect, it } from 'vitest';
import { assignedAt, setting } from '../../rules/shared/settings.ts';
import { known, settings, value } from '../build/settings.ts';

it('a setting is mended where it was assigned or changed, not where a module passes it on', () => {
  const trace = [
    { path: 'base.py', line: 24 },
    { path: 'base.py', line: 40, operation: '+=' },
    { path: 'production.py', line: 5, operation: 'import *' },
  ];
  const found = setting(settings({ INSTALLED_APPS: value(known([]), trace) }), 'INSTALLED_APPS');
  expect(found && assignedAt(found)).toEqual(trace[1]);
});
