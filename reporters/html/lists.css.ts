/** Lists that open: what was checked, what could not be told, what was seen. */
export const LISTS_CSS = `
.checked { border-bottom: 1px solid var(--line); }
.checked > summary { display: flex; align-items: baseline; gap: .75rem; padding: .4375rem 0; }
.checked > summary h3, .checked > summary h4 { margin: 0; font-size: .9375rem; font-weight: 500; }
.checked > summary::before { content: ""; flex: none; width: .375rem; height: .375rem; border: solid var(--muted); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg) translateY(-.125rem); }
.checked[open] > summary::before { transform: rotate(45deg) translateY(-.125rem); }
.checked > summary::-webkit-details-marker { display: none; }
.checked > summary:hover { color: var(--accent); }
.checked[open] { padding-bottom: 1rem; }
.read dd { font-family: var(--sans); font-size: .875rem; }
.facts dd { font-family: var(--sans); font-size: .8125rem; }
.read small { display: block; }
td small, th small, .reasons small { display: block; font-weight: 400; font-size: .8125rem; }
.text tbody th { min-width: 7rem; width: 30%; }
.text code { font-size: .78125rem; }
.reasons > li { padding: .5rem 0; border-bottom: 1px solid var(--line); font-size: .9375rem; }
.reasons p { max-width: none; }
@media print { .checked > summary::before { content: none; } }
`;
