/** What tags and class names say about the parts of a comment. */
const AUTHOR =
  /(?:^|[\s_-])(?:author|user|username|user-name|commenter|byline|nick|nickname|handle|fn|hnuser|poster|screen-?name|display-?name)(?:[\s_-](?:name|link|title))?(?:$|[\s_])/i;
const TIME =
  /(?:^|[\s_-])(?:time|timestamp|date|datetime|ago|age|published|posted|when|created)(?:$|[\s_-])/i;
const BODY =
  /(?:^|[\s_-])(?:text|body|content|message|commtext|description|comment-?(?:text|body|content))(?:$|[\s_-])/i;
const REPLY_LIST = /(?:repl|child|nested|thread|answers|responses)/i;
const BLOCKISH = /comment|repl|post|message|answer|response/i;

const SKIPPED = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'select',
  'button',
  'textarea',
  'object',
]);
const BLOCKS = new Set([
  'p',
  'div',
  'li',
  'ul',
  'ol',
  'blockquote',
  'pre',
  'section',
  'article',
  'header',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'table',
  'tr',
  'td',
  'dd',
  'dt',
  'dl',
  'figure',
  'main',
  'aside',
  'nav',
  'form',
]);
const ASIDE = new Set(['nav', 'aside', 'footer', 'form', 'header', 'figcaption']);

export const isSkipped = (tag: string): boolean => SKIPPED.has(tag);
export const isBlock = (tag: string): boolean => BLOCKS.has(tag);
export const isAside = (tag: string): boolean => ASIDE.has(tag);
export const isBodyClass = (words: string): boolean => BODY.test(words);
export const isReplyList = (words: string): boolean => REPLY_LIST.test(words);
export const looksLikeComment = (words: string): boolean => BLOCKISH.test(words);

type Attributes = Readonly<Record<string, string>>;

/** The machine-readable time of an element ('' when only its text can tell); null when it is no time. */
export function timeHint(tag: string, words: string, attributes: Attributes): string | null {
  const value =
    attributes['datetime'] ?? attributes['data-time'] ?? attributes['data-timestamp'] ?? '';
  if (tag === 'time' || value !== '') return value;
  if (!TIME.test(words) && !/date(?:Published|Created)/.test(words)) return null;
  return attributes['content'] ?? attributes['title'] ?? '';
}

export function authorHint(tag: string, words: string, attributes: Attributes): boolean {
  if (attributes['rel'] === 'author') return true;
  if (tag === 'img' || tag === 'time' || (BLOCKS.has(tag) && BLOCKISH.test(words))) return false;
  return AUTHOR.test(words);
}
