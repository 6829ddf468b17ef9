import type { ImportWarning } from '../../core/corpus.ts';
import type { HeaderList, Survey } from './survey.ts';

export type PageKind = 'story' | 'article-only' | 'print' | 'index' | 'empty';

/** What the second pass follows: accepted headers in file order, and what to say about the page. */
export interface PagePlan {
  kind: PageKind;
  declared: number | null;
  headerLines: Int32Array;
  timeMin: Float64Array;
  warnings: ImportWarning[];
}

/** Decides what the survey left open: unknown avatar words, quoted headers, the kind of page. */
export function resolvePage(survey: Survey): PagePlan {
  const warnings: ImportWarning[] = [];
  const declared = survey.heading?.declared ?? null;
  const accepted = acceptHeaders(survey.headers, declared, warnings);
  demoteQuotes(survey.headers, accepted, declared, warnings);
  const rows: number[] = [];
  for (let i = 0; i < accepted.length; i++) if (accepted[i] === 1) rows.push(i);
  const kind = kindOf(survey, rows.length);
  if (kind === 'story' || kind === 'article-only') sayWhatIsMissing(survey, rows.length, warnings);
  return {
    kind,
    declared: kind === 'story' ? declared : null,
    headerLines: Int32Array.from(rows, (row) => survey.headers.line.get(row)),
    timeMin: Float64Array.from(rows, (row) => survey.headers.timeMin.get(row)),
    warnings,
  };
}

function acceptHeaders(
  headers: HeaderList,
  declared: number | null,
  warnings: ImportWarning[],
): Uint8Array {
  const count = headers.line.length;
  const accepted = new Uint8Array(count);
  let known = 0;
  for (let i = 0; i < count; i++) known += headers.isKnown.get(i);
  const isSettledByCount = declared === count || (known === 0 && count > 0);
  for (let i = 0; i < count; i++) {
    const isKnown = headers.isKnown.get(i) === 1;
    accepted[i] = isKnown || isSettledByCount || i === 0 ? 1 : 0;
    if (isKnown) continue;
    const verdict = accepted[i] === 1 ? 'taken as a header' : 'left in the comment above it';
    const message = `Looks like a header with an unknown avatar word; ${verdict}.`;
    warnings.push({ code: 'unknown-avatar', line: headers.line.get(i), message });
  }
  return accepted;
}

/** More headers than declared: verbatim repeats of an earlier one are quotations, those apart from it first. */
function demoteQuotes(
  headers: HeaderList,
  accepted: Uint8Array,
  declared: number | null,
  warnings: ImportWarning[],
): void {
  const surplus = accepted.reduce((sum, one) => sum + one, 0) - (declared ?? Infinity);
  if (surplus <= 0) return;
  const { apart, adjacent } = repeatsOf(headers, accepted);
  const repeats = [...apart, ...adjacent];
  if (repeats.length < surplus) return;
  for (const row of repeats.slice(0, surplus)) {
    accepted[row] = 0;
    const message = 'Repeats an earlier header word for word; taken as a quotation.';
    warnings.push({ code: 'quoted-header', line: headers.line.get(row), message });
  }
}

function repeatsOf(
  headers: HeaderList,
  accepted: Uint8Array,
): { apart: number[]; adjacent: number[] } {
  const seen = new Set<number>();
  const apart: number[] = [];
  const adjacent: number[] = [];
  let before = NaN;
  for (let i = 0; i < accepted.length; i++) {
    if (accepted[i] !== 1) continue;
    const hash = headers.keyHash.get(i);
    if (seen.has(hash)) (hash === before ? adjacent : apart).push(i);
    seen.add(hash);
    before = hash;
  }
  return { apart, adjacent };
}

function kindOf(survey: Survey, found: number): PageKind {
  if (survey.titleLine === 0) return 'empty';
  if (found > 0 || survey.heading) return 'story';
  if (survey.indexMarks >= 2) return 'index';
  return survey.copyrightLine > 0 ? 'print' : 'article-only';
}

function sayWhatIsMissing(survey: Survey, found: number, warnings: ImportWarning[]): void {
  const { heading, strayHeading } = survey;
  const say = (code: string, line: number, message: string): void => {
    warnings.push(line > 0 ? { code, line, message } : { code, message });
  };
  if (!heading && found > 0) {
    const line = survey.headers.line.get(0);
    say('no-heading', line, 'Comments begin without a "Comments N" heading.');
  }
  if (heading && heading.declared !== null && heading.declared !== found) {
    const why =
      found < heading.declared ? 'some were removed or the capture is cut off' : 'all are kept';
    say(
      'count-mismatch',
      heading.line,
      `The page declares ${heading.declared} comments, ${found} were found: ${why}.`,
    );
  }
  if ((found > 0 || heading) && survey.truncatedLine > 0) {
    say(
      'truncated-header',
      survey.truncatedLine,
      'The last line begins like a header but is cut off.',
    );
  }
  if (found > 0 || heading) return;
  const lostAt =
    strayHeading && strayHeading.declared !== 0 ? strayHeading.line : survey.gluedSwitchLine;
  if (lostAt > 0) {
    const message =
      'The headers of the comments are gone; comments cannot be told apart from the article.';
    say('headers-lost', lostAt, message);
  }
  say('no-comment-section', 0, 'No comments were found on this page.');
}
