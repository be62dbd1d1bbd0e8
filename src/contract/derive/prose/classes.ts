import { SENTENCE_CLASSES, type SentenceClass } from '../../statements/sentences.js';

/** The words by which a sentence is known to state something; rather too many, for each is looked at only once. */
const WORDS: { readonly [name in SentenceClass]: RegExp } = {
  default: /\bdefaults?\b|\bempty (?:string|array)|\bnull\b|\bvalue of\b/i,
  limit:
    /\b(?:max(?:imum)?|min(?:imum)?|limit(?:s|ed)?|quotas?|up to|at (?:most|least)|(?:less|greater|fewer|lower) than|more\b.*\bthan|exceed\w*|exhausted|at a time|per request|(?:one and )?only one|one per|even number|1:1|either|multiple|allowed values?|valid values?|\d+-\d+|\d[\d,.]*[- ]?(?:KB|MB|bytes|minutes?|seconds?|hours?|days?|events))\b/i,
  state:
    /\b(?:states?|live|offline|active(?:ly)?|inactive|connected|broadcasting|currently|pending|unavailable|expires?|expired)\b/i,
  condition:
    /\b(?:must|cannot|only|requires?|required|not allowed|invalid|no effect|if|unless|until|otherwise|when|for other|whichever|optional(?:ly)?|applicable|instead|depends|always|never)\b/i,
  conflict:
    /\b(?:conflict\w*|exclusive|together|in use|used by|associated|already|unique\w*|same|exists?|error|fail(?:s|ed|ure)?|overlap|once)\b/i,
  effect:
    /\b(?:also|disconnects?|deletes|removes|stops|stopped|revokes?|invalidates?|replaced|merged|overwrites?|resets?|sorted|ordered|assign(?:s|ed)|added|corresponds?|returns|note that|supports?|set to|case sensitive|ISO 8601|UTF-8|filter(?:s|ed)?|disabled?s?|enabled?s?|ensures?|region)\b/i,
};

/** What a sentence seems to state; nothing for most. */
export function classesOf(sentence: string): SentenceClass[] {
  return SENTENCE_CLASSES.filter((name) => WORDS[name].test(sentence));
}
