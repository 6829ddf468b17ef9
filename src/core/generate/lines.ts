import type { GeneratedPage } from './corpus.ts';

/** A page as JSON lines, one comment a line, each ending in a line feed. */
export function pageLines({ article, comments }: GeneratedPage): string {
  let lines = '';
  for (const { id, author, time, body, parent } of comments) {
    const fields = {
      id,
      author,
      time,
      text: body,
      parent,
      article: article.id,
      title: article.title,
    };
    lines += `${JSON.stringify(fields)}\n`;
  }
  return lines;
}
