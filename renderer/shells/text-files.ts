/** A file of text as a person chose it. */
export interface TextFile {
  name: string;
  text: string;
}

/** Far more than any rubric; a file beyond is not read into the page. */
const MOST_BYTES = 8_000_000;

export async function readTextFile(file: File): Promise<TextFile> {
  if (file.size > MOST_BYTES) throw new Error(`${file.name} is larger than any rubric. Nothing was changed.`);
  return { name: file.name, text: await file.text() };
}

/** Both surfaces give a page the text of a file that the person chose in its own dialog. */
export function chooseTextFile(accept: string): Promise<TextFile | undefined> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file === undefined) resolve(undefined);
      else readTextFile(file).then(resolve, reject);
    });
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

/** As a download: a browser puts it with the others, the desktop asks where. */
export function saveTextFile({ name, text }: TextFile): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; revoking at once stops it in some browsers.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
