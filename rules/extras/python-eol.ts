import { type DeployedService, defineRule, fail, pass, unknown, type VerdictDetails } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { release, type Support, support, tableConfidence, tableSource } from '../shared/lifecycle.ts';
import { beanstalkOf } from '../shared/live.ts';
import { type LivePython, livePython } from '../shared/live-python.ts';
import { where } from '../shared/places.ts';
import { linkEvidence, nameOf } from '../shared/service.ts';

const SOON = 180;

export default defineRule({
  id: 'python-eol',
  topic: 'extras/dependency-pinning',
  severity: 'high',
  docs: {
    title: 'Run a Python that gets security fixes',
    why: 'After the end of a series its holes in TLS, mail and archive handling stay open, and packages stop building for it: the next urgent update of Django cannot be installed.',
    how: 'The Python that each live service runs is read from the platform of the Elastic Beanstalk environment, or from the image that the repository builds for the container, and compared with a dated table. Past its end is high; the Python 3.9 that Amazon Linux 2023 brings itself and patches is medium; an end within 180 days is low. A table older than 120 days lowers the confidence, and a series that it does not know is never a finding.',
    fix: 'Move to a supported series: `FROM python:3.13-slim`, or the platform branch of Elastic Beanstalk by a blue/green deployment.',
    silent: [
      'images that do not name a Python: unknown',
      'images on the Python of Debian or Ubuntu, which the distribution patches: base-image-eol judges those',
    ],
    example: {
      language: 'dockerfile',
      bad: '# the image of the live service\nFROM python:3.9-slim',
      good: '# the image of the live service\nFROM python:3.13-slim',
    },
    references: [
      'https://devguide.python.org/versions/',
      'https://docs.aws.amazon.com/linux/al2023/ug/python.html',
      'https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.platform.upgrade.html',
    ],
  },
  controls: { wellArchitected: ['SEC06'], soc2: ['CC7.1'], cwe: ['1104'], owaspTop10_2021: ['A06'] },
  needs: ['deployment.services', 'repository.runtimes'],
  subjects: ({ deployment }) => deployment.services,
  judge: (service, { repository }, { today }) => {
    const python = livePython(service, repository.runtimes);
    if ('missing' in python) return unknown(`the Python of ${nameOf(service)} is not known: ${python.missing}`);
    const known = release('python', python.series);
    const evidence = [python.evidence, linkEvidence(service)];
    if (known === undefined)
      return unknown(`Python ${python.series} of ${nameOf(service)} is not in the table of lifecycles`, { evidence });
    const dates = {
      label: `end of support of Python ${python.series}`,
      value: known.end,
      source: tableSource('python'),
    };
    const details = {
      evidence: [...evidence, dates],
      confidence: tableConfidence(today),
      ...where(python.evidence.location),
    };
    return verdict(service, python, support(known, today, SOON), details);
  },
});

function verdict(service: DeployedService, { series, system }: LivePython, state: Support, details: VerdictDetails) {
  const what = `${nameOf(service)} runs Python ${series}`;
  if (state.status === 'supported') return pass(`${what}, which is supported until ${state.end}`, details);
  const over = state.status !== 'ending';
  return fail(
    over
      ? `${what}, which gets no security fixes since ${state.end}${system ? ' but those of Amazon Linux' : ''}`
      : `${what}, which gets no security fixes after ${state.end}`,
    {
      ...details,
      severity: over ? (system ? 'medium' : 'high') : 'low',
      fix: fix(over ? 'Move to a supported Python' : 'Plan the move', ...moveTo(service)),
    },
  );
}

function moveTo(service: DeployedService) {
  const beanstalk = beanstalkOf(service);
  if (beanstalk === undefined) return [text('FROM python:3.13-slim  # and the same version in the tests and the lock')];
  const { EnvironmentName: name } = beanstalk;
  return [
    text(
      `The branch of an environment cannot be changed: make a second one, test it, swap the addresses.\n\neb create ${name}-new -p "Python 3.13 running on 64bit Amazon Linux 2023"\neb deploy ${name}-new\neb swap ${name} --destination_name ${name}-new`,
    ),
  ];
}
