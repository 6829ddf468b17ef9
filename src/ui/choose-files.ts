/** Lets the reader choose files, or a folder with all in it; nothing comes when they think better of it. */
export function chooseFiles(
  options: { isFolder?: boolean; isOne?: boolean },
  onchosen: (files: File[]) => void,
): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = options.isOne !== true;
  input.webkitdirectory = options.isFolder === true;
  input.hidden = true;
  const done = (): void => {
    input.remove();
  };
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    done();
    if (files.length > 0) onchosen(files);
  });
  input.addEventListener('cancel', done);
  document.body.append(input);
  input.click();
}
