export const TREND_CSS = `
.trend { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 21rem), 1fr)); gap: 1.5rem 2.5rem; align-items: start; margin: 1.25rem 0 1.5rem; }
.trend svg { width: 100%; max-width: 34rem; }
.trend text { font: 11px var(--sans); fill: var(--muted); font-variant-numeric: tabular-nums; }
.trend .tick { text-anchor: end; }
.trend .day { text-anchor: middle; }
.trend .value, .trend .last { font-weight: 650; fill: var(--text); }
.trend .value { text-anchor: middle; font-size: 12px; }
.trend .last { font-size: 12px; }
.trend .grid { stroke: var(--line); stroke-width: 1; }
.trend .line { stroke: var(--accent); stroke-width: 2; stroke-linecap: round; }
.trend .broken { stroke-dasharray: 2 5; }
.trend .dot { fill: var(--accent); stroke: var(--accent); stroke-width: 2; }
.trend .hollow { fill: var(--paper); }
.trend .bars { fill: var(--info); }
.trend .bars.critical { fill: var(--critical); }
.trend .bars.high { fill: var(--high); }
.trend .bars.medium { fill: var(--medium); }
.trend .bars.low { fill: var(--low); }
.trend .bars.unknown { fill: var(--unknown-tint); stroke: var(--unknown); stroke-dasharray: 2 2; }
.changes { margin-top: .75rem; font-size: .9375rem; }
.changes > li { display: grid; grid-template-columns: 4.75rem minmax(0, 1fr) minmax(0, 1fr); column-gap: .75rem; align-items: baseline; padding: .375rem 0; border-bottom: 1px solid var(--line); }
.changes .chip { justify-self: start; }
@media screen and (max-width: 48rem) {
  .changes > li { grid-template-columns: 4.75rem minmax(0, 1fr); }
  .changes small { grid-column: 2; }
  .trend ~ .checked .counts { table-layout: fixed; }
  .trend ~ .checked .counts th:first-child { width: 6rem; white-space: normal; }
}
@media print { .trend { grid-template-columns: 1fr 1fr; } }
`;
