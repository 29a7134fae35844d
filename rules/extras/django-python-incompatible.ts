import type { Subject } from '../../src/model/index.ts';
import { defineRule, fail, notApplicable, pass, unknown } from '../../src/model/index.ts';
import type { RuntimeVersion } from '../../src/model/repository/index.ts';
import { fix, text } from '../shared/fix.ts';
import { tableConfidence, tableSource } from '../shared/lifecycle.ts';
import { described, releaseOf } from '../shared/packages.ts';
import { found } from '../shared/places.ts';
import { compareVersions, seriesOf } from '../shared/versions.ts';

interface Judged extends Subject {
  readonly runtime: RuntimeVersion;
}

export default defineRule({
  id: 'django-python-incompatible',
  topic: 'extras/dependency-pinning',
  severity: 'high',
  docs: {
    title: 'Run Django on a Python that it supports',
    why: 'Outside of the supported range Django is not tested: it fails at import, or later in the one place that changed.',
    how: 'Every Python that serves production (image, .python-version, platform) is compared with the versions that the installed Django series supports.',
    fix: 'Bring the image or the platform and Django into one range of the table.',
    silent: ['Python versions of tests and tools', 'series that the table does not know'],
    example: {
      language: 'dockerfile',
      bad: '# requirements.txt: Django==6.0.10\nFROM python:3.11-slim',
      good: '# requirements.txt: Django==6.0.10\nFROM python:3.13-slim',
    },
    references: ['https://docs.djangoproject.com/en/stable/faq/install/#what-python-version-can-i-use-with-django'],
  },
  controls: { cwe: ['1104'] },
  needs: ['repository.dependencies', 'repository.runtimes'],
  subjects: ({ repository }): readonly Judged[] =>
    repository.runtimes
      .filter(({ runtime, use, role }) => runtime === 'python' && use === 'run' && role === 'production')
      .map((runtime) => ({ ref: runtime.ref, runtime })),
  judge: ({ runtime }, { repository: { dependencies } }, { today }) => {
    const django = dependencies.resolved['django'];
    if (django === undefined) return notApplicable('no file says which Django is installed');
    const python = seriesOf(runtime.version, 2);
    const series = releaseOf('django', django);
    const evidence = [
      found('python', runtime.version, runtime.location),
      found('django', django.version ?? django.specifier, django.location),
    ];
    const details = { evidence, location: runtime.location, confidence: tableConfidence(today) };
    if (python === undefined || series?.python === undefined) {
      return unknown(
        `whether ${described('Django', django)} supports Python ${runtime.version} is not in the table`,
        details,
      );
    }
    if (series.python.includes(python)) return pass(`Django ${series.cycle} supports Python ${python}`, details);
    if (newer(python, series.python) && series.cycle === '6.1')
      return unknown(`Python ${python} is newer than the table`, details);
    const range = `${series.python[0] ?? ''} to ${series.python.at(-1) ?? ''}`;
    return fail(`${runtime.path} runs Python ${python}, which Django ${series.cycle} does not support (${range})`, {
      ...details,
      evidence: [...evidence, { label: 'supported Python versions', value: range, source: tableSource('django') }],
      fix: fix('Bring both into one range', text(`FROM python:${series.python.at(-1) ?? '3.13'}-slim`)),
    });
  },
});

function newer(python: string, supported: readonly string[]): boolean {
  return supported.every((one) => compareVersions(python, one) > 0);
}
