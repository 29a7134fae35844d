export const RULES_CSS = `
.rules > div { padding: .625rem 0; border-top: 1px solid var(--line); font-size: .875rem; }
.rules > div:target { background: var(--sunken); }
.rules dt { font-weight: 600; }
.rules dt code { font-weight: 400; color: var(--muted); }
.rules dd { max-width: 84ch; margin-top: .125rem; }
.rules dd p { margin-top: .25rem; }
.rules a { margin-right: 1rem; }
@media print {
  .rules { columns: 2; column-gap: 8mm; }
  .rules > div { font-size: 8pt; line-height: 1.4; border: 0; }
  .rules a { font-size: 0; display: block; margin: 0; }
  .rules a[href^="http"]::after { content: attr(href); font-size: 7.5pt; }
}
`;
