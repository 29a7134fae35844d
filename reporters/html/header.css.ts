export const HEADER_CSS = `
.kicker { color: var(--muted); font-size: .875rem; margin-bottom: 1rem; }
.kicker b { color: var(--text); }
.verdict { font-size: 1.1875rem; margin-top: .5rem; }
.warning { margin-top: 1rem; padding: .625rem .875rem; border-left: 3px solid var(--unknown); background: var(--unknown-tint); max-width: none; }
.tallies { display: grid; grid-template-columns: repeat(auto-fit, minmax(5rem, 1fr)); gap: .5rem; margin-top: 1.5rem; }
.tallies div { background: var(--surface); border: 1px solid var(--line); border-top: 3px solid var(--info); border-radius: .25rem; padding: .5rem .75rem .625rem; display: flex; flex-direction: column-reverse; }
.tallies dt { font-size: .8125rem; color: var(--muted); overflow-wrap: normal; }
.tallies dd { font-size: 1.625rem; font-weight: 620; line-height: 1.2; font-variant-numeric: tabular-nums; color: var(--info); }
.tallies .critical { border-top-color: var(--critical); } .tallies .critical dd { color: var(--critical); }
.tallies .high { border-top-color: var(--high); } .tallies .high dd { color: var(--high); }
.tallies .medium { border-top-color: var(--medium); } .tallies .medium dd { color: var(--medium); }
.tallies .low { border-top-color: var(--low); } .tallies .low dd { color: var(--low); }
.tallies .passed { border-top-color: var(--good); } .tallies .passed dd { color: var(--good); }
.tallies .unknown { border-top-color: var(--unknown); } .tallies .unknown dd { color: var(--unknown); }
.tallies .zero { border-top-color: var(--line); } .tallies .zero dd { color: var(--muted); font-weight: 400; }
.target { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20.5rem), 1fr)); gap: .875rem 2rem; margin-top: 1.5rem; font-size: .9375rem; }
.target dt { color: var(--muted); font-size: .8125rem; }
.target small { display: block; }
@media print { .target { grid-template-columns: repeat(3, 1fr); gap: .5rem 1.5rem; } }
.begin { margin-top: 1.5rem; font-size: .9375rem; }
.begin p { color: var(--muted); font-size: .8125rem; }
.begin a { text-decoration: none; }
.begin a:hover { text-decoration: underline; }
.begin li { display: grid; grid-template-columns: 4.75rem minmax(0, 1fr); align-items: baseline; padding: .1875rem 0; }
.begin .chip { justify-self: start; }
`;
