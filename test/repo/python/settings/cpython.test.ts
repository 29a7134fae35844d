import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/model/value.ts';
import { loadPython } from '../../../../src/repo/python/parse.ts';
import { evaluateSettings } from '../../../../src/repo/python/settings.ts';
import { workTreeFiles } from '../../../../src/repo/python/work-tree-files.ts';
import { valuesOf } from './evaluate.ts';
import { askPython, FIXTURES, PYTHON } from './python.ts';

const MODULES = ['aliases', 'flow', 'texts', 'library', 'layered'];

describe.runIf(PYTHON)('the values that CPython computes', () => {
  it.each(MODULES)('%s.py', async (module) => {
    await loadPython();
    const environment = { GIVEN: 'yes' };
    const evaluated = evaluateSettings({ files: workTreeFiles(FIXTURES), root: FIXTURES, module, environment });
    const ours: Record<string, Json> = {};
    for (const [name, value] of Object.entries(valuesOf(evaluated)))
      ours[name] = value.status === 'known' ? value.value : { $not: value.status };
    expect(evaluated.notes).toEqual([]);
    expect(ours).toEqual(askPython([`${FIXTURES}/dump.py`, FIXTURES, module], '', environment));
  });
});
