import type { common as source } from '../zh-cn/common.ts';

/** What the room and the pages around it both say. */
export const common: Record<keyof typeof source, string> = {
  'shell.skip': 'Skip to the content',
  'shell.backHome': 'Back to the desk',
  'shell.home': 'Desk',
  'shell.councils': 'Councils',
  'shell.account': 'My account',
  'shell.logout': 'Log out',
  'shell.personUnit': '{name} · {unit}',
  'date.months': 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  'date.weekdays': 'Sun Mon Tue Wed Thu Fri Sat',
  'date.day': '{day} {month} {year}',
  'date.long': '{weekday} {day} {month} {year}, {time}',
  'home.dot': ' · ',
  'home.signed': '{signed}/{signers} signed',
  'stage.planned': 'Planned, no notice yet',
  'stage.noticed': 'Notice sent',
  'stage.inSession': 'In session',
  'stage.suspended': 'Suspended',
  'stage.closed': 'Minutes in draft',
  'stage.final': 'Minutes being signed',
  'stage.signed': 'Signed by all',
  'stage.archived': 'Archived',
  'stage.cancelled': 'Cancelled',
  'account.size.large': 'Large',
  'signoff.objectTitle': 'Object to the minutes',
  'signoff.objectExplain':
    'The objection is recorded with your name and the time, for all to see. The recorder may reopen the minutes because of it.',
  'signoff.objectSend': 'Object',
  'signoff.moment': '{year}-{month}-{day} {time}',
  'signoff.momentShort': '{month}-{day} {time}',
};
