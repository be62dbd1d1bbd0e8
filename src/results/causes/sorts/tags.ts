/** Whose fault it is that a resource shows tags that it has no longer. */
import type { RecordedExchange } from '../../types.js';

/**
 * The keys of tags that the last answer shows although UntagResource has removed them with success: then that operation is
 * at fault, and not the one that shows the tags.
 */
export function leftTags(exchanges: readonly RecordedExchange[]): string[] {
  const last = exchanges.at(-1);
  const gone = new Set<string>();
  for (const { operation, request, response } of exchanges.slice(0, -1)) {
    if (response === undefined || response.status >= 400) continue;
    if (operation === 'UntagResource') for (const key of keysIn(request.url)) gone.add(key);
    if (operation === 'TagResource') for (const key of tagsIn(request.body)) gone.delete(key);
  }
  return gone.size === 0 ? [] : tagsIn(last?.response?.body).filter((key) => gone.has(key));
}

function keysIn(url: string): string[] {
  return URL.canParse(url) ? new URL(url).searchParams.getAll('tagKeys') : [];
}

/** The keys of all tags in a body. */
function tagsIn(body: string | undefined): string[] {
  try {
    return keysOfTags(JSON.parse(body ?? ''));
  } catch {
    return [];
  }
}

function keysOfTags(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'tags' && typeof member === 'object' && member !== null
      ? Object.keys(member)
      : keysOfTags(member),
  );
}
