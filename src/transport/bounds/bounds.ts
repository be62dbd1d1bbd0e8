/**
 * How far a JSON body is read. No answer that the documents allow comes near: contracts nest at most ten levels deep, a
 * page has 100 items at most, and a resource 50 tags.
 */
export const BODY_BOUNDS = {
  /** Levels of lists and objects. */
  depth: 64,
  /** Items of one list. */
  items: 10_000,
  /** Members of one object. */
  members: 1_000,
  /** Values of the whole body. */
  values: 50_000,
  /** Characters of one text, or of one blank between values: more than any check sends, which an endpoint may show again. */
  text: 4 * 1024 * 1024,
} as const;
