/** Planning a meeting: agenda, materials, reports, agreement. */
export const planning = {
  'error.nobody_presides': '本会议没有可以主持的人，请先在成员中设定召集人或主持人。',
  'planning.autoTitle.meeting': '{council}{year}年第{n}次会议',
  'planning.autoTitle.workshop': '{council}{year}年第{n}次研讨会',
  'planning.autoTitle.forum': '{council}{year}年第{n}次座谈会',
  'planning.autoTitle.extraordinary': '{council}{year}年第{n}次临时会议',
} as const;
