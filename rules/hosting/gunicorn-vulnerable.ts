import type { Severity, Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { admits, described, installed } from '../shared/packages.ts';
import { found } from '../shared/places.ts';
import { compareVersions } from '../shared/versions.ts';

interface Flaw {
  readonly before: string;
  readonly severity: Severity;
  readonly what: string;
}

/** The worst first. */
const FLAWS: readonly Flaw[] = [
  {
    before: '22.0.0',
    severity: 'high',
    what: 'a request can be smuggled past the load balancer (CVE-2024-1135, CVE-2024-6827)',
  },
  { before: '26.0.0', severity: 'low', what: 'it lacks the stricter HTTP parser of 26.0.0' },
];

export default defineRule({
  id: 'gunicorn-vulnerable',
  topic: 'hosting/gunicorn',
  severity: 'high',
  docs: {
    title: 'Run a gunicorn that parses requests strictly',
    why: 'Old versions and the load balancer can disagree on where a request ends. What follows is then taken for the next visitor’s request: rules of the firewall and the login are passed by.',
    how: 'The gunicorn that production installs: before 22.0.0 high (CVE-2024-1135, and CVE-2024-6827, which is published for 21.2.0), before 26.0.0 low.',
    fix: '`pip install "gunicorn>=26"`.',
    silent: ['Elastic Beanstalk that brings its own gunicorn because no file names one'],
    example: { language: 'text', bad: 'gunicorn==21.2.0', good: 'gunicorn==26.2.0' },
    references: [
      'https://github.com/advisories/GHSA-w3h3-4rj7-4ph4',
      'https://github.com/advisories/GHSA-hc5x-x2vx-497g',
      'https://docs.gunicorn.org/en/stable/news.html',
    ],
  },
  controls: { wellArchitected: ['SEC06'], soc2: ['CC7.1'], cwe: ['444', '1395'], owaspTop10_2021: ['A06'] },
  needs: ['repository.dependencies'],
  subjects: ({ repository }) => installed(repository.dependencies, 'gunicorn'),
  judge: ({ package: gunicorn }) => {
    const { version, specifier, location } = gunicorn;
    const what = described('gunicorn', gunicorn);
    const details = { evidence: [found('gunicorn', version ?? specifier, location)], location };
    if (version === undefined) return ofRange(what, specifier, details);
    const flaw = flawOf(version);
    return flaw === undefined ? pass(`${what} has none of the known flaws`, details) : flawed(what, flaw, details);
  },
});

/** One release of each line, the newest first: pip installs the newest that a range admits. */
const LINES = ['27.0.1', '26.2.0', '25.3.0', '24.1.1', '23.0.0', '22.0.0', '21.2.0', '20.1.0', '19.10.0'];

function ofRange(what: string, specifier: string, details: Pick<Verdict, 'evidence' | 'location'>): Verdict {
  const newest =
    specifier === '' || admits(specifier, '99.0.0') ? undefined : LINES.find((line) => admits(specifier, line));
  if (newest === undefined) {
    const given = specifier === '' ? 'a name without a version' : specifier;
    return unknown(`which gunicorn is installed today is not told by ${given}`, details);
  }
  const flaw = flawOf(newest);
  return flaw === undefined ? pass(`${what} has none of the known flaws`, details) : flawed(what, flaw, details);
}

function flawOf(version: string): Flaw | undefined {
  return FLAWS.find(({ before }) => compareVersions(version, before) < 0);
}

function flawed(
  what: string,
  { severity, what: flaw }: Flaw,
  details: Pick<Verdict, 'evidence' | 'location'>,
): Verdict {
  return fail(`${what}: ${flaw}`, { ...details, severity, fix: fix('Take a newer gunicorn', text('gunicorn>=26')) });
}
