import { pathToFileURL } from 'node:url';

/** Programs that show links (OSC 8), by what they call themselves in `TERM_PROGRAM`. */
const PROGRAMS: ReadonlySet<string> = new Set([
  'iTerm.app',
  'WezTerm',
  'vscode',
  'ghostty',
  'Hyper',
  'rio',
  'Tabby',
]);

/** The same by what they call their kind of terminal. */
const TERMS = /^(?:xterm-kitty|alacritty|foot|ghostty|wezterm|contour)/;

/** The first version of the library behind GNOME Terminal and others that shows links without fault. */
const FIRST_VTE = 5200;

/** Whether links are shown on a stream. */
export function knowsLinks(
  { isTTY }: Pick<NodeJS.WriteStream, 'isTTY'>,
  environment: NodeJS.ProcessEnv = process.env,
): boolean {
  const { FORCE_HYPERLINK, CI, TERM = '', TERM_PROGRAM = '', VTE_VERSION } = environment;
  if (FORCE_HYPERLINK) return FORCE_HYPERLINK !== '0';
  if (isTTY !== true || CI || TERM === 'dumb') return false;
  if (environment.WT_SESSION || environment.KONSOLE_VERSION || environment.DOMTERM) return true;
  return PROGRAMS.has(TERM_PROGRAM) || TERMS.test(TERM) || Number(VTE_VERSION ?? 0) >= FIRST_VTE;
}

/** The address of a file, where links to it are shown on a stream. */
export function linkTo(file: string, stream: Pick<NodeJS.WriteStream, 'isTTY'>): string | undefined {
  return knowsLinks(stream) ? pathToFileURL(file).href : undefined;
}
