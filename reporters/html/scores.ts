import type { Goal } from '../../src/model/index.ts';
import { GOALS, goalScore } from '../../src/model/index.ts';
import { markup } from './markup.ts';
import type { Section } from './section.ts';

/** The score of each goal of the playbook. */
export const scores: Section = (report) => {
  const rows = (Object.keys(GOALS) as Goal[]) // the keys are the goals
    .map(
      (goal) => markup`<tr><th scope="row">${GOALS[goal]}</th><td>${goalScore(report, goal) ?? 'not judged'}</td></tr>`,
    );
  return markup`<section><h2>Score</h2><table>${rows}</table></section>`;
};
