export const SCORES_CSS = `
.score { display: inline-flex; align-items: center; justify-content: flex-end; gap: .625rem; font-weight: 650; }
.score b { min-width: 1.9em; }
.score svg { width: 5.5rem; height: .375rem; border-radius: 1rem; background: var(--line); fill: var(--accent); }
.counts .critical { color: var(--critical); font-weight: 700; }
.counts .high { color: var(--high); font-weight: 700; }
.counts .medium { color: var(--medium); font-weight: 600; }
.counts .low { color: var(--low); }
.counts .pass { color: var(--good); }
.counts .unknown { color: var(--unknown); font-weight: 600; }
@media screen and (max-width: 48rem) {
  .score svg { display: none; }
  .counts thead th:not(:first-child) { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; padding: 0; text-align: left; vertical-align: middle; }
  .counts th, .counts td { padding-right: .25rem; }
  .counts td { font-size: .8125rem; }
}
`;
