import type { Canary } from './canaries.ts';

/** So many characters of a long secret are as bad as all of them. */
const PART = 8;

/** The ways in which a text is written down in one format or another. */
function forms(core: string): readonly string[] {
  const json = JSON.stringify(core).slice(1, -1);
  const html = core.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
  const ascii = [...json].map((one) => (one > '~' ? `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}` : one));
  const reversed = [...core].toReversed().join('');
  return [core, json, html, ascii.join(''), encodeURIComponent(core), decoded(core), reversed, ...base64Of(core)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Base64 of a text depends on how many bytes stand before it: the three ways, without the ends that its neighbours decide. */
function base64Of(core: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('x'.repeat(before) + core).toString('base64');
    return encoded.slice(before === 0 ? 0 : 4).replace(/.{0,4}$/, '');
  });
}

/** Every piece of eight characters; of what is shorter, the whole. */
function piecesOf(form: string): readonly string[] {
  if (form.length <= PART) return form.length < 6 ? [] : [form];
  return Array.from({ length: form.length - PART + 1 }, (_, at) => form.slice(at, at + PART));
}

/** Looks for planted secrets in what was written. */
export class Detector {
  readonly #pieces = new Map<string, Canary>();
  readonly #short = new Map<string, Canary>();

  constructor(canaries: readonly Canary[]) {
    for (const canary of canaries)
      for (const piece of new Set(forms(canary.core).flatMap(piecesOf)))
        (piece.length === PART ? this.#pieces : this.#short).set(piece, canary);
  }

  /** The canaries that a text betrays, with the text around. */
  find(text: string): readonly { readonly canary: Canary; readonly around: string }[] {
    const found = new Map<Canary, string>();
    const note = (canary: Canary, at: number): void => {
      if (!found.has(canary)) found.set(canary, text.slice(Math.max(0, at - 60), at + 60));
    };
    for (let at = 0; at + PART <= text.length; at += 1) {
      const canary = this.#pieces.get(text.slice(at, at + PART));
      if (canary !== undefined) note(canary, at);
    }
    for (const [piece, canary] of this.#short) {
      const at = text.indexOf(piece);
      if (at !== -1) note(canary, at);
    }
    return [...found].map(([canary, around]) => ({ canary, around }));
  }
}
