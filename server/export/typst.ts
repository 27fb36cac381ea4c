import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FONTS = ['400Regular/NotoSerifSC_400Regular.ttf', '700Bold/NotoSerifSC_700Bold.ttf'];

let compiler: NodeCompiler | null = null;

/** One compiler with the fonts of the house, made when the first paper is printed. */
function opened(): NodeCompiler {
  const fontBlobs = FONTS.map((font) =>
    readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-serif-sc/${font}`))),
  );
  return (compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs }] }));
}

/**
 * Prints a paper as PDF/A. Same input, same bytes: the only time in it is `at`.
 * @param template Typst source; it reads the paper by `json(bytes(sys.inputs.paper))`, so that nothing that people
 *   wrote is ever read as markup
 * @param at ISO; becomes the file's date
 * @throws when the template is wrong
 */
export function printPdf(template: string, paper: object, at: string): Buffer {
  const printer = opened();
  const pdf = printer.pdf(
    { mainFileContent: template, inputs: { paper: JSON.stringify(paper) }, resetRead: true },
    { pdfStandard: 'a-2b', creationTimestamp: Math.floor(Date.parse(at) / 1000) },
  );
  printer.evictCache(10);
  return pdf;
}

/** The page of official documents (official-documents.md): A4, its margins, body of 16 pt, numbers between dashes. */
export const OFFICIAL_PAGE = `
#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title, date: auto)
#set page(
  paper: "a4",
  margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm),
  footer-descent: 7mm,
  footer: context align(if calc.odd(counter(page).get().first()) { right } else { left }, text(
    size: 14pt,
  )[— #counter(page).display() —]),
)
#set text(font: ("Noto Serif SC",), size: 16pt, lang: paper.lang, cjk-latin-spacing: none)
#set par(leading: 13pt, spacing: 13pt, justify: true)
`;
