import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- the bundler makes an address of it
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** A PDF for looking at; nothing in it runs. */
export interface PdfPages {
  readonly count: number;
  /** Draws a page, 1 to `count`, as wide as the canvas is shown. */
  draw(page: number, canvas: HTMLCanvasElement): Promise<void>;
  close(): void;
}

/** Opens a PDF. @throws when the bytes are none that can be read */
export async function openPdf(bytes: ArrayBuffer): Promise<PdfPages> {
  const loading = getDocument({ data: bytes, enableXfa: false, stopAtErrors: false });
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
