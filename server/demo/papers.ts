import type { Meeting } from '#lib/meeting/meeting.ts';
import { printPdf } from '../export/typst.ts';
import type { Office } from '../office/office.ts';
import { dayOf, days, spelled } from './calendar.ts';
import { photoOf } from './photo.ts';
import type { SteppedClock } from './stepped-clock.ts';

const TEMPLATE = `#let paper = json(bytes(sys.inputs.paper))
#set document(title: paper.title, date: auto)
#set page(paper: "a4", margin: 28mm)
#set text(font: ("Noto Serif SC",), size: 12pt, lang: "zh")
#align(center, text(size: 18pt, weight: "bold", paper.title))
#v(8pt)
#table(columns: (1fr, auto, auto, 2fr), inset: 8pt, ..paper.head.map(strong), ..paper.rows.flatten())
#v(8pt)
#align(right)[#paper.issuer \\ #paper.date]
`;

/** What 消防中队 found. */
const record = {
  title: '室内消火栓检测记录',
  head: ['地点', '检测', '合格', '问题'],
  rows: [
    ['香溢紫郡', '48', '44', '7 号楼、9 号楼末端无水，水泵控制柜损坏'],
    ['锦绣华庭', '36', '36', '—'],
    ['阳光新城', '52', '51', '12 号楼栓箱门锈死'],
  ],
  issuer: '消防中队',
};

/** 消防中队 and 物业 bring what they were asked for. @throws Error when a rule refuses it */
export async function bringPapers({ materials }: Office, clock: SteppedClock, meeting: Meeting): Promise<void> {
  clock.pass(55);
  const at = new Date(clock.now()).toISOString();
  const date = spelled(dayOf(clock.now()));
  const brought = [
    {
      who: 'xiaofang',
      name: '室内消火栓检测记录.pdf',
      bytes: printPdf(TEMPLATE, { ...record, date }, at),
      mime: 'application/pdf',
    },
    { who: 'wuye', name: '7号楼消火栓现场照片.jpg', bytes: await photoOf('hydrant'), mime: 'image/jpeg' },
  ];
  for (const { who, ...file } of brought) {
    clock.pass(20);
    const delivery = { id: `sample-${who}`, unitId: who, itemId: 'reports', ...file };
    const { ok } = await materials.deliver(meeting, who, delivery);
    if (!ok) throw new Error(`${file.name} was refused`);
  }
}

/** When papers are due: some days before the meeting, in ISO. */
export const papersDue = (startsAt: number): string => new Date(startsAt - days(3)).toISOString();
