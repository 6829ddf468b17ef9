import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { minutesOf } from '../../src/core/dates.ts';
import type { InferenceComment } from '../../src/core/replies/inference.ts';

const HEADER =
  /^(?:Thumb|Missing|Default-user-icon) ?(.*?) ?(\d{1,2}) (January|March) (\d{4}), (\d\d):(\d\d)$/u;

/** A bundled capture, read by its header lines only: enough for tests and benches of reply inference. */
export function readCapture(name: string): { comments: InferenceComment[]; article: string } {
  const text = readFileSync(join('public/data', name), 'utf8');
  const [article = '', section = ''] = text.split(/^Comments \d+$/mu);
  const comments: InferenceComment[] = [];
  for (const line of section.split('\n')) {
    const match = HEADER.exec(line);
    const last = comments[comments.length - 1];
    if (match) {
      const [, author = '', day, month, year, hour, minute] = match;
      const monthNumber = month === 'January' ? 1 : 3;
      const time = minutesOf(Number(year), monthNumber, Number(day), Number(hour), Number(minute));
      comments.push({ author: author === '' ? null : author, time, body: '' });
    } else if (last) last.body += `${line}\n`;
  }
  for (const comment of comments) comment.body = comment.body.trim();
  return { comments, article: article.trim() };
}

export const CAPTURES = {
  january: '003_81a823519a3952f0.txt',
  march: '000_d5a6a2989cafffb8.txt',
};
