/**
 * The look of the whole page. Colours are named by what they mean; a section uses these names and brings no colour of its
 * own, so that light, dark and paper hold for all of it. Paper is always light.
 */
export const PAGE_CSS = `
:root {
  color-scheme: light dark;
  --paper: #f8f7f4; --surface: #fff; --sunken: #f3f1ec; --line: #dcd9d1; --text: #1c1e23; --muted: #585d67;
  --accent: #1b5299;
  --critical: #a8123e; --critical-tint: #fbe6ec;
  --high: #a93c0b; --high-tint: #fdece1;
  --medium: #775306; --medium-tint: #fbf0cf;
  --low: #1c5a9e; --low-tint: #e4eefa;
  --info: #515b69; --info-tint: #eceef1;
  --good: #1a6639; --good-tint: #e2f2e7;
  --unknown: #683ba3; --unknown-tint: #efe8fa;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Noto Sans Mono", "Liberation Mono", monospace;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #121417; --surface: #191c21; --sunken: #20242a; --line: #333942; --text: #e5e6e9; --muted: #a4aab5;
    --accent: #8fbcf7;
    --critical: #ff93a9; --critical-tint: #401722;
    --high: #ffae82; --high-tint: #3b2114;
    --medium: #edc660; --medium-tint: #322910;
    --low: #8bbcf4; --low-tint: #162a42;
    --info: #b3bbc7; --info-tint: #282d35;
    --good: #83d69e; --good-tint: #142f1e;
    --unknown: #cfadf8; --unknown-tint: #2d2041;
  }
}
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--text); font: 1rem/1.55 var(--sans); overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, dl, dd, pre, figure, table, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); font-weight: 680; letter-spacing: -.02em; }
h2 { font-size: 1.5rem; font-weight: 660; letter-spacing: -.012em; margin-bottom: .75rem; }
h3 { font-size: 1.0625rem; font-weight: 650; margin: 2rem 0 .75rem; }
h4 { font-size: 1rem; font-weight: 620; }
p { max-width: 72ch; text-wrap: pretty; }
section > p + p, section > p + ul { margin-top: .5rem; }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
:target { scroll-margin-top: 1rem; }
code, pre { font-family: var(--mono); font-size: .8125rem; }
code { overflow-wrap: anywhere; }
small, .muted { color: var(--muted); font-size: .875rem; }
time, .counts { font-variant-numeric: tabular-nums; }
td time { white-space: nowrap; }
.sr { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--surface); padding: .5rem 1rem; z-index: 1; }
.skip:focus { top: 1rem; }

.page { display: grid; grid-template-columns: minmax(0, 1fr); gap: 2rem; max-width: 80rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
main > section { padding-top: 1.5rem; margin-top: 2.5rem; border-top: 1px solid var(--line); }
main > section:first-child { margin-top: 0; }
footer { border-top: 1px solid var(--line); padding-top: 1rem; color: var(--muted); font-size: .875rem; }
.contents { font-size: .875rem; }
.contents ol { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.contents a { display: flex; justify-content: space-between; gap: .5rem; padding: .25rem 0; color: var(--text); text-decoration: none; }
.contents a:hover { color: var(--accent); text-decoration: underline; }
.contents ol ol { display: none; }
.contents .tally { white-space: nowrap; overflow-wrap: normal; color: var(--muted); font-variant-numeric: tabular-nums; }
@media screen and (min-width: 64rem) {
  .page { grid-template-columns: 15rem minmax(0, 1fr); column-gap: 3.5rem; padding: 2.5rem 2rem 4rem; }
  .page > header, .page > footer { grid-column: 1 / -1; }
  .contents { position: sticky; top: 1.5rem; align-self: start; max-height: calc(100vh - 3rem); overflow-y: auto; }
  .contents ol { display: block; }
  .contents ol ol { display: block; padding-left: .75rem; border-left: 1px solid var(--line); margin: .125rem 0 .375rem; }
  .contents ol ol a { color: var(--muted); padding: .125rem 0; }
}

.chip { display: inline-block; padding: 0 .5em; border-radius: .25rem; font-size: .75rem; font-weight: 650; line-height: 1.5rem; white-space: nowrap; letter-spacing: .01em; background: var(--info-tint); color: var(--info); }
.chip.critical { background: var(--critical); color: var(--surface); }
.chip.high { background: var(--high-tint); color: var(--high); }
.chip.medium { background: var(--medium-tint); color: var(--medium); }
.chip.low { background: var(--low-tint); color: var(--low); }
.chip.pass { background: var(--good-tint); color: var(--good); }
.chip.unknown { background: var(--unknown-tint); color: var(--unknown); }
.chip.expired, .chip.new { background: var(--critical-tint); color: var(--critical); }

table { width: 100%; border-collapse: collapse; font-size: .875rem; line-height: 1.45; }
caption { text-align: left; color: var(--muted); padding-bottom: .5rem; text-wrap: pretty; }
th, td { text-align: left; vertical-align: top; padding: .4375rem .75rem .4375rem 0; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { font-weight: 600; color: var(--muted); vertical-align: bottom; }
tbody th { font-weight: 500; }
.counts th:not(:first-child), .counts td { text-align: right; white-space: nowrap; }
.counts .zero { color: var(--muted); }

pre { background: var(--sunken); border-radius: .375rem; padding: .625rem .75rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; }
pre.command, pre.terraform { user-select: all; -webkit-user-select: all; border-left: 3px solid var(--accent); }
pre.terraform::before { content: "Terraform"; float: right; margin-left: 1rem; font: .75rem/1.5 var(--sans); color: var(--muted); user-select: none; -webkit-user-select: none; }
ins, del { text-decoration: none; }
ins { color: var(--good); background: var(--good-tint); }
del { color: var(--critical); background: var(--critical-tint); }
summary { cursor: pointer; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption { color: var(--muted); font-size: .875rem; margin-top: .5rem; }

@media (prefers-reduced-motion: no-preference) { summary::before, summary::after { transition: transform .15s; } }
@page { size: A4; margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #585d67; } }
@media print {
  :root { --paper: #fff; }
  html { font-size: 9pt; }
  .page { display: block; max-width: none; padding: 0; }
  .skip, .contents { display: none; }
  main > section { margin-top: 2rem; }
  h2, h3, h4, summary, caption { break-after: avoid; }
  thead { display: table-header-group; }
  tr, pre, figure, li, dl > div, .counts { break-inside: avoid; }
  .text tr { break-inside: auto; }
  p { orphans: 3; widows: 3; }
  a { color: inherit; }
  a[href^="http"]::after { content: " (" attr(href) ")"; color: var(--muted); font-size: .9em; }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  summary { list-style: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
