import type { Verdict } from '../../src/model/index.ts';
import { defineRule, fail, pass, unknown } from '../../src/model/index.ts';
import { fix, text } from '../shared/fix.ts';
import { type Release, support, tableConfidence, tableSource } from '../shared/lifecycle.ts';
import { described, installed, releaseOf } from '../shared/packages.ts';
import { found } from '../shared/places.ts';
import { compareVersions } from '../shared/versions.ts';

export default defineRule({
  id: 'django-eol',
  topic: 'extras/dependency-pinning',
  severity: 'high',
  docs: {
    title: 'Run a Django series that gets security fixes',
    why: 'After the end of a series its holes stay open, and the fixes of newer series tell everybody where they are.',
    how: 'What production installs (from the lock before the declaration) is compared with a dated table of the series. Past its end is high, an end within 180 days low, an older patch release than the newest known low. Of a range the newest series that it admits counts. A table older than 120 days lowers the confidence, and a series that it does not know is never a finding.',
    fix: 'Move to the LTS, `Django==5.2.*`, or to the newest series; `python -Wd manage.py check` shows the deprecations on the way.',
    silent: ['a range without an upper end: what is installed today is not known'],
    example: { language: 'text', bad: 'Django==4.2.30', good: 'Django==5.2.*  # LTS, until 2028-04' },
    references: [
      'https://www.djangoproject.com/download/#supported-versions',
      'https://docs.djangoproject.com/en/stable/releases/security/',
    ],
  },
  controls: { wellArchitected: ['SEC06'], soc2: ['CC7.1'], cwe: ['1104', '1395'], owaspTop10_2021: ['A06'] },
  needs: ['repository.dependencies'],
  subjects: ({ repository }) => installed(repository.dependencies, 'django'),
  judge: ({ package: django }, _, { today }) => {
    const { location } = django;
    const what = described('Django', django);
    const evidence = [found('django', django.version ?? django.specifier, location)];
    const series = releaseOf('django', django);
    if (series === undefined)
      return unknown(`the series of ${what} is not in the table of lifecycles, or is not told by the range`, {
        evidence,
        location,
      });
    const dates = {
      label: `end of support of Django ${series.cycle}`,
      value: series.end,
      source: tableSource('django'),
    };
    const details = { evidence: [...evidence, dates], location, confidence: tableConfidence(today) };
    return verdict(what, django.version, series, today, details);
  },
});

function verdict(
  what: string,
  version: string | undefined,
  series: Release,
  today: string,
  details: Pick<Verdict, 'evidence' | 'location' | 'confidence'>,
): Verdict {
  const state = support(series, today, 180);
  if (state.status === 'over' || state.status === 'long-term') {
    return fail(`${what} gets no security fixes since ${state.end}`, {
      ...details,
      fix: fix('Move to the LTS or the newest series', text('Django==5.2.*  # LTS, until 2028-04')),
    });
  }
  if (state.status === 'ending') {
    return fail(`${what} gets no security fixes after ${state.end}`, {
      ...details,
      severity: 'low',
      fix: fix('Plan the move', text('Django==5.2.*  # LTS, until 2028-04')),
    });
  }
  if (version !== undefined && series.latest !== undefined && compareVersions(version, series.latest) < 0) {
    return fail(`${what} lacks the fixes up to ${series.latest}`, {
      ...details,
      severity: 'low',
      fix: fix('Take the newest patch release', text(`Django==${series.latest}`)),
    });
  }
  return pass(`${what} is supported until ${series.end}`, details);
}
