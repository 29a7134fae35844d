import type { Report } from '../../src/model/index.ts';
import { header, titleOf } from './header.ts';
import { type Markup, markup } from './markup.ts';
import { type SectionContent, sectionMarkup } from './section.ts';
import { STYLE, STYLE_SOURCE } from './style.ts';

/** Nothing is asked for, nothing runs, nothing is sent: the one style is named by its hash. */
const POLICY = `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action 'none'`;

/** The whole document around its sections. */
export function page(report: Report, sections: readonly SectionContent[]): Markup {
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ markup: POLICY }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="djaudit ${report.tool.version}">
<title>${titleOf(report)}</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<div class="page">
${header(report)}${contents(sections)}<main id="main">
${sections.map(sectionMarkup)}</main>
<footer>
<p>Written by djaudit ${report.tool.version}. It reads and changes nothing. This file asks for no other and runs no script.</p>
</footer>
</div>
</body>
</html>
`;
}

function contents(sections: readonly SectionContent[]): Markup {
  return markup`<nav class="contents" aria-label="Contents">
<ol>${sections.map((section) => markup`<li>${entry(section)}${parts(section)}</li>`)}</ol>
</nav>
`;
}

function parts({ parts: entries = [] }: SectionContent): Markup | undefined {
  return entries.length === 0 ? undefined : markup`<ol>${entries.map((part) => markup`<li>${entry(part)}</li>`)}</ol>`;
}

function entry({ id, title, tally }: Pick<SectionContent, 'id' | 'title' | 'tally'>): Markup {
  const counted = tally === undefined ? undefined : markup` <span class="tally">${tally}</span>`;
  return markup`<a href="#${id}"><span>${title}</span>${counted}</a>`;
}
