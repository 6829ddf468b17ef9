const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_LINES = 60;

/** The delimiter whose count is the same on most lines, and how sure that is (0 to 1). */
export function guessDelimiter(text: string): { delimiter: string; score: number } {
  const rows = logicalLines(text);
  let best = { delimiter: ',', score: 0, count: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = rows.map((row) => countOutside(row, delimiter));
    const usual = modeOf(counts);
    if (usual === 0) continue;
    const share = counts.filter((count) => count === usual).length / counts.length;
    const score = share + Math.min(usual, 20) / 1000;
    if (score > best.score) best = { delimiter, score, count: usual };
  }
  return { delimiter: best.delimiter, score: Math.min(1, best.score) };
}

/** Lines with those inside quotes joined; the last, maybe cut, line is left out when there are others. */
function logicalLines(text: string): string[] {
  const rows: string[] = [];
  let open = '';
  for (const line of text.split(/\r\n|\n|\r/).slice(0, SAMPLE_LINES * 4)) {
    const whole = open === '' ? line : `${open} ${line}`;
    const isOpen = (whole.split('"').length - 1) % 2 === 1;
    open = isOpen && whole.length < 20_000 ? whole : '';
    if (open === '' && whole.trim() !== '') rows.push(whole);
    if (rows.length >= SAMPLE_LINES) return rows;
  }
  if (open !== '') rows.push(open);
  return rows.length > 3 ? rows.slice(0, -1) : rows;
}

function countOutside(row: string, delimiter: string): number {
  let count = 0;
  let isQuoted = false;
  for (let i = 0; i < row.length; i++) {
    const letter = row[i];
    if (letter === '"') isQuoted = !isQuoted;
    else if (letter === delimiter && !isQuoted) count++;
  }
  return count;
}

function modeOf(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const count of counts) tally.set(count, (tally.get(count) ?? 0) + 1);
  let best = 0;
  for (const [count, times] of tally) if (times > (tally.get(best) ?? 0)) best = count;
  return best;
}
