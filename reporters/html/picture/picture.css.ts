export const PICTURE_CSS = `
.picture { margin: .75rem 0 1rem; }
.picture .scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .375rem; background: var(--sunken); padding: .75rem; }
.picture svg { margin: 0 auto; font-family: var(--sans); }
.picture .c3 { min-width: 28rem; } .picture .c4 { min-width: 41rem; } .picture .c5 { min-width: 52rem; }
.picture .c6 { min-width: 64rem; } .picture .c7 { min-width: 76rem; } .picture .c8 { min-width: 88rem; }
.sprite { position: absolute; }
.picture use { color: var(--muted); }
.picture .face, .picture .under { fill: var(--surface); stroke: var(--line); }
.picture .critical > .face { stroke: var(--critical); stroke-width: 1.5; }
.picture .high > .face { stroke: var(--high); stroke-width: 1.5; }
.picture text { fill: var(--text); font-size: 11px; }
.picture .kind, .picture .rest, .picture .extra { fill: var(--muted); }
.picture .name { font: 600 12px var(--mono); }
.picture .extra { font: 10px var(--mono); }
.picture .line { fill: none; stroke: var(--muted); stroke-width: 1.25; }
.picture .line.medium { stroke-dasharray: 7 3; }
.picture .line.low { stroke-dasharray: 2 3; }
.picture .label { fill: var(--muted); font-size: 10px; paint-order: stroke; stroke: var(--sunken); stroke-width: 4px; stroke-linejoin: round; }
.picture .badge text { font-weight: 650; }
.picture .badge .rest { font-weight: 400; fill: var(--muted); }
.picture .badge.critical > rect { fill: var(--critical); } .picture .badge.critical > text:not(.rest) { fill: var(--surface); }
.picture .badge.high > rect { fill: var(--high-tint); } .picture .badge.high > text:not(.rest) { fill: var(--high); }
.picture .badge.medium > rect { fill: var(--medium-tint); } .picture .badge.medium > text:not(.rest) { fill: var(--medium); }
.picture .badge.low > rect { fill: var(--low-tint); } .picture .badge.low > text:not(.rest) { fill: var(--low); }
.picture .badge.info > rect { fill: var(--info-tint); } .picture .badge.info > text:not(.rest) { fill: var(--info); }
.picture .badge.unknown > rect { fill: var(--unknown-tint); } .picture .badge.unknown > text { fill: var(--unknown); }
.picture .badge.pass > rect { fill: none; } .picture .badge.pass > text { fill: var(--good); }
.connections td li + li { margin-top: .25rem; }
@media print { .picture .scroll { overflow: visible; padding: 0; border: 0; background: none; } .picture svg { min-width: 0 !important; max-width: 100%; } .picture .label { stroke: var(--paper); } }
`;
