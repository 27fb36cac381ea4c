import { qiandeng2020q1 } from '#lib/meeting/charters/qiandeng-2020q1.ts';
import { decide } from '#lib/meeting/decide.ts';
import { evolve, initialMeeting, stamp, type Command, type Meeting } from '#lib/meeting/meeting.ts';
import type { Authority } from '#lib/meeting/rulebook.ts';
import type { Role } from '#lib/meeting/seat.ts';

const units = ['社区办', '消防中队', '供水', '物业服务企业'].map((name, index) => ({
  id: `u${index + 1}`,
  name,
  short: name,
}));

const seat = (personId: string, name: string, unitId: string | null, ...roles: Role[]) => ({
  personId,
  name,
  unitId,
  roles,
});

const item = (id: string, title: string, parentId: string | null = null) => ({
  id,
  parentId,
  kind: 'discussion' as const,
  title,
  presenter: '',
  unitIds: parentId ? ['u4', 'u2', 'u3'] : [],
  plannedMinutes: 10,
});

/** A resolution's text with what the tests leave out. */
export const resolutionText = (title: string) => ({
  title,
  text: `${title}，消防中队验收。`,
  measures: '',
  responsible: ['u4'],
  supporting: ['u2'],
  person: '吴强',
  deadline: '2026-05-31',
  important: false,
});

/** A meeting that is led by commands, a minute apart, by the chair unless somebody else is named. */
export class SampleMeeting {
  state: Meeting = initialMeeting('m1');
  #minute = 0;

  constructor() {
    this.does({
      type: 'meeting.plan',
      title: '2026年第一季度联席会议',
      form: 'meeting',
      kind: 'regular',
      number: { year: 2026, n: 1 },
      startsAt: '2026-03-05T06:00:00.000Z',
      place: '二楼会议室',
      link: '',
      council: { id: 'c', name: '千灯镇物业管理联席会议' },
      charter: qiandeng2020q1,
      units,
      seats: [
        seat('chen', '陈静', 'u1', 'chair', 'representative'),
        seat('zhang', '张伟', 'u2', 'representative'),
        seat('zhou', '周敏', 'u3', 'representative'),
        seat('wu', '吴强', 'u4', 'representative'),
        seat('li', '李文', null, 'recorder'),
        seat('bei', '贝宁', null, 'observer'),
      ],
      agenda: [
        item('a', '情况通报'),
        item('b', '逐项讨论'),
        item('b1', '消防设施', 'b'),
        item('b2', '生命通道', 'b'),
        item('c', '总结'),
      ],
    });
    this.does({ type: 'notice.send' });
  }

  /** Decides and applies one command; throws when it is refused. */
  does(command: Command, actor = 'chen', more: Partial<Authority> = {}): this {
    this.#minute += 1;
    const at = new Date(Date.parse('2026-03-05T05:50:00.000Z') + this.#minute * 60_000).toISOString();
    const by: Authority = { actor, at, ...more };
    const decision = decide(this.state, command, by);
    if (!('events' in decision)) throw new Error(`${command.type}: ${JSON.stringify(decision)}`);
    for (const event of stamp(this.state, decision.events, by)) this.state = evolve(this.state, event);
    return this;
  }

  /** Three units come and the chair opens. */
  opens(): this {
    this.does({ type: 'attendance.checkIn', mode: 'onSite' });
    this.does({ type: 'attendance.checkIn', mode: 'remote' }, 'zhou');
    this.does({ type: 'attendance.checkIn', mode: 'onSite' }, 'wu');
    return this.does({ type: 'meeting.open' });
  }

  /** Puts the last resolution to an open vote in which the three agree, refuse and abstain. */
  votes(): this {
    const resolutionId = this.state.resolutions.at(-1)!.id;
    this.does({ type: 'vote.open', resolutionId, method: 'open', base: 'cast', seconds: 0 });
    const voteId = this.state.votes.at(-1)!.id;
    const ballots = [
      { unitId: 'u1', receipt: null, choice: 'for' },
      { unitId: 'u3', receipt: null, choice: 'abstain' },
      { unitId: 'u4', receipt: null, choice: 'for' },
    ] as const;
    return this.does({ type: 'vote.close', voteId }, 'chen', { ballots });
  }

  /** A whole meeting: items visited and revisited, a problem, a resolution, a pause, the next date, the close. */
  static whole(): SampleMeeting {
    return new SampleMeeting()
      .opens()
      .does({ type: 'agenda.advance' })
      .does({ type: 'problem.record', text: '消火栓漏水', unitIds: ['u3'] }, 'li')
      .does({ type: 'resolution.draft', ...resolutionText('限期修复消防设施') }, 'li')
      .votes()
      .does({ type: 'meeting.suspend', reason: '茶歇' })
      .does({ type: 'meeting.resume' })
      .does({ type: 'agenda.goTo', itemId: 'c' })
      .does({ type: 'agenda.goTo', itemId: 'b1' })
      .does({ type: 'resolution.draft', ...resolutionText('回看后补充') }, 'li')
      .does({ type: 'agenda.defer', itemId: 'b2', reason: '待查' })
      .does({ type: 'nextMeeting.set', startsAt: '2026-06-05T06:00:00.000Z', place: '三楼', topics: '回头看' })
      .does({ type: 'meeting.close' });
  }
}
