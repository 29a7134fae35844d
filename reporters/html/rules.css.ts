export const RULES_CSS = `
.rules > div { padding: .625rem 0; border-top: 1px solid var(--line); font-size: .875rem; }
.rules > div:target { background: var(--sunken); }
.rules dt { font-weight: 600; }
.rules dt code { font-weight: 400; color: var(--muted); }
.rules dd { max-width: 84ch; margin-top: .125rem; }
.rules dd p { margin-top: .25rem; }
.rules a { margin-right: 1rem; }
`;
