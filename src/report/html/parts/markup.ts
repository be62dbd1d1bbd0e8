/**
 * HTML that cannot be injected into: whatever is interpolated into {@link html} is escaped unless it is
 * {@link Markup}, which only this module makes.
 */
import { neutralise } from '../../summary/plain-text.js';

/** HTML that is safe to put into a page as it is. */
export class Markup {
  readonly #source: string;

  private constructor(source: string) {
    this.#source = source;
  }

  /** Joins literal HTML of our own with pieces that are escaped. */
  static join(literals: readonly string[], pieces: readonly Piece[]): Markup {
    let source = literals[0] ?? '';
    pieces.forEach((piece, index) => {
      source += serialise(piece) + (literals[index + 1] ?? '');
    });
    return new Markup(source);
  }

  toString(): string {
    return this.#source;
  }
}

/** What can be interpolated: nothing at all for undefined. */
export type Piece = string | number | Markup | undefined | readonly Piece[];

function serialise(piece: Piece): string {
  if (piece === undefined) return '';
  if (piece instanceof Markup) return piece.toString();
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return String(piece);
  return piece.map(serialise).join('');
}

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escaped for element content and for quoted attribute values; unprintable characters are made visible. */
export function escapeHtml(text: string): string {
  return neutralise(text, '\n\t').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A template of HTML: literals stand as they are, everything interpolated is escaped. */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return Markup.join(literals, pieces);
}

/**
 * Text for element content only (never for an attribute), in which quotes need no escaping: half the size
 * for JSON.
 */
export function content(text: string): Markup {
  const escaped = neutralise(text, '\n\t').replace(/[&<>]/g, (character) => ENTITIES[character] ?? '');
  return Markup.join([escaped], []);
}

/** A style sheet or script of our own. */
export function verbatim(source: string): Markup {
  return Markup.join([source], []);
}

/** A link, or only its text where the address is not on the web (`javascript:` among others). */
export function webLink(url: string | undefined, text: string): Markup {
  if (url === undefined || !/^https?:\/\//i.test(url)) return html`<span>${text}</span>`;
  return html`<a href="${url}" rel="noreferrer noopener">${text}</a>`;
}
