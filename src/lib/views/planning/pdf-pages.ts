import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- the bundler makes an address of it
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Tables by which PDFs whose Chinese fonts are not embedded name their signs; only what is asked for is loaded. */
const tables = import.meta.glob<string>('/node_modules/pdfjs-dist/cmaps/{Adobe-GB1-UCS2,GB*,UniGB-*}.bcmap', {
  eager: true,
  exhaustive: true,
  query: '?url&no-inline',
  import: 'default',
});

/** Fetches what the reader of PDFs needs besides the file itself. */
class ChineseTables {
  /** @throws when there is no such table: the reader goes on without */
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const address = tables[`/node_modules/pdfjs-dist/cmaps/${filename}`];
    const answer = address === undefined ? null : await fetch(address);
    if (!answer?.ok) throw new Error(`no table ${filename}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}

/** A PDF for looking at; nothing in it runs. */
export interface PdfPages {
  readonly count: number;
  /** Draws a page, 1 to `count`, as wide as the canvas is shown. */
  draw(page: number, canvas: HTMLCanvasElement): Promise<void>;
  close(): void;
}

/** Opens a PDF. @throws when the bytes are none that can be read */
export async function openPdf(bytes: ArrayBuffer): Promise<PdfPages> {
  const loading = getDocument({
    data: bytes,
    enableXfa: false,
    stopAtErrors: false,
    cMapUrl: '/',
    useWorkerFetch: false,
    // A font that is not embedded is drawn with whatever the browser has in its place.
    useSystemFonts: false,
    BinaryDataFactory: ChineseTables,
  });
  const pdf: PDFDocumentProxy = await loading.promise;
  return {
    count: pdf.numPages,
    async draw(number, canvas) {
      const page = await pdf.getPage(number);
      const wanted = canvas.clientWidth * Math.min(window.devicePixelRatio || 1, 2);
      const viewport = page.getViewport({ scale: wanted / page.getViewport({ scale: 1 }).width });
      canvas.width = Math.floor(viewport.width);
      canvas.height = Math.floor(viewport.height);
      await page.render({ canvas, viewport }).promise;
    },
    close: () => void loading.destroy(),
  };
}
