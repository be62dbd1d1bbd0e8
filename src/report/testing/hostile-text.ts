/** Text as a hostile endpoint might answer it. */
export const HOSTILE = {
  script: '</script><img src=x onerror=alert(1)>',
  attribute: '" onmouseover="alert(2)" x="',
  ansi: '\u001b[31mred\u001b[0m\u001b]0;title\u0007',
  bidi: 'abc\u202edcba',
  null: 'a\u0000b',
  cdata: ']]><!--',
  lineSeparator: 'one\u2028two',
  markdown: '| a `b` **c** @everyone #1 <b>x</b>\n```\nfence',
} as const;
