export const FRAMEWORKS_CSS = `
section > p + table { margin-top: 1rem; }
.controls { font-size: .875rem; }
.controls > li { display: grid; grid-template-columns: 9.75rem minmax(0, 1fr) 9.5rem minmax(0, 1fr); column-gap: .75rem; padding: .25rem 0; border-top: 1px solid var(--line); }
.controls b { font-weight: 550; }
.controls .critical { color: var(--critical); }
.controls .unknown { color: var(--unknown); }
.controls .pass { color: var(--good); }
.controls .zero { color: var(--muted); }
@media screen and (max-width: 48rem) {
  .controls > li { grid-template-columns: 6.5rem minmax(0, 1fr); }
  .controls > li > :not(b) { grid-column: 2; }
}
`;
