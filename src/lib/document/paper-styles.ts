/**
 * Looks of the printed minutes (GB/T 9704-2012): A4, margins 37/28/35/26 mm, 22 lines of 28 characters, red mark.
 * Names fonts and embeds none; the seal is a dashed circle of its size, never a picture of one.
 */
export const PAPER_STYLES = `
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
body { margin: 0; background: #fff; color: #1d2126; }
.paper { box-sizing: border-box; max-width: 210mm; margin: 0 auto; padding: 37mm 26mm 35mm 28mm;
  font: 16pt/28.95pt FangSong, STFangsong, FangSong_GB2312, "Noto Serif CJK SC", serif; overflow-wrap: anywhere; }
.paper p { margin: 0; text-indent: 2em; text-align: justify; }
.paper .mark { color: #b3261e; font: 700 30pt/1.3 "FZXiaoBiaoSong-B05S", STZhongsong, "Noto Serif CJK SC", serif;
  letter-spacing: .1em; text-align: center; text-indent: 0; }
.paper .number { margin-top: 14pt; text-align: center; text-indent: 0; }
.paper hr { border: 0; border-top: 1.5pt solid #b3261e; margin: 4pt 0 22pt; }
.paper h1 { font: 700 22pt/1.5 "FZXiaoBiaoSong-B05S", STZhongsong, "Noto Serif CJK SC", serif; text-align: center;
  margin: 0 0 16pt; text-wrap: balance; }
.paper h2, .paper h3, .paper h4 { margin: 0; font-size: inherit; line-height: inherit; text-indent: 2em; }
.paper h2 { font-family: SimHei, "Noto Sans CJK SC", sans-serif; font-weight: 600; }
.paper h3 { font-family: KaiTi, STKaiti, serif; font-weight: 600; }
.paper .time { color: #555b64; font-size: 12pt; line-height: 22pt; }
.paper .roll { padding-left: 3em; text-indent: -3em; } .paper .roll b { font-family: SimHei, sans-serif; }
.paper table { width: 100%; border-collapse: collapse; font-size: 14pt; line-height: 1.5; }
.paper td, .paper th { border: .75pt solid #1d2126; padding: 2pt 5pt; } .paper td p, .paper th p { text-indent: 0; }
.paper ul, .paper ol { margin: 0; padding-left: 3em; } .paper li p { text-indent: 0; }
.paper blockquote { margin: 0 0 0 2em; }
.paper .foot { position: relative; width: max-content; max-width: 100%; margin: 48pt 2em 60pt auto; text-align: center; }
.paper .foot p { text-indent: 0; text-align: center; }
.paper .seal { position: absolute; left: 50%; top: 50%; width: 42mm; height: 42mm; transform: translate(-50%, -50%);
  box-sizing: border-box; border: 1pt dashed #8f8a7e; border-radius: 50%; display: grid; place-items: center;
  color: #6d727a; font: 10.5pt/1 "Noto Sans CJK SC", sans-serif; }
@media print { .paper { padding: 0; max-width: none; } }
@media screen and (max-width: 700px) { .paper { padding: 24pt 16pt; } .paper .mark { font-size: 20pt; } .paper h1 { font-size: 17pt; } }
`;
