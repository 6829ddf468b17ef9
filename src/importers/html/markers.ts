/** What tags and class names say about the parts of a comment. */
const AUTHOR =
  /(?:^|[\s_-])(?:author|user|(?:big)?username|user-name|commenter|byline|nick|nickname|handle|fn|hnuser|poster|screen-?name|display-?name|creator)(?:[\s_-]+(?:name|link|title))?(?:$|[\s_])/i;
/** 'comment-author', but not 'comment-author-kim', which stands on the whole comment. */
const AUTHOR_LINE =
  /(?:^|\s)[\w-]*(?:comment|post|reply|message)[-_]{1,2}author(?:[-_]{1,2}(?:name|link))?(?:$|\s)/i;
const TIME =
  /(?:^|[\s_-])(?:time|timestamp|date|datetime|ago|age|published|posted|when|created)(?:$|[\s_-])/i;
const BODY =
  /(?:^|[\s_-])(?:text|body|content|message|commtext|description|comment-?(?:text|body|content))(?:$|[\s_-])/i;
/** The text itself, by the end of a class name; `BODY` is also met with in the names of frames around it. */
const BODY_END =
  /(?:^|[\s_-])(?:text|body|content|commtext|md|bbwrapper|postcontent|post_message|comment-?(?:text|body|content))(?:$|\s)/i;
/** What stands in a comment and is not its text. */
const ASIDE_CLASS =
  /(?:^|[\s_-])(?:says|reply|reply-link|replylink|actions?|buttons?|toolbar|votes?|(?:vote|share|reply|like|rating)s?[-_]\w+|voting|score|likes?|share|report|flag|permalink|avatar|signature|badge|rank|menu|tools|controls|meta|metadata|commentmetadata|edit|edit-link|moderation|number|floor|counter?|user-?info|user-?details|post-?profile|profile|hidden|screen-reader-text|sr-only|visually-hidden|respond|navs|expand|collapse|subscribe)(?:$|\s)/i;
const COMMENT =
  /comment|repl(?:y|ies)|answer|response|kommentar|leserbrief|message|crawler-post|comtr/i;
/** An author as discussions name theirs; stories have authors and bylines. */
const USER =
  /user|nick|commenter|handle|poster|screen-?name|display-?name|(?:^|\s)fn(?:$|\s)|creator/i;
const DEPTH = /(?:^|\s)(?:comment-)?(?:depth|level|indent)[-_](\d{1,3})(?:$|\s)/i;
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
/** Never part of what somebody wrote. */
const NO_TEXT = new Set(['nav', 'form', 'label', 'figcaption']);

export const isSkipped = (tag: string): boolean => SKIPPED.has(tag);
export const isHeading = (tag: string): boolean => /^h[1-4]$/.test(tag);
export const isBlock = (tag: string): boolean => BLOCKS.has(tag);
export const isNoText = (tag: string): boolean => NO_TEXT.has(tag);
export const isAside = (tag: string): boolean => ASIDE.has(tag);
export const isBodyClass = (words: string): boolean => BODY.test(words);
export const isReplyList = (words: string): boolean => REPLY_LIST.test(words);
export const isBodyEnd = (words: string): boolean => BODY_END.test(words);
export const isAsideClass = (words: string): boolean => ASIDE_CLASS.test(words);
/** Surely a comment by its name; a post may also be a story. */
export const isNamedComment = (words: string): boolean => COMMENT.test(words);
/** Frames and lists in the margin, whatever they are called otherwise. */
export const isNoRow = (group: string): boolean =>
  /^(?:html|body|main|blockquote)[.#]|recent|latest|widget|sidebar|tweet/i.test(group);
/** A row by its name even where it stands alone: 'li.comment', not 'div.comments'. */
export const isLoneComment = (group: string): boolean =>
  /[.#_-](?:comment|reply)(?:$|[-_](?:body|item|wrap|wrapper|container|card|li|main|box|odd|even)$)/i.test(
    group,
  );
export const isUser = (words: string): boolean => USER.test(words);
export const looksLikeComment = (words: string): boolean => BLOCKISH.test(words);

type Attributes = Readonly<Record<string, string>>;

/** The machine-readable time of an element ('' when only its text can tell); null when it is no time. */
export function timeHint(tag: string, words: string, attributes: Attributes): string | null {
  const value =
    attributes['datetime'] ??
    attributes['data-time'] ??
    attributes['data-timestamp'] ??
    attributes['data-comment-timestamp'] ??
    (tag.includes('-') ? attributes['created'] : undefined) ??
    '';
  if (tag === 'time' || value !== '') return value;
  const property = attributes['property'] ?? '';
  const isTime = TIME.test(words) || DATE_NAME.test(words) || DATE_NAME.test(property);
  return isTime ? (attributes['content'] ?? attributes['title'] ?? '') : null;
}

const DATE_NAME = /(?:^|[:\s])date(?:$|\s|Published|Created)|dc:(?:date|created)/;

export function authorHint(tag: string, words: string, attributes: Attributes): boolean {
  if (attributes['rel'] === 'author' || tag === 'cite' || AUTHOR_LINE.test(words)) return true;
  if (tag === 'img' || tag === 'time' || (BLOCKS.has(tag) && BLOCKISH.test(words))) return false;
  return AUTHOR.test(words);
}

/** The author that an attribute of the whole comment names; '' = none. */
export function namedAuthor(tag: string, attributes: Attributes): string {
  return attributes['data-author'] ?? (tag.includes('-') ? attributes['author'] : undefined) ?? '';
}

/** The id of the comment that this one says it answers; '' = none. */
export function statedParent(attributes: Attributes): string {
  return attributes['data-parent-id'] ?? attributes['data-parent'] ?? attributes['parentid'] ?? '';
}

/**
 * How deep a comment says it stands, counted from any number: a class (depth-2), an attribute, or the width
 * of the spacer before it on Hacker News. NaN = it does not say.
 */
export function depthHint(tag: string, words: string, attributes: Attributes): number {
  const spacer = tag === 'img' && /^s\.gif$|\/s\.gif$/.test(attributes['src'] ?? '');
  const text =
    DEPTH.exec(words)?.[1] ??
    attributes['indent'] ??
    attributes['data-depth'] ??
    attributes['data-level'] ??
    (tag.includes('-') ? attributes['depth'] : undefined) ??
    (spacer ? attributes['width'] : undefined);
  return text === undefined || !/^\d{1,5}$/.test(text) ? NaN : Number(text);
}
