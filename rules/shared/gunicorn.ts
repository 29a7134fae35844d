import type { Evidence } from '../../src/model/index.ts';
import type { Effective, GunicornOptions } from '../../src/model/repository/index.ts';

/** An option of gunicorn as it takes effect, and where that was said. */
export function optionEvidence(
  name: keyof GunicornOptions,
  option: Effective<unknown> & { status: 'known' },
): Evidence {
  const { location, source, value } = option;
  return {
    label: name,
    value: Array.isArray(value) ? value.join(', ') : String(value),
    source: location === undefined ? `gunicorn's ${source}` : `${location.path}:${location.line}`,
    ...(location === undefined ? {} : { location }),
  };
}
