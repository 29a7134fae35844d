import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, pass } from '../../src/model/index.ts';
import type { RepositoryFile } from '../../src/model/repository/index.ts';
import { attestationEvidence, attested, expiredText } from '../shared/attestations.ts';
import { fix, text } from '../shared/fix.ts';

const FILE =
  /(^|\/)(locustfile\w*\.py|locust(_\w+)?\.py|[\w.-]*k6[\w.-]*\.(js|ts)|k6\/.+\.(js|ts)|artillery[\w.-]*\.ya?ml|[\w.-]+\.jmx|gatling[\w./-]*|[\w.-]*load[-_]?tests?[\w./-]*|vegeta[\w.-]*)$/i;
const COMMAND = /\b(locust|k6 run|artillery run|jmeter|vegeta|wrk|oha|hey -)\b/;

export default defineRule({
  id: 'no-load-test',
  topic: 'performance/load-testing',
  severity: 'info',
  docs: {
    title: 'Know how much the site carries',
    why: 'The first load test of a site without one is its first busy day: nobody knows what gives way first, workers, database connections or memory.',
    how: 'Files of locust, k6, Artillery, JMeter, Gatling and the like, and their commands in workflows, are searched for. None is only advice.',
    fix: '`locust -f locustfile.py --headless -u 50 -r 5 --host https://staging.example.com`, before each larger release.',
    silent: ['load tests that live in another repository: attested in djaudit.yml as `load-test`, with an end'],
    example: {
      language: 'yaml',
      bad: '# all that the workflows run\n- run: python manage.py test',
      good: '- run: python manage.py test\n- run: locust -f locustfile.py --headless -u 50 -r 5 -t 5m --host https://staging.example.com',
    },
    references: ['https://docs.locust.io/en/stable/quickstart.html', 'https://grafana.com/docs/k6/latest/'],
  },
  controls: { wellArchitected: ['PERF', 'REL12'], soc2: ['A1.1'] },
  needs: ['repository.files', 'repository.workflows', 'repository.dependencies', 'repository.project'],
  subjects: ({ repository }): readonly Subject[] => [{ ref: repository.project.ref }],
  judge: (_, { repository: { files, workflows, dependencies } }, context) => {
    const file = files.files.find(isLoadTest);
    if (file !== undefined) return pass(`${file.path} is a load test`);
    const run = workflows.find(({ jobs }) =>
      jobs.some(({ steps }) => steps.some((step) => step.run !== undefined && COMMAND.test(step.run.text))),
    );
    if (run !== undefined) return pass(`${run.path} runs a load test`);
    if (dependencies.resolved['locust'] !== undefined) return pass('locust is installed');
    const word = attested('load-test', context);
    if (word.holding !== undefined) {
      return pass(`${word.holding.owner} attests load tests: ${word.holding.attests}`, {
        evidence: [attestationEvidence(word.holding)],
        confidence: 'low',
      });
    }
    return fail(`no load test is in the repository${expiredText(word)}`, {
      fix: fix(
        'Write one for the three busiest pages',
        text('locust -f locustfile.py --headless -u 50 -r 5 --host https://staging.example.com'),
      ),
    });
  },
});

function isLoadTest({ path, tracked }: RepositoryFile): boolean {
  return tracked && FILE.test(path) && !path.includes('node_modules/');
}
