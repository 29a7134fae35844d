export const FINDINGS_CSS = `
.choice { border: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .875rem; }
.choice label { display: flex; align-items: center; gap: .375rem; padding: .25rem 0; cursor: pointer; }
.choice input { accent-color: var(--accent); width: 1rem; height: 1rem; margin: 0; }
h3 small { font-weight: 400; margin-left: .25rem; }
.rule { background: var(--surface); border: 1px solid var(--line); border-radius: .375rem; margin-bottom: .5rem; padding: 0 1rem; }
.rule > summary { display: flex; align-items: baseline; gap: .25rem .625rem; margin: 0 -1rem; padding: .625rem 1rem; }
.rule > summary::-webkit-details-marker { display: none; }
.rule > summary h4 { flex: 1; min-width: 0; }
.rule > summary::after { content: ""; flex: none; align-self: center; width: .45rem; height: .45rem; border: solid var(--muted); border-width: 0 1.5px 1.5px 0; transform: rotate(45deg) translate(-.125rem, -.125rem); }
.rule[open] > summary::after { transform: rotate(-135deg) translate(-.125rem, -.125rem); }
.rule[open] { padding-bottom: 1rem; }
.why { color: var(--muted); font-size: .9375rem; }
.found > li { margin-top: .875rem; padding-left: .875rem; border-left: 2px solid var(--line); }
.found > li:target { border-left-color: var(--accent); background: var(--sunken); }
.critical .found > li { border-left-color: var(--critical); }
.high .found > li { border-left-color: var(--high); }
.medium .found > li { border-left-color: var(--medium); }
.low .found > li { border-left-color: var(--low); }
.why + .found, .fix + .why { margin-top: .75rem; }
.brief { columns: 14rem; column-gap: 1.5rem; font-size: .875rem; }
.found.brief > li { margin: 0; border: 0; padding: .0625rem 0; }
.brief small { display: inline; }
.found p { max-width: none; }
.found small { display: block; font-size: .8125rem; margin-top: .125rem; }
.found small code { font-size: .78125rem; }
.evidence small { display: inline; }
.frame { margin-top: .5rem; color: var(--muted); }
.frame mark { background: var(--medium-tint); color: var(--text); }
.evidence { margin-top: .5rem; font-size: .8125rem; line-height: 1.5; }
.evidence div { display: grid; grid-template-columns: minmax(7rem, 13rem) minmax(0, 1fr); gap: 0 .75rem; padding: .125rem 0; }
.evidence dt { color: var(--muted); }
.evidence dd { font-family: var(--mono); font-size: .78125rem; }
.evidence small { font-family: var(--sans); font-size: .75rem; white-space: normal; }
.fix { margin-top: 1rem; font-size: .9375rem; }
.fix > div + div, .fix pre, .fix p + p, .fix pre + p { margin-top: .5rem; }
.fix b { color: var(--good); }
.more { margin-top: .75rem; font-size: .8125rem; }
@media screen {
  .rule > summary:hover h4 { text-decoration: underline; text-decoration-thickness: 1px; }
  section:has(#show-critical:not(:checked)) .rule.critical, section:has(#show-high:not(:checked)) .rule.high,
  section:has(#show-medium:not(:checked)) .rule.medium, section:has(#show-low:not(:checked)) .rule.low,
  section:has(#show-info:not(:checked)) .rule.info { display: none; }
}
@media screen and (max-width: 48rem) {
  .rule > summary { flex-wrap: wrap; position: relative; }
  .rule > summary h4 { flex-basis: 100%; order: 1; }
  .rule > summary .muted { margin: 0 1.5rem 0 auto; }
  .rule > summary::after { position: absolute; right: 1rem; top: 1.125rem; }
  .evidence div { grid-template-columns: minmax(0, 1fr); }
}
@media print {
  .choice { display: none; }
  .rule { border-width: 1px 0 0; border-radius: 0; padding: 0 0 .5rem; background: none; }
  .rule > summary { margin: 0; padding: .5rem 0; }
  .rule > summary::after { content: none; }
  .rule, .found > li { break-inside: auto; }
}
`;
