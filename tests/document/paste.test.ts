import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanPasted, cleanText } from '#lib/document/paste.ts';

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {mso-style-parent:""; background:url(http://evil.example/a.png)} --></style>
<link rel=File-List href="file:///C:/tmp/x.xml"></head><body lang=ZH-CN><!--StartFragment-->
<p class=MsoNormal style='text-indent:24.0pt;mso-char-indent-count:2.0'><b><span style='font-size:12.0pt;font-family:仿宋'>会议议定</span></b><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>修复消火栓</p>
<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US>2.</span><![endif]>更换灭火器</p>
<!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/tmp/image001.png"/></v:shape><![endif]--><img src="http://evil.example/x.png" onerror="alert(1)">
<table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr><td width=100 colspan=2 style='width:50pt'><p class=MsoNormal>甲</p></td></tr></table>
<!--EndFragment--></body></html>`;

const WECHAT = `<section data-tool="x" style="background-image:url('https://mmbiz.example/bg.png')"><section><p style="margin:0"><span style="font-weight: 700;">供水\u200b公司</span>同意&nbsp;。</p></section><p><img data-src="https://mmbiz.example/0"><mpvideosnap></mpvideosnap><br></p><iframe src="https://v.example"></iframe></section>`;

describe('pasted text', () => {
  test('from Word: bold, a numbered list and a table, without Word', () => {
    const clean = cleanPasted(WORD);
    expect(clean).toContain('<b><span>会议议定</span></b>');
    expect(clean.replace(/\s+/g, '')).toContain('<ol><li><p>修复消火栓</p></li><li><p>更换灭火器</p></li></ol>');
    expect(clean).toContain('<td colspan="2"><p>甲</p></td>');
    expect(clean).not.toMatch(/mso|font-family|class=|file:|http|<o:p|<v:|<!|<img|supportLists/i);
  });

  test('from WeChat: words and weight, no pictures and no frames', () => {
    const clean = cleanPasted(WECHAT);
    expect(clean).toContain('<span style="font-weight: 700">供水公司</span>同意 。');
    expect(clean).not.toMatch(/http|url\(|img|iframe|data-|background/i);
  });

  test.each([
    '<img src=x onerror=alert(1)>',
    '<svg><image href="//evil.example/x"/></svg>',
    '<script>fetch("//evil.example")</script>',
    '<style>@import "//evil.example"</style>',
    '<p style="background:url(//evil.example)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<video poster="//evil.example"><source src="//evil.example"></video>',
    '<link rel=prefetch href=//evil.example>',
    '<p onclick="alert(1)">x</p>',
    '<iframe srcdoc="<script>1</script>">',
    '<object data="//evil.example"></object>',
    '<table background="//evil.example"><tr><td>x</td></tr></table>',
    '<!--<img src=//evil.example>--><p>x</p>',
  ])('%s asks nothing of anybody and runs nothing', (html) => {
    expect(cleanPasted(html)).not.toMatch(/evil|script|onerror|onclick|src|href|url/i);
  });

  test.each(['<<>img src=x>', '<<!---->img src=x>', '<<![if x]>img src=x>', '<im<b>g src=x>', '<\u200bimg src=x>'])(
    'taking away from %s makes no new tag',
    (html) => {
      expect(cleanPasted(html)).not.toMatch(/<img/i);
    },
  );

  test('whatever comes, no tag keeps an attribute but spans, starts and weight', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '<>',
      '<!',
      'p',
      ' src=x',
      ' style="',
      '"',
      "'",
      '<!--',
      '-->',
      '<img',
      'a',
      '</',
      'onload=1',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        for (const [tag] of cleanPasted(pieces.join('')).matchAll(/<[^>]*>?/g))
          expect(tag).toMatch(/^<\/?[\w-]+( (colspan|rowspan|start)="\d+")*( style="font-weight: \w+")?>$/);
      }),
      { numRuns: 500 },
    );
  });

  test('signs that cannot be seen are dropped', () => {
    expect(cleanText('甲\u200b\ufeff\u202e乙\u00a0丙\u0007')).toBe('甲乙 丙');
  });
});
