import { randomFrom, type GoldPage } from './data.ts';

/** The page as people who neither quote nor address by name would have written it. */
export function stripped(page: GoldPage): GoldPage {
  const names = new Set(page.comments.map((comment) => comment.author ?? ''));
  const strip = (body: string): string =>
    body
      .split('\n')
      .filter((line) => !/^\s*>/u.test(line) && !names.has(line.trim().replace(/:$/u, '')))
      .join('\n')
      .replace(/^@?[\w.-]+[,:] /u, (lead) =>
        names.has(lead.replace(/^@|[,:] $/gu, '')) ? '' : lead,
      )
      .trim();
  const comments = page.comments.map((comment) => ({
    ...comment,
    body: strip(comment.body) || comment.body,
  }));
  return { ...page, id: `${page.id}/stripped`, comments };
}

/** The page with one or two of its commenters' names lost. */
export function withoutNames(page: GoldPage): GoldPage {
  const random = randomFrom(`${page.id}/nameless`);
  const names = [...new Set(page.comments.map((comment) => comment.author))];
  const lost = new Set(names.filter(() => random() < 1.5 / Math.max(2, names.length)));
  const comments = page.comments.map((comment) =>
    lost.has(comment.author) ? { ...comment, author: null } : comment,
  );
  return { ...page, id: `${page.id}/nameless`, comments };
}
