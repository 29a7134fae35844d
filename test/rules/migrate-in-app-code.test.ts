import rule from '../../rules/databases/migrate-in-app-code.ts';
import type { ManagementRun } from '../../src/model/repository/index.ts';
import { testRule } from '../../src/testing/index.ts';
import { project } from '../build/project.ts';
import { managementRun } from '../build/repository.ts';

const given = (...migrateRuns: readonly ManagementRun[]) => ({
  given: { repository: { migrateRuns, project: project() } },
});
const ready = { path: 'shop/apps.py', artefact: 'python', phase: 'import', text: 'call_command("migrate")' } as const;

testRule(rule, {
  pass: {
    'a step of the deployment': given(managementRun()),
    'in a test helper': given(managementRun({ ...ready, role: 'test' })),
  },
  fail: {
    'AppConfig.ready': {
      ...given(managementRun(ready)),
      reports: ['shop/apps.py migrates when the application is imported: every worker of every copy does'],
    },
  },
});
