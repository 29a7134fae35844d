import type { FrameworkCoverage, Report } from '../../src/model/index.ts';
import { controlsWith, frameworksIn } from '../../src/model/index.ts';
import { coveredWords } from '../framework-words.ts';
import { markdown as text } from '../neutralise.ts';
import { fittingTable } from './fitting.ts';
import { NAME } from './words.ts';

/** How far the report goes along frameworks, folded. */
export function frameworks(report: Report, room: number): readonly string[] {
  const all = frameworksIn(report);
  if (all.length === 0) return [];
  const table = fittingTable(['framework', 'covered', 'with findings', 'could not be told'], all.map(row), room);
  return [
    `<details><summary><b>Beside frameworks</b></summary>\n\nA rule looks at a part of what a control asks for: covered is not compliant.\n\n${table}\n\n</details>`,
  ];
}

function row(framework: FrameworkCoverage): readonly string[] {
  const [failing, open] = [controlsWith(framework, 'failing'), controlsWith(framework, 'open')];
  return [text(framework.name, NAME), coveredWords(framework), String(failing), String(open)];
}
