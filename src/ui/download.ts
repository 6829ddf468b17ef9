/** Long enough for any browser to have taken the file, or for its reader to answer "where to?". */
const KEPT_MS = 5 * 60_000;

/** Hands a file to the browser, which may ask where to put it or refuse; that cannot be known here. */
export function download(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
